const LOADS_AT_ONCE = 6;
const DRAWINGS_AT_ONCE = 3;
const ONE_MS = 2_000;
/** Of everything that is embedded in one picture. */
const MOST_BYTES = 16_000_000;

type Lane = <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T | undefined>;

export type Allowance = {
  /** Ends with the picture, or with the time that there is for it. */
  signal: AbortSignal;
  /** Loads something when its turn comes. @returns `undefined` when that fails, or there is no time left for it. */
  load: Lane;
  /** The same for what the browser has already: it does not wait for what is loaded. */
  draw: Lane;
  /** Whether so much more may be embedded; if so, it counts. */
  take(bytes: number): boolean;
};

/** Ends with a signal, and never fails. */
export const endOf = (signal: AbortSignal): Promise<undefined> =>
  new Promise((end) => {
    if (signal.aborted) end(undefined);
    else signal.addEventListener("abort", () => end(undefined), { once: true });
  });

const openLane = (ends: AbortSignal, atOnce: number, oneMs: number): Lane => {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  return async (work) => {
    if (free > 0) free--;
    else await new Promise<void>((turn) => waiting.push(turn));
    try {
      if (ends.aborted) return undefined;
      const mine = AbortSignal.any([ends, AbortSignal.timeout(oneMs)]);
      return await Promise.race([work(mine), endOf(mine)]);
    } catch {
      return undefined;
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
};

/**
 * What one picture may ask of the browser: so much at a time, so long for each, and so many bytes.
 *
 * @param ms For everything, from now on.
 */
export const openAllowance = (signal: AbortSignal, ms: number, oneMs = ONE_MS): Allowance => {
  const ends = AbortSignal.any([signal, AbortSignal.timeout(Math.max(0, ms))]);
  let left = MOST_BYTES;
  return {
    signal: ends,
    load: openLane(ends, LOADS_AT_ONCE, oneMs),
    draw: openLane(ends, DRAWINGS_AT_ONCE, oneMs),
    take(bytes) {
      if (bytes > left) return false;
      left -= bytes;
      return true;
    },
  };
};
