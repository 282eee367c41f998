import { decideRate, type Limiter, type Rate, type RateDecision } from "./limiter.ts";

const OVERFLOW_BUCKETS = 4_096;

const overflowBucket = (bucket: string): string => {
  let hash = 0;
  for (let i = 0; i < bucket.length; i++) hash = (hash * 31 + bucket.charCodeAt(i)) | 0;
  return `overflow ${(hash >>> 0) % OVERFLOW_BUCKETS}`;
};

/**
 * Buckets in this process's memory. Bounded: full buckets are forgotten, which changes nothing; when `most` are in use,
 * newcomers share a fixed number of buckets, so that nobody who is limited is set free by a crowd.
 *
 * @param monotonic Milliseconds that never go back. @param most How many clients get a bucket of their own.
 */
export const createMemoryLimiter = (monotonic: () => number, most = 200_000): Limiter => {
  const fullAt = new Map<string, number>();

  /** The map is in order of last use: what has been full for longest stands first. Two looks a call keep it short. */
  const forget = (now: number): void => {
    let looks = 2;
    for (const [bucket, at] of fullAt) {
      if (looks-- === 0 || at > now) return;
      fullAt.delete(bucket);
    }
  };

  const look = (bucket: string, rate: Rate, takes: boolean): RateDecision => {
    const now = monotonic();
    forget(now);
    const name = fullAt.has(bucket) || fullAt.size < most ? bucket : overflowBucket(bucket);
    const { fullAtAfter, ...decision } = decideRate(fullAt.get(name), now, rate, takes);
    if (takes && decision.allowed) {
      fullAt.delete(name);
      fullAt.set(name, fullAtAfter);
    }
    return decision;
  };

  return {
    take: async (bucket, rate) => look(bucket, rate, true),
    peek: async (bucket, rate) => look(bucket, rate, false),
  };
};
