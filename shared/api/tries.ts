import type { EarshotError } from "../errors.ts";

export type Tries = {
  /** How often in all. 1 never repeats. */
  tries: number;
  /** Whether doing it twice is as good as doing it once. What is not is repeated only where the server says that it did nothing. */
  isSafe: boolean;
  signal?: AbortSignal | undefined;
};

/** Milliseconds. The longest step between two tries, and the longest wait that a server may ask for. */
const STEP = 500;
const LONGEST_STEP = 8_000;
const LONGEST_WAIT = 60_000;

/** Refused before anything was done. */
const UNTOUCHED = /^(rate_limited|overloaded)/;
/** What another try can help, where it does no harm: no answer, or one that says *later*. */
const LATER = /^(network_error|idempotency_in_flight)|(408|425|429|5..)$/;

/** Ends early where the signal is aborted meanwhile. */
const pause = (milliseconds: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener("abort", end);
  });

/**
 * Tries a call again where that can help. Between two tries it waits what the server asks for (`Retry-After`, to a minute; who
 * asks for more is not tried again), and on top of it a random part of a step that doubles from half a second, so that many
 * programs that lost the same server do not come back together.
 */
export const inTries = async <T>(call: () => Promise<T>, { tries, isSafe, signal }: Tries): Promise<T> => {
  for (let tried = 1; ; tried++) {
    try {
      return await call();
    } catch (problem) {
      const { code, status, retryAfterMs = 0 } = problem as EarshotError;
      const told = `${code} ${status}`;
      const isWorthwhile = UNTOUCHED.test(told) || (isSafe && LATER.test(told));
      if (!(tried < tries && isWorthwhile && retryAfterMs <= LONGEST_WAIT) || signal?.aborted) throw problem;
      await pause(retryAfterMs + Math.random() * Math.min(LONGEST_STEP, STEP * 2 ** (tried - 1)), signal);
    }
  }
};
