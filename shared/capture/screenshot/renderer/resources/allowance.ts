const AT_ONCE = 6;
const ONE_MS = 2_000;
/** Of everything that is embedded in one picture. */
const MOST_BYTES = 16_000_000;

export type Allowance = {
  /** Ends with the picture, or with the time that there is for it. */
  signal: AbortSignal;
  /** Runs work when its turn comes. @returns `undefined` when it fails, or there is no time left for it. */
  run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined>;
  /** Whether so much more may be embedded; if so, it counts. */
  take(bytes: number): boolean;
};

/** Ends with a signal, and never fails. */
export const endOf = (signal: AbortSignal): Promise<undefined> =>
  new Promise((end) => {
    if (signal.aborted) end(undefined);
    else signal.addEventListener("abort", () => end(undefined), { once: true });
  });

/**
 * What one picture may ask of the browser: six things at a time, two seconds each, and so many bytes.
 *
 * @param ms For everything, from now on.
 */
export const openAllowance = (signal: AbortSignal, ms: number): Allowance => {
  const ends = AbortSignal.any([signal, AbortSignal.timeout(Math.max(0, ms))]);
  const waiting: (() => void)[] = [];
  let free = AT_ONCE;
  let left = MOST_BYTES;
  return {
    signal: ends,
    async run(work) {
      if (free > 0) free--;
      else await new Promise<void>((turn) => waiting.push(turn));
      try {
        if (ends.aborted) return undefined;
        const mine = AbortSignal.any([ends, AbortSignal.timeout(ONE_MS)]);
        return await Promise.race([work(mine), endOf(mine)]);
      } catch {
        return undefined;
      } finally {
        const next = waiting.shift();
        if (next) next();
        else free++;
      }
    },
    take(bytes) {
      if (bytes > left) return false;
      left -= bytes;
      return true;
    },
  };
};
