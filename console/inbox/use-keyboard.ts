import { useEffect, useRef } from "preact/hooks";

/** What the keys do, by their letters. A deed that is absent leaves its key to the browser. */
export type Deeds = {
  move: (step: 1 | -1) => void;
  /** Absent while nothing is open. */
  back?: (() => void) | undefined;
  keys: Partial<Record<string, (() => void) | undefined>>;
};

const STEPS: Record<string, 1 | -1> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/**
 * The keys of the inbox, from anywhere but a field or a dialog. `j` and `k` move through the list, the arrows too while focus is in
 * the list, or on nothing that is smaller than the page: elsewhere they scroll. With Control, Command or Alt a key is the browser's.
 */
export const useKeyboard = (deeds: Deeds): void => {
  // Read at each key: a listener that is replaced after each drawing would miss keys that come faster than frames.
  const now = useRef(deeds);
  now.current = deeds;
  useEffect(() => {
    const end = new AbortController();
    window.addEventListener("keydown", (event) => pressed(event, now.current), { signal: end.signal });
    return () => end.abort();
  }, []);
};

const isField = (target: HTMLElement): boolean =>
  target.closest(
    "textarea, select, dialog, [contenteditable], input:not([type=checkbox], [type=radio], [type=button])",
  ) !== null;

const pressed = (event: KeyboardEvent, { move, back, keys }: Deeds): void => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const target = event.target as HTMLElement;
  if (isField(target) || document.querySelector("dialog:modal")) return;
  const step = STEPS[event.key];
  if (step !== undefined) {
    if (event.key.startsWith("Arrow") && !target.matches("body, main") && !target.closest(".list-scroll")) return;
    event.preventDefault();
    move(step);
    return;
  }
  const deed = event.key === "Escape" ? back : keys[event.key];
  if (!deed || (event.repeat && event.key !== "Escape")) return;
  event.preventDefault();
  deed();
};
