/** Gives the shadow root of an element, where it has one that may be looked into. */
export type OpenRoot = (element: Element) => ShadowRoot | null;

/** The open one. */
export const openRootOf: OpenRoot = (element) => element.shadowRoot;

/**
 * What is drawn in an element: its shadow root's nodes in the place of its own, and in a slot what is slotted there. The
 * children in the document say something else: what stands in a slot belongs to another element.
 */
export const drawnChildren = (element: Element, openRoot: OpenRoot): ChildNode[] => {
  const root = openRoot(element);
  if (root) return [...root.childNodes];
  const slotted = "assignedNodes" in element ? (element as HTMLSlotElement).assignedNodes() : [];
  return slotted.length > 0 ? (slotted as ChildNode[]) : [...element.childNodes];
};
