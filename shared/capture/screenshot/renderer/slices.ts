/** So long works one go at most: a page stays usable meanwhile. */
const SLICE_MS = 8;

/** Work in steps: each `yield` is a place to rest at. */
export type Steps<Result> = Generator<void, Result, void>;

type WithScheduler = Window & { scheduler?: { yield?: () => Promise<void> } };

/** Lets everything else go first. Not by a timer: those are slowed down in the background, and frames may not come at all. */
const rest = (view: Window): Promise<void> => {
  const { scheduler } = view as WithScheduler;
  if (typeof scheduler?.yield === "function") return scheduler.yield();
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
};

/** Says when it is time to rest. */
export type Clock = { isDue: () => boolean };

/** @returns A clock for steps, and what runs them slice by slice until they are done or the signal says stop. */
export const inSlices = (view: Window, signal: AbortSignal) => {
  let since = performance.now();
  const isDue = () => performance.now() - since > SLICE_MS;
  const run = async <Result>(steps: Steps<Result>): Promise<Result> => {
    since = performance.now();
    for (;;) {
      signal.throwIfAborted();
      const step = steps.next();
      if (step.done) return step.value;
      await rest(view);
      since = performance.now();
    }
  };
  return { clock: { isDue } satisfies Clock, run };
};
