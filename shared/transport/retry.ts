import { DELIVERY } from "../contract/limits.ts";
import type { EarshotError } from "../errors.ts";

/**
 * Whether trying again can help. No answer, and whatever is not the contract's own answer but no refusal either (the page
 * of a captive portal): yes. Of the refusals only those that say *later*.
 */
export const isWorthRetrying = ({ code, status }: EarshotError): boolean => {
  if (status === undefined) return code === "network_error";
  if (status === 409) return code === "idempotency_in_flight";
  return status < 400 || status >= 500 || status === 408 || status === 425 || status === 429;
};

export type Failure = {
  problem: EarshotError;
  /** Failed tries so far, this one included. */
  failures: number;
  /** Milliseconds since 1970, as all times here. */
  createdAt: number;
  now: number;
  /** From 0 inclusive to 1 exclusive. */
  random: number;
};

/**
 * When to try again after a failure. Full jitter: anything from nothing to the doubled step, so that many clients that
 * lost the same server do not come back together. The server's own `Retry-After` wins, within bounds.
 *
 * @returns A time, or `undefined` when the user must act: refused, or tried for seven days.
 */
export const nextTry = ({ problem, failures, createdAt, now, random }: Failure): number | undefined => {
  if (!isWorthRetrying(problem) || now - createdAt >= DELIVERY.retryForMs) return undefined;
  const asked = problem.retryAfterMs;
  if (asked !== undefined)
    return now + Math.min(Math.max(asked, DELIVERY.retryAfterLeastMs), DELIVERY.retryAfterMostMs);
  const step = Math.min(DELIVERY.retryCapMs, DELIVERY.retryBaseMs * DELIVERY.retryFactor ** (failures - 1));
  return now + Math.round(random * step);
};
