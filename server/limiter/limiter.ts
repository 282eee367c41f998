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
 * The grain of time, in milliseconds: a power of two, so that sums of it are exact until 2039 (2^53 grains since 1970). Sums of other
 * fractions drift, and a bucket of a million would hold one token less.
 */
export const GRAIN_MS = 2 ** -12;

const inGrains = (milliseconds: number): number => Math.floor(milliseconds / GRAIN_MS) * GRAIN_MS;

/** How long one token takes to come back, and all of them. */
export const timesOf = ({ requests, seconds }: Rate): { perToken: number; window: number } => {
  const perToken = Math.max(GRAIN_MS, inGrains((seconds * 1_000) / requests));
  return { perToken, window: perToken * requests };
};

/**
 * The generic cell rate algorithm: a bucket is one number, the moment at which it will be full again.
 *
 * @param fullAt That moment, `undefined` for a bucket never used. @param time Both in milliseconds on one monotonic clock.
 * @param takes Whether a token is taken when there is one, or the bucket only looked at.
 * @returns The decision, and that moment as it is afterwards.
 */
export const decideRate = (
  fullAt: number | undefined,
  time: number,
  rate: Rate,
  takes: boolean,
): RateDecision & { fullAtAfter: number } => {
  const { perToken, window } = timesOf(rate);
  const now = inGrains(time);
  const before = Math.max(fullAt ?? now, now);
  const after = before + perToken;
  const waits = after - now - window;
  const allowed = waits <= 0;
  const settled = allowed && takes ? after : before;
  return {
    allowed,
    limit: rate.requests,
    remaining: Math.max(0, Math.floor((window - (settled - now)) / perToken)),
    resetSeconds: Math.ceil((settled - now) / 1000),
    retryAfterSeconds: allowed ? 0 : Math.max(1, Math.ceil(waits / 1000)),
    fullAtAfter: settled,
  };
};
