import { drawnParent } from "../../element-tree.ts";
import { ON_TOP } from "./top-layer.ts";

const pathTo = (element: Element): Element[] => {
  const path: Element[] = [];
  for (let one: Element | null = element; one; one = drawnParent(one)) path.unshift(one);
  return path;
};

/** The level that the first of some elements, each in the one before, puts them all on; those without any are below. */
const levelOf = (path: Element[]): number => {
  const styles = path.map((one) => getComputedStyle(one));
  const [level] = styles.filter(({ zIndex }) => zIndex !== "auto");
  return level ? Number(level.zIndex) : styles.some(({ position }) => position !== "static") ? 0 : -1;
};

/** Whether an element is painted after another, as far as levels and the order of the document say. */
const isAfter = (element: Element, other: Element): boolean => {
  const [path, others] = [pathTo(element), pathTo(other)];
  const fork = others.findIndex((one, index) => one !== path[index]);
  if (fork < 0 || fork === path.length) return true; // one is in the other
  // What changes what is behind it has a level of its own.
  const level = Math.max(0, levelOf(path.slice(fork)));
  const beside = levelOf(others.slice(fork));
  if (level !== beside) return level > beside;
  return Boolean(others[fork]!.compareDocumentPosition(path[fork]!) & Node.DOCUMENT_POSITION_FOLLOWING);
};

/**
 * Whether nothing is in front of an element, in the middle of what is seen of it: also of one that no pointer finds. Nothing
 * where it is not seen.
 *
 * @param isExcluded Whether another does not count.
 */
export const isInFront = (element: Element, isExcluded: (other: Element) => boolean): boolean | undefined => {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const view = element.ownerDocument.defaultView!;
  const hit = (element.getRootNode() as Document)
    .elementsFromPoint(
      (Math.max(0, left) + Math.min(view.innerWidth, right)) / 2,
      (Math.max(0, top) + Math.min(view.innerHeight, bottom)) / 2,
    )
    .find((one) => !isExcluded(one));
  if (!hit) return undefined;
  const onTop = hit.closest(ON_TOP);
  return !(onTop && !onTop.contains(element)) && isAfter(element, hit);
};
