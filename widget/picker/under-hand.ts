import { drawnParent } from "../../shared/capture/element-tree.ts";

/** Whoever points at a sign in a button means the button. */
export const meant = (element: Element): Element =>
  element.closest("button,summary,[role=button i]") ?? element.closest("svg") ?? element;

/** Scrolls what lies under the hand: the nearest box around the element that scrolls, else the page. */
export const scrollAt = (element: Element | undefined, left: number, top: number): void => {
  let one: Element | null = element ?? null;
  const canScroll = (it: Element) =>
    it.scrollHeight > it.clientHeight &&
    /auto|scroll/.test(it.ownerDocument.defaultView?.getComputedStyle(it).overflowY ?? "");
  while (one && !canScroll(one)) one = drawnParent(one);
  (one ?? window).scrollBy({ left, top, behavior: "instant" });
};
