const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long to wait before each try: the first comes at once, the last after more than a day. */
export const TRIES = [0, 5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR] as const;

/** A webhook that only failed for so long is switched off. */
export const SWITCH_OFF_AFTER_MS = 5 * 24 * HOUR;

const SPREAD = 0.2;

/**
 * Milliseconds until the next try after so many that failed, 20 % more or less, so that those who failed together do not come back
 * together; `undefined` when there is none left.
 *
 * @param random From 0 to 1, as `Math.random`.
 */
export const nextTry = (failed: number, random: () => number): number | undefined => {
  const wait = TRIES[failed];
  return wait === undefined ? undefined : Math.round(wait * (1 - SPREAD + 2 * SPREAD * random()));
};
