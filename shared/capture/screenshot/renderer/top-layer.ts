import { isWithinPrivate } from "../../element-tree.ts";
import { elementsBelow } from "../../masking.ts";

export const ON_TOP = "dialog:modal,:popover-open,:fullscreen";

/** Whether one of two is shown above the other: seen at a point where both are. Who cannot be hit is below a modal one. */
const isAbove = (one: Element, other: Element): boolean => {
  // What pops up while a dialog is open cannot be hit, and is above it.
  const [isPopup, isOtherPopup] = [one, other].map((element) => element.matches(":popover-open"));
  if (isPopup !== isOtherPopup && !one.contains(other) && !other.contains(one)) return isPopup === true;
  for (const at of [one, other]) {
    const { x, y, width, height } = at.getBoundingClientRect();
    const hit = at.ownerDocument.elementsFromPoint(x + width / 2, y + height / 2);
    const rank = (element: Element) => {
      const index = hit.findIndex((one) => element.contains(one));
      return index < 0 ? hit.length : index;
    };
    if (rank(one) !== rank(other)) return rank(one) < rank(other);
  }
  return false;
};

/**
 * What is drawn above all else, the lowest first; in components too. Nothing says in which order it came. What is private is
 * not looked into, wherever it stands.
 */
export const elementsOnTop = (document: Document, isExcluded: (element: Element) => boolean): Element[] => {
  const roots: Array<Document | ShadowRoot> = [document];
  // Components are looked into only where something of the document itself may be in front.
  if (!document.querySelector(ON_TOP) && document.querySelectorAll("*").length < 5_000)
    for (const element of elementsBelow(document)) if (element.shadowRoot) roots.push(element.shadowRoot);
  const found = roots
    .flatMap((root) => [...root.querySelectorAll(ON_TOP)])
    .filter((element) => element !== document.documentElement && !isExcluded(element) && !isWithinPrivate(element));
  return found.sort((one, other) => (isAbove(one, other) ? 1 : isAbove(other, one) ? -1 : 0));
};
