import { drawnChildren, type OpenRoot } from "../../shared/capture/drawn-children.ts";
import type { Rectangle } from "../../shared/contract/submission.ts";

/** A box by its edges, in CSS pixels of the window that the element is in. */
export type Box = { left: number; top: number; right: number; bottom: number };

export const intersection = (a: Box, b: Box): Box => ({
  left: Math.max(a.left, b.left),
  top: Math.max(a.top, b.top),
  right: Math.min(a.right, b.right),
  bottom: Math.min(a.bottom, b.bottom),
});

export const isEmpty = (box: Box): boolean => box.right <= box.left || box.bottom <= box.top;

const union = (a: Box | undefined, b: Box): Box =>
  a === undefined
    ? b
    : {
        left: Math.min(a.left, b.left),
        top: Math.min(a.top, b.top),
        right: Math.max(a.right, b.right),
        bottom: Math.max(a.bottom, b.bottom),
      };

export const rectangleOf = ({ left, top, right, bottom }: Box): Rectangle => ({
  x: left,
  y: top,
  width: right - left,
  height: bottom - top,
});

const styleOf = (element: Element): CSSStyleDeclaration => element.ownerDocument.defaultView!.getComputedStyle(element);

/** The parent that is drawn around an element: through slots and out of shadow roots. */
export const drawnParent = (element: Element): Element | null => {
  if (element.assignedSlot) return element.assignedSlot;
  const parent = element.parentNode;
  return parent && "host" in parent ? (parent as ShadowRoot).host : element.parentElement;
};

/** `overflow` clips boxes only; the ones of root and body are the window's. */
const clips = (element: Element, style: CSSStyleDeclaration): boolean =>
  (style.overflowX !== "visible" || style.overflowY !== "visible") &&
  !/^(inline|contents)$/.test(style.display) &&
  element !== element.ownerDocument.body &&
  element !== element.ownerDocument.documentElement;

/** Where an element and whatever hangs out of it may be drawn: its own boxes, its text's, and its children's, unless it cuts them off. */
const drawnBox = (element: Element, openRoot: OpenRoot): Box | undefined => {
  const own = element.getBoundingClientRect();
  let box: Box | undefined = isEmpty(own) ? undefined : own;
  if (!isEmpty(own) && clips(element, styleOf(element))) return box;
  for (const node of drawnChildren(element, openRoot)) {
    if (node.nodeType === Node.ELEMENT_NODE) {
      const child = drawnBox(node as Element, openRoot);
      if (child) box = union(box, child);
    } else if (node.nodeType === Node.TEXT_NODE) {
      const range = element.ownerDocument.createRange();
      range.selectNode(node);
      const text = range.getBoundingClientRect();
      if (!isEmpty(text)) box = union(box, text);
    }
  }
  return box;
};

/**
 * Where an element is to be seen: all it draws, less what the scrolling or clipping boxes around it hide. In doubt the
 * box is too large rather than too small.
 *
 * @param openRoot Gives the shadow root of an element, where it has one that may be looked into.
 * @returns `undefined` when nothing of it is drawn.
 */
export const visibleBox = (element: Element, openRoot: OpenRoot): Box | undefined => {
  let box = drawnBox(element, openRoot);
  let { position } = styleOf(element);
  for (let around = drawnParent(element); box && around && position !== "fixed"; around = drawnParent(around)) {
    const style = styleOf(around);
    if (position === "absolute" && style.position === "static") continue; // drawn past it, and past its clipping
    if (clips(around, style)) box = intersection(box, around.getBoundingClientRect());
    position = style.position;
  }
  return box && !isEmpty(box) ? box : undefined;
};
