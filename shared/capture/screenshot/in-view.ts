import { elementsBelow } from "../masking.ts";

/** Elements without a box that the rest of the page needs nevertheless. */
const NEEDED = new Set(["STYLE", "LINK", "HEAD", "BASE", "META", "TITLE"]);

const parentOf = (element: Element): Element | null =>
  element.parentElement ?? ((element.getRootNode() as ShadowRoot).host || null);

export type InView = {
  /** Whether neither the element nor anything in it can be seen without scrolling down. */
  isBelow: (element: Element) => boolean;
  /** How many elements are left without those. */
  count: number;
};

/**
 * Finds what lies below the viewport, so that no engine works on it. What lies above is kept: it decides where the rest
 * stands. An element that is below itself but holds something that is not, a fixed bar for example, is kept as well.
 */
export const inView = (view: Window): InView => {
  const { innerHeight } = view;
  const kept = new Set<Element>();
  const below = new Set<Element>();
  const all = [...elementsBelow(view.document)];
  for (const element of all) {
    if (!NEEDED.has(element.tagName) && element.getBoundingClientRect().top >= innerHeight) below.add(element);
    else for (let one: Element | null = element; one && !kept.has(one); one = parentOf(one)) kept.add(one);
  }
  const isBelow = (element: Element) => below.has(element) && !kept.has(element);
  return { isBelow, count: kept.size };
};
