/** So long works one go at most: a page stays usable meanwhile. */
const SLICE_MS = 8;

/** Work in steps: each `yield` is a place to rest at, or something to wait for. */
export type Steps<Result> = Generator<Promise<unknown> | undefined, Result, void>;

/**
 * Lets everything else go first, in its turn. Not by a timer: those are slowed down in the background; nor by
 * `scheduler.yield()`: what goes on after it is let in before the page's own work, and before the time that there is runs out.
 */
const rest = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });

/** Says when it is time to rest. */
export type Clock = { isDue: () => boolean };

/** @returns A clock for steps, and what runs them slice by slice until they are done or the signal says stop. */
export const inSlices = (signal: AbortSignal) => {
  let since = performance.now();
  const isDue = () => performance.now() - since > SLICE_MS;
  /** What cannot be stopped is left alone when the time is over. */
  const ended = new Promise<never>((_, reject) =>
    signal.addEventListener("abort", () => reject(signal.reason), { once: true }),
  );
  ended.catch(() => {});
  /** Waits for something, or until everything else had its turn. */
  const pause = async (coming: Promise<unknown> = rest()): Promise<void> => {
    await Promise.race([coming, ended]);
    signal.throwIfAborted();
    since = performance.now();
  };
  const run = async <Result>(steps: Steps<Result>): Promise<Result> => {
    signal.throwIfAborted();
    since = performance.now();
    let step = steps.next();
    while (!step.done) {
      try {
        await pause(step.value);
      } catch (problem) {
        signal.throwIfAborted();
        step = steps.throw(problem);
        continue;
      }
      step = steps.next();
    }
    return step.value;
  };
  return { clock: { isDue } satisfies Clock, run, pause, ended };
};
