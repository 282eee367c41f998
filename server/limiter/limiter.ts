/** A token bucket: `requests` tokens, refilled continuously so that an empty one is full after `seconds`. */
export type Rate = { requests: number; seconds: number };

export type RateDecision = {
  allowed: boolean;
  limit: number;
  /** Whole tokens left after this decision. */
  remaining: number;
  /** Whole seconds, rounded up, until the bucket is full again. */
  resetSeconds: number;
  /** Whole seconds, rounded up, after which one token is there. 0 when allowed. */
  retryAfterSeconds: number;
};

/** Where buckets are kept: in this process, or shared by several. */
export type Limiter = {
  /** Takes one token if there is one. A refusal takes nothing. */
  take(bucket: string, rate: Rate): Promise<RateDecision>;
  /** Puts back a token that was taken for what then was not to be counted. */
  giveBack(bucket: string, rate: Rate): Promise<void>;
  /** Looks without taking. */
  peek(bucket: string, rate: Rate): Promise<RateDecision>;
  /** The same at once, where the buckets are in this process. */
  peekNow?(bucket: string, rate: Rate): RateDecision;
};

/**
 * The generic cell rate algorithm: a bucket is one number, the moment at which it will be full again.
 *
 * @param fullAt That moment, `undefined` for a bucket never used. @param now Both in milliseconds on one monotonic clock.
 * @param takes Whether a token is taken when there is one, or the bucket only looked at.
 * @returns The decision, and that moment as it is afterwards.
 */
export const decideRate = (
  fullAt: number | undefined,
  now: number,
  rate: Rate,
  takes: boolean,
): RateDecision & { fullAtAfter: number } => {
  const perToken = (rate.seconds * 1000) / rate.requests;
  const before = Math.max(fullAt ?? now, now);
  const after = before + perToken;
  const waits = after - now - rate.seconds * 1000;
  // Sums of fractions drift by less than a microsecond; without this a full bucket could hold one token less.
  const allowed = waits <= 1e-3;
  const settled = allowed && takes ? after : before;
  return {
    allowed,
    limit: rate.requests,
    remaining: Math.max(0, Math.floor((rate.seconds * 1000 - (settled - now)) / perToken + 1e-6)),
    resetSeconds: Math.ceil((settled - now) / 1000 - 1e-9),
    retryAfterSeconds: allowed ? 0 : Math.max(1, Math.ceil(waits / 1000 - 1e-9)),
    fullAtAfter: settled,
  };
};
