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

/** What stands in front of an element; whether it comes after it in the document, and is not above all of that. */
type InFront = { element: Element; isLater: boolean };

/** The outermost box that another is in, and an element is not, where that is painted later; nothing where it is not. */
const boxOver = (element: Element, other: Element): InFront | undefined => {
  const onTop = other.closest(ON_TOP);
  if (onTop && !onTop.contains(element)) return { element: onTop, isLater: false };
  const [path, others] = [pathTo(element), pathTo(other)];
  const fork = others.findIndex((one, index) => one !== path[index]);
  if (fork < 0 || fork === path.length) return; // one is in the other
  // What changes what is behind it has a level of its own.
  const level = Math.max(0, levelOf(path.slice(fork)));
  const beside = levelOf(others.slice(fork));
  const box = others[fork]!;
  const isLater = Boolean(path[fork]!.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_FOLLOWING);
  return beside > level || (beside === level && isLater) ? { element: box, isLater } : undefined;
};

/**
 * What stands in front of an element in the middle of what is seen of it, as far as levels and the order of the document say:
 * also of one that no pointer finds. Nothing where it is not seen.
 *
 * @param isExcluded Whether another does not count.
 */
export const inFrontOf = (element: Element, isExcluded: (other: Element) => boolean): InFront[] | undefined => {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const view = element.ownerDocument.defaultView!;
  const hits = (element.getRootNode() as Document)
    .elementsFromPoint(
      (Math.max(0, left) + Math.min(view.innerWidth, right)) / 2,
      (Math.max(0, top) + Math.min(view.innerHeight, bottom)) / 2,
    )
    .filter((one) => !isExcluded(one));
  if (hits.length === 0) return undefined;
  const found: InFront[] = [];
  for (const hit of hits) {
    const over = boxOver(element, hit);
    if (!over) break;
    found.push(over);
  }
  return found;
};
