import type { Rectangle } from "../../shared/contract/submission.ts";

/** What scrolls a page, and where in the window that is to be seen. */
export type Scroller = {
  element: Element;
  /** Whether it is the page itself, and not a box that fills most of its window. */
  isPage: boolean;
};

/** A box that fills less of the window, each way, is a list or a table in the page and not the page. */
const LEAST_SHARE = 0.5;

const overflows = ({ scrollHeight, clientHeight }: Element): boolean => scrollHeight > clientHeight + 1;

/** What the window is scrolled by: `html`, or `body` in pages of the oldest manner. */
export const pageOf = ({ scrollingElement, documentElement }: Document): Element => scrollingElement ?? documentElement;

/** Finds what a person scrolls to see all of a page: the page, or the largest box in it where the page itself fits into its window. */
export const scrollerOf = (window: Window): Scroller => {
  const { document } = window;
  const page = pageOf(document);
  if (overflows(page)) return { element: page, isPage: true };
  const area = ({ clientWidth, clientHeight }: Element) => clientWidth * clientHeight;
  let found: Element | undefined;
  for (const element of document.body?.querySelectorAll("*") ?? []) {
    if (!overflows(element) || element.clientHeight < window.innerHeight * LEAST_SHARE) continue;
    if (element.clientWidth < window.innerWidth * LEAST_SHARE || area(element) <= (found ? area(found) : 0)) continue;
    if (/auto|scroll/.test(window.getComputedStyle(element).overflowY)) found = element;
  }
  if (!found && document.body && document.body !== page && overflows(document.body)) {
    if (/auto|scroll/.test(window.getComputedStyle(document.body).overflowY)) found = document.body;
  }
  return found ? { element: found, isPage: false } : { element: page, isPage: true };
};

/** Where in the window what scrolls is seen, without its scroll bars. */
export const frameOf = ({ element, isPage }: Scroller): Rectangle => {
  const { clientWidth: width, clientHeight: height, clientLeft, clientTop } = element;
  if (isPage) return { x: 0, y: 0, width, height };
  const { left, top } = element.getBoundingClientRect();
  return { x: left + clientLeft, y: top + clientTop, width, height };
};
