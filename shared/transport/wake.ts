/** The page, as far as it tells when it is worth trying again. */
export type WakeSources = {
  window: Pick<EventTarget, "addEventListener">;
  document: Pick<EventTarget, "addEventListener"> & { visibilityState: string };
  setTimeout: (work: () => void, ms: number) => unknown;
  clearTimeout: (timer: never) => void;
  now: () => number;
};

/** Between two flushes at least this long, however many entries are due in another tab. */
const LEAST_MS = 1_000;
/** Timers that are longer than this fire at once. */
const MOST_MS = 2 ** 31 - 1;

/**
 * Calls `flush` when the time has come, and when the page is shown again or gets its connection back: a sleeping tab's
 * timers are late. Nothing is listened to while nothing waits.
 *
 * @returns `wakeAt` for the outbox.
 */
export const wakeByPage = (
  { window, document, setTimeout, clearTimeout, now }: WakeSources,
  flush: (connected: boolean) => void,
  signal: AbortSignal,
): ((time: number | undefined) => void) => {
  let timer: unknown;
  let listening: AbortController | undefined;

  const listen = () => {
    if (listening) return;
    listening = new AbortController();
    const { signal } = listening;
    window.addEventListener("online", () => flush(true), { signal });
    window.addEventListener("pageshow", () => flush(false), { signal });
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush(false), {
      signal,
    });
  };
  const stop = () => {
    clearTimeout(timer as never);
    listening?.abort();
    listening = undefined;
  };
  signal.addEventListener("abort", stop);

  return (time) => {
    if (signal.aborted) return;
    if (time === undefined) return stop();
    listen();
    clearTimeout(timer as never);
    timer = setTimeout(() => flush(false), Math.min(Math.max(time - now(), LEAST_MS), MOST_MS));
  };
};
