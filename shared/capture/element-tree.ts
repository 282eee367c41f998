import { drawnChildren, openRootOf } from "./drawn-children.ts";
import { isPrivate } from "./masking.ts";

/** The document in a frame of the same site; that of another site is not to be had. */
export const documentIn = (element: Element): Document | null =>
  (element as Partial<HTMLIFrameElement>).contentDocument ?? null;

/** The frame that an element's document is in; none around the page that this runs in. */
export const frameAround = (element: Element): Element | null => {
  const { defaultView } = element.ownerDocument;
  return defaultView && defaultView !== window ? defaultView.frameElement : null;
};

/** What an element is drawn in: a slot, its parent, the host of its shadow root, the frame around its document. */
export const drawnParent = (element: Element): Element | null => {
  const parent = element.assignedSlot ?? element.parentElement;
  return parent ?? (element.getRootNode() as ShadowRoot).host ?? frameAround(element);
};

/** Whether an element or anything it is drawn in is private, or cannot be told to be public: nothing of what it says may be told. */
export const isWithinPrivate = (element: Element): boolean => {
  try {
    for (let one: Element | null = element; one; one = drawnParent(one)) if (isPrivate(one)) return true;
    return false;
  } catch {
    return true;
  }
};

/** Slots and their like have no box of their own; what is in them has. */
export const isUnboxed = (element: Element): boolean =>
  element.ownerDocument.defaultView?.getComputedStyle(element).display === "contents";

export const isVisible = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });

/** Whether there is something of an element to point at. */
export const hasBox = (element: Element): boolean => {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && isVisible(element);
};

/** Says what is not of the page. */
export type IsOurs = (element: Element) => boolean;

/** The page's elements drawn in an element, those in its shadow root, its slot or its frame too; without those that have no box. */
export const drawnElements = (element: Element, isOurs: IsOurs): Element[] => {
  const inside = documentIn(element)?.documentElement;
  const children = inside ? [inside] : drawnChildren(element, openRootOf);
  return children
    .filter((node): node is Element => node.nodeType === Node.ELEMENT_NODE && !isOurs(node as Element))
    .flatMap((one) => (hasBox(one) ? one : isUnboxed(one) ? drawnElements(one, isOurs) : []));
};

/** All of them, at every depth, in the order in which they are read. */
export function* allDrawn(element: Element, isOurs: IsOurs): Generator<Element> {
  for (const one of drawnElements(element, isOurs)) {
    yield one;
    yield* allDrawn(one, isOurs);
  }
}
