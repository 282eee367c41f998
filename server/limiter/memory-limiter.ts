import { decideRate, type Limiter, type Rate, type RateDecision, timesOf } from "./limiter.ts";

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

  /**
   * A hand goes round over all buckets, two at a call, so that it comes round sooner than newcomers can fill the map. It never begins
   * again at the front before it has been at the end: what was deleted there would have to be passed over each time.
   */
  let hand = fullAt.entries();
  const forget = (now: number): void => {
    for (let looks = 2; looks > 0; looks--) {
      let { value: bucket, done } = hand.next();
      if (done) {
        hand = fullAt.entries();
        bucket = hand.next().value;
      }
      if (bucket && bucket[1] <= now) fullAt.delete(bucket[0]);
    }
  };

  const look = (bucket: string, rate: Rate, takes: boolean): RateDecision => {
    const now = monotonic();
    forget(now);
    const name = fullAt.has(bucket) || fullAt.size < most ? bucket : overflowBucket(bucket);
    const { fullAtAfter, ...decision } = decideRate(fullAt.get(name), now, rate, takes);
    if (takes && decision.allowed) fullAt.set(name, fullAtAfter);
    return decision;
  };

  return {
    async giveBack(bucket, rate) {
      const name = fullAt.has(bucket) ? bucket : overflowBucket(bucket);
      const at = fullAt.get(name);
      if (at !== undefined) fullAt.set(name, at - timesOf(rate).perToken);
    },
    take: async (bucket, rate) => look(bucket, rate, true),
    peek: async (bucket, rate) => look(bucket, rate, false),
    peekNow: (bucket, rate) => look(bucket, rate, false),
  };
};
