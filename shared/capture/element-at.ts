import { documentIn, drawnElements, frameAround, type IsOurs } from "./element-tree.ts";

export type Point = { x: number; y: number };

/**
 * Where the inside of a frame begins in the document around it, and how large one of its pixels is there. A `zoom` around a frame
 * stretches its borders, and in some browsers what is in it.
 */
const insideOf = (frame: HTMLElement) => {
  const { left, top, width, height } = frame.getBoundingClientRect();
  const style = frame.ownerDocument.defaultView?.getComputedStyle(frame);
  const inner = (frame as Partial<HTMLIFrameElement>).contentWindow;
  const along = (
    start: number,
    size: number,
    layout: number,
    edge: number,
    client: number,
    sides: string[],
    inside?: number,
  ) => {
    const stretch = size / layout || 1;
    const [before = 0, after = 0] = sides.map(
      (side) => Number.parseFloat(style?.getPropertyValue(`padding-${side}`) ?? "") || 0,
    );
    return {
      start: start + (edge + before) * stretch,
      scale: inside ? (stretch * (client - before - after)) / inside : stretch,
    };
  };
  return {
    x: along(left, width, frame.offsetWidth, frame.clientLeft, frame.clientWidth, ["left", "right"], inner?.innerWidth),
    y: along(
      top,
      height,
      frame.offsetHeight,
      frame.clientTop,
      frame.clientHeight,
      ["top", "bottom"],
      inner?.innerHeight,
    ),
  };
};

/** A point of the document around a frame, for the document in it. */
export const intoFrame = (frame: HTMLElement, { x, y }: Point): Point => {
  const inside = insideOf(frame);
  return { x: (x - inside.x.start) / inside.x.scale, y: (y - inside.y.start) / inside.y.scale };
};

/** A point of the document in a frame, for the one around it. */
export const outOfFrame = (frame: HTMLElement, { x, y }: Point): Point => {
  const inside = insideOf(frame);
  return { x: inside.x.start + x * inside.x.scale, y: inside.y.start + y * inside.y.scale };
};

/** The box of an element in the outermost viewport, in CSS pixels. */
export const boxOf = (element: Element): DOMRect => {
  let { x, y, width, height } = element.getBoundingClientRect();
  for (let frame = frameAround(element); frame; frame = frameAround(frame)) {
    const end = outOfFrame(frame as HTMLElement, { x: x + width, y: y + height });
    ({ x, y } = outOfFrame(frame as HTMLElement, { x, y }));
    [width, height] = [end.x - x, end.y - y];
  }
  return new DOMRect(x, y, width, height);
};

/** What the browser passes over when it looks for what a pointer meets: often the very thing that does not work. */
const isPassedOver = (element: Element): boolean =>
  element.ownerDocument.defaultView?.getComputedStyle(element).pointerEvents === "none" ||
  element.closest("[inert]") !== null;

/** Within what was met, what is drawn at the point and was passed over. */
const passedOver = (element: Element, { x, y }: Point, isOurs: IsOurs): Element => {
  const child = drawnElements(element, isOurs).findLast((one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    return (
      left <= x &&
      x < right &&
      top <= y &&
      y < bottom &&
      one.ownerDocument === element.ownerDocument &&
      isPassedOver(one)
    );
  });
  return child ? passedOver(child, { x, y }, isOurs) : element;
};

/**
 * The innermost element that is seen at a point, in open shadow roots and frames of the same site too.
 */
export const elementAt = (root: Document | ShadowRoot, point: Point, isOurs: IsOurs): Element | undefined => {
  // Some browsers name those around a shadow root too.
  const met = root.elementsFromPoint(point.x, point.y).find((one) => one.getRootNode() === root && !isOurs(one));
  if (!met) return undefined;
  const inside = documentIn(met);
  const inner = inside
    ? elementAt(inside, intoFrame(met as HTMLElement, point), isOurs)
    : met.shadowRoot && elementAt(met.shadowRoot, point, isOurs);
  return inner ?? passedOver(met, point, isOurs);
};
