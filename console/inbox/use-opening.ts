import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

type Opening = {
  page: RefObject<HTMLElement | null>;
  heading: RefObject<HTMLHeadingElement | null>;
  selected: string | undefined;
  select: (id: string | undefined) => void;
  wide: boolean;
  /** Whether the record's heading is there to take focus. */
  shown: boolean;
};

export const rowOf = (page: RefObject<HTMLElement | null>, id: string | undefined): HTMLElement | null =>
  (id !== undefined && page.current?.querySelector<HTMLElement>(`[data-id="${id}"]`)) || null;

/**
 * Where focus goes. Into the record when it takes the place of the list, or was opened by keyboard; a mouse beside the
 * list leaves it where it is. Back goes to the row it came from.
 */
export const useOpening = ({ page, heading, selected, select, wide, shown }: Opening) => {
  const byKeyboard = useRef(false);
  const cameFromList = useRef(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only another record moves focus, another width must not
  useLayoutEffect(() => {
    if (!shown || !(byKeyboard.current || !wide)) return;
    byKeyboard.current = false;
    heading.current?.focus();
  }, [selected, shown]);

  const last = useRef(selected);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  useLayoutEffect(() => {
    if (selected === undefined && !wide) rowOf(page, last.current)?.focus();
    last.current = selected;
  }, [selected]);

  const opened = (event: MouseEvent, id: string) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // it opens elsewhere
    cameFromList.current = selected === undefined;
    if (event.detail > 0) return; // pressed by mouse or finger
    if (id === selected) heading.current?.focus();
    else byKeyboard.current = true;
  };

  const back = () => {
    // A step back in the history where one was made, so that the browser's own button does not lead in here again.
    if (wide) rowOf(page, selected)?.focus();
    else if (cameFromList.current) history.back();
    else select(undefined);
    cameFromList.current = false;
  };

  return { opened, back };
};
