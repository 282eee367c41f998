import { drawnChildren, openRootOf } from "../../drawn-children.ts";
import type { Clock, Steps } from "./slices.ts";

/** Shadows and outlines reach over the edge. */
const EDGE = 40;
const SVG = "http://www.w3.org/2000/svg";
/** Never drawn, whatever their style. */
export const UNDRAWN = new Set(
  "script style link meta title head noscript template base datalist option source track param area map".split(" "),
);
/** Below this many children a look into them costs no more than the question whether one is needed. */
const FEW = 8;

/** The part of a window that is looked at. */
export type Area = { left: number; top: number; right: number; bottom: number };

const touches = (rect: DOMRectReadOnly, area: Area): boolean =>
  (rect.width > 0 || rect.height > 0) &&
  rect.bottom > area.top - EDGE &&
  rect.top < area.bottom + EDGE &&
  rect.right > area.left - EDGE &&
  rect.left < area.right + EDGE;

/** Whether nothing in an element can be seen when it cannot. */
const holdsItsOwn = (view: Window, element: Element): boolean => {
  const { contentVisibility, contain } = view.getComputedStyle(element);
  return contentVisibility === "auto" || contentVisibility === "hidden" || /paint|strict|content/.test(contain);
};

/**
 * Finds which elements are seen, or hold something that is. Only boxes are looked at, no styles: it is done for every
 * element of a page.
 *
 * @param each Is told every element that is looked at.
 * @returns Whether an element, or anything in it, touches the area.
 */
export function* findVisible(
  view: Window,
  root: Element,
  area: Area,
  clock: Clock,
  each: (element: Element) => void,
): Steps<(element: Element) => boolean> {
  const seen = new Set<Element>();
  const known = new WeakSet<Element>();
  // A stack of its own: pages may be nested deeper than calls.
  const stack: Array<[element: Element, parent: number]> = [[root, -1]];
  const parents: number[] = [];
  const order: Element[] = [];
  while (stack.length > 0) {
    const [element, parent] = stack.pop()!;
    if (clock.isDue()) yield;
    if (UNDRAWN.has(element.localName)) continue;
    each(element);
    known.add(element);
    const index = order.push(element) - 1;
    parents.push(parent);
    const isSeen = touches(element.getBoundingClientRect(), area);
    if (isSeen) for (let at = index; at >= 0 && !seen.has(order[at]!); at = parents[at]!) seen.add(order[at]!);
    if (element.namespaceURI === SVG && element.localName === "svg") continue;
    if (!isSeen && element.childElementCount >= FEW && holdsItsOwn(view, element)) continue;
    const children =
      openRootOf(element) || element.localName === "slot" ? drawnChildren(element, openRootOf) : element.children;
    for (let at = children.length - 1; at >= 0; at--) {
      const child = children[at]!;
      if (child.nodeType === Node.ELEMENT_NODE) stack.push([child as Element, index]);
    }
  }
  // What has come since is looked at when its turn comes.
  return (element) => seen.has(element) || (!known.has(element) && touches(element.getBoundingClientRect(), area));
}
