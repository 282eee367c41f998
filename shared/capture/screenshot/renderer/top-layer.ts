import { isWithinPrivate } from "../../element-tree.ts";

const ON_TOP = "dialog:modal,:popover-open,:fullscreen";

/** What is drawn above all else, in the order of the page; in components too. What is private stays where it is: it is not looked into. */
export const elementsOnTop = (root: Document | ShadowRoot, isExcluded: (element: Element) => boolean): Element[] => {
  const found = [...root.querySelectorAll(ON_TOP)].filter(
    (element) => element !== element.ownerDocument.documentElement && !isExcluded(element) && !isWithinPrivate(element),
  );
  return found;
};
