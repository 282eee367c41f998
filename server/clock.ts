/** Time is an argument, so that tests can hold it still. */
export type Clock = {
  /** Wall time in milliseconds since 1970: what records and expiries carry. */
  now(): number;
  /** Milliseconds since some fixed moment, never turned back: what rates are measured by. */
  monotonic(): number;
};

export const systemClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };
