// What every library here is told of the window, so that each draws only what is seen.

/** The size of what is seen, without scroll bars, where it begins, and how many pixels one of the page has. */
export const viewport = () => {
  const { clientWidth: width } = document.documentElement;
  return { x: scrollX, y: scrollY, width, height: innerHeight, scale: devicePixelRatio };
};

/** Whether an element, and so all that is in it, begins below what is seen: leaving those out moves nothing above them. */
export const isBelow = (node) =>
  node.nodeType === Node.ELEMENT_NODE &&
  node.ownerDocument === document &&
  node.parentElement?.closest("body") !== null &&
  node.getBoundingClientRect().top > innerHeight + 50 &&
  !["fixed", "absolute"].includes(getComputedStyle(node).position);

/** For a library that has no word for a place on the page: the whole page is moved up by as much as it is scrolled. */
export const movedUp = () => {
  const { x, y } = viewport();
  const { scrollWidth, scrollHeight } = document.documentElement;
  return x || y
    ? { width: `${scrollWidth}px`, height: `${scrollHeight}px`, marginLeft: `${-x}px`, marginTop: `${-y}px` }
    : {};
};
