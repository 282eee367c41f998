import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import type { Feedback } from "../../shared/contract/record.ts";
import { rowOf } from "./use-opening.ts";

type Keyboard = {
  page: RefObject<HTMLElement | null>;
  records: Feedback[];
  selected: string | undefined;
  select: (id: string | undefined) => void;
  wide: boolean;
  back: () => void;
};

const STEPS: Record<string, number> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/**
 * `j` and `k` move through the list from anywhere, the arrows while focus is in the list or nowhere: elsewhere they
 * scroll. Beside the list the record moves along; on a phone only focus moves until one is open. Enter follows the
 * row's link, Escape leads back.
 */
export const useKeyboard = ({ page, records, selected, select, wide, back }: Keyboard): void => {
  useEffect(() => {
    const end = new AbortController();
    const move = (step: number) => {
      const focused = (document.activeElement as HTMLElement | null)?.dataset.id;
      const at = records.findIndex(({ id }) => id === (focused ?? selected));
      const next = records[at < 0 ? 0 : at + step];
      if (!next) return;
      if (wide || selected !== undefined) select(next.id);
      if (wide || selected === undefined) rowOf(page, next.id)?.focus();
    };
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const target = event.target as HTMLElement;
      if (target.closest("input, textarea, select, dialog, [contenteditable]")) return;
      if (event.key === "Escape" && selected !== undefined) return back();
      const step = STEPS[event.key];
      if (step === undefined) return;
      if (event.key.startsWith("Arrow") && target !== document.body && !target.closest(".list-scroll")) return;
      event.preventDefault();
      move(step);
    };
    window.addEventListener("keydown", pressed, { signal: end.signal });
    return () => end.abort();
  }, [page, records, selected, select, wide, back]);
};
