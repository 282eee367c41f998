/** A box that its children's margins do not reach out of. */
const holds = (style: CSSStyleDeclaration): boolean =>
  style.display !== "block" ||
  style.overflowX !== "visible" ||
  style.float !== "none" ||
  /absolute|fixed/.test(style.position);
const number = (text: string): number => Number.parseFloat(text) || 0;

/** The first or last child of a block that is a block, or nothing where text comes before. */
const outermost = (view: Window, element: Element, isFirst: boolean): Element | undefined => {
  const nodes = [...element.childNodes];
  if (!isFirst) nodes.reverse();
  for (const node of nodes) {
    if (node.nodeType === Node.TEXT_NODE && /\S/.test((node as Text).data)) return;
    if (node.nodeType !== Node.ELEMENT_NODE) continue;
    const { display, float, position } = view.getComputedStyle(node as Element);
    if (display !== "none" && float === "none" && !/absolute|fixed/.test(position)) return node as Element;
  }
  return;
};

/**
 * The margin of a block with those of its first or last children that reach out of it: in the picture they would not.
 *
 * @param side The upper or the lower one.
 */
export const reachingMargin = (view: Window, element: Element, side: "Top" | "Bottom"): number => {
  let most = 0;
  let least = 0;
  for (let one: Element | undefined = element; one; ) {
    const style: CSSStyleDeclaration = view.getComputedStyle(one);
    if (
      one !== element &&
      (holds(style)
        ? !/^(block|flex|grid|table|flow-root|list-item)$/.test(style.display) || style.float !== "none"
        : false)
    )
      break;
    const margin = number(style[`margin${side}`]);
    most = Math.max(most, margin);
    least = Math.min(least, margin);
    if (holds(style) || number(style[`border${side}Width`]) + number(style[`padding${side}`]) > 0) break;
    one = outermost(view, one, side === "Top");
  }
  return most + least;
};
