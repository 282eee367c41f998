import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * A filter's chip goes with the press on it, and focus with the chip: it goes on from the page then, not from the head of the document.
 *
 * @param shown What the list is narrowed to.
 */
export const useFocusKept = (page: RefObject<HTMLElement | null>, shown: string): void => {
  const before = useRef(shown);
  useLayoutEffect(() => {
    if (before.current !== shown && document.activeElement === document.body)
      page.current?.focus({ preventScroll: true });
    before.current = shown;
  }, [page, shown]);
};
