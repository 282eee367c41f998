import { useEffect, useRef } from "preact/hooks";
import { explain } from "../explain.ts";
import { TEXT } from "../text.ts";
import { Icon } from "../ui/icon.tsx";
import type { Told } from "./use-work.ts";
import { work } from "./work-text.ts";

const SHOWN_MS = 10_000;

/** What was just done, with the way back; it goes by itself, but not while somebody is at it. A failure stays. */
export const Toast = ({ told, dismiss }: { told: Told | undefined; dismiss: () => void }) => {
  const timer = useRef(0);
  const last = useRef<HTMLButtonElement>(null);
  const start = () => {
    clearTimeout(timer.current);
    if (told && told.error === undefined) timer.current = window.setTimeout(dismiss, SHOWN_MS);
  };
  const stop = () => clearTimeout(timer.current);
  /** All of it goes, and focus would with it. */
  const leave = (button: HTMLElement) => button.closest("main")?.focus({ preventScroll: true });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only something else that is told starts the clock again
  useEffect(() => {
    start();
    return stop;
  }, [told]);
  return (
    <div class="toast-place" role={told?.error === undefined ? "status" : "alert"}>
      {told && (
        <div class="toast" onPointerEnter={stop} onPointerLeave={start} onFocusIn={stop} onFocusOut={start}>
          <p>
            <bdi>{told.text}</bdi> {told.error !== undefined && explain(told.error)}
          </p>
          {told.undo && (
            <button
              type="button"
              class="button"
              aria-keyshortcuts="z"
              onClick={() => {
                last.current?.focus(); // this button goes: what was taken back is not taken back again
                told.undo?.();
              }}
            >
              {work.told.undo} <kbd>z</kbd>
            </button>
          )}
          {told.again && (
            <button
              type="button"
              class="button"
              onClick={() => {
                last.current?.focus();
                told.again?.();
              }}
            >
              {TEXT.tryAgain}
            </button>
          )}
          <button
            ref={last}
            type="button"
            class="icon-button"
            aria-label={work.told.dismiss}
            onClick={({ currentTarget }) => {
              leave(currentTarget);
              dismiss();
            }}
          >
            <Icon name="close" size={16} />
          </button>
        </div>
      )}
    </div>
  );
};
