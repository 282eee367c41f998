import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

type Opening = {
  page: RefObject<HTMLElement | null>;
  heading: RefObject<HTMLHeadingElement | null>;
  selected: string | undefined;
  select: (id: string | undefined) => void;
  /** Leads the list to a row, with focus or without; `follow` only notes that it is there. */
  lead: (id: string | undefined, focus: boolean) => void;
  follow: (id: string) => void;
  wide: boolean;
  /** Whether the record's heading is there to take focus. */
  shown: boolean;
};

/**
 * Where focus goes. Into the record when it takes the place of the list, or was opened by keyboard; a mouse beside the
 * list leaves it where it is. Back goes to the row it came from.
 */
export const useOpening = ({ heading, selected, select, lead, follow, wide, shown }: Opening) => {
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
    if (selected === undefined && last.current !== undefined && !wide) lead(last.current, true);
    else if (selected !== undefined) follow(selected);
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
    if (wide) lead(selected, true);
    else if (cameFromList.current) history.back();
    else select(undefined);
    cameFromList.current = false;
  };

  return { opened, back };
};
