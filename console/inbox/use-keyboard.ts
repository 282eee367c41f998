import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
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
export const useKeyboard = (keyboard: Keyboard): void => {
  // Read at each key: a listener that is replaced after each drawing would miss keys that come faster than frames.
  const now = useRef(keyboard);
  now.current = keyboard;
  useEffect(() => {
    const end = new AbortController();
    window.addEventListener("keydown", (event) => pressed(event, now.current), { signal: end.signal });
    return () => end.abort();
  }, []);
};

const pressed = (event: KeyboardEvent, keyboard: Keyboard): void => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const target = event.target as HTMLElement;
  if (target.closest("input, textarea, select, dialog, [contenteditable]")) return;
  if (event.key === "Escape" && keyboard.selected !== undefined) keyboard.back();
  const step = STEPS[event.key];
  if (step === undefined) return;
  if (event.key.startsWith("Arrow") && target !== document.body && !target.closest(".list-scroll")) return;
  event.preventDefault();
  move(step, keyboard);
};

const move = (step: number, { page, records, selected, select, wide }: Keyboard): void => {
  const focused = (document.activeElement as HTMLElement | null)?.dataset.id;
  const at = records.findIndex(({ id }) => id === (focused ?? selected));
  const next = records[at < 0 ? 0 : at + step];
  if (!next) return;
  if (wide || selected !== undefined) select(next.id);
  if (wide || selected === undefined) rowOf(page, next.id)?.focus();
};
