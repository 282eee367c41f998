import { Redis } from "ioredis";
import type { Log } from "../logs.ts";
import { decideRate, GRAIN_MS, type Limiter, type Rate, type RateDecision, timesOf } from "./limiter.ts";

/**
 * One bucket, asked and taken from in one step. Time is Redis' own unless a test brings one: processes whose clocks differ
 * must not give each other tokens. The number kept is the moment at which the bucket is full again, and the key ends then.
 */
const TAKE = `
local now = tonumber(ARGV[4])
if not now then
  local time = redis.call("TIME")
  now = time[1] * 1000 + time[2] / 1000
end
now = math.floor(now / ${GRAIN_MS}) * ${GRAIN_MS}
local fullAt = tonumber(redis.call("GET", KEYS[1])) or now
local perToken, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local after = math.max(fullAt, now) + perToken
if ARGV[3] == "1" and after - now - window <= 0 then
  redis.call("SET", KEYS[1], string.format("%.17g", after), "PX", math.ceil(after - now))
end
return { string.format("%.17g", fullAt), string.format("%.17g", now) }
`;

/** Puts one token back. A bucket that is full then need not be kept; one that has ended meanwhile is full already. */
const GIVE_BACK = `
local now = tonumber(ARGV[2])
if not now then
  local time = redis.call("TIME")
  now = time[1] * 1000 + time[2] / 1000
end
local fullAt = tonumber(redis.call("GET", KEYS[1]))
if not fullAt then return 0 end
local before = fullAt - tonumber(ARGV[1])
if before <= now then return redis.call("DEL", KEYS[1]) end
redis.call("SET", KEYS[1], string.format("%.17g", before), "PX", math.ceil(before - now))
return 1
`;

type GiveBack = (key: string, perToken: number, now: string) => Promise<number>;
type Take = (key: string, perToken: number, window: number, takes: "0" | "1", now: string) => Promise<[string, string]>;

export type SharedLimiter = Limiter & { close(): Promise<void> };

export type RedisLimiterOptions = {
  /** `redis://...` or `rediss://...` */
  url: string;
  /** Asked while Redis cannot be: limits then hold in each process instead of across them, and nobody is turned away. */
  fallback: Limiter;
  log: Log;
  /** For tests: milliseconds, instead of Redis' own time. */
  now?: () => number;
};

/** So long a start waits for a Redis that is slow, or starts at the same time. */
const START_MS = 3_000;

/**
 * Buckets that several processes share.
 *
 * @throws what the client says when Redis cannot be reached at the start: then the address is wrong, more likely than not.
 */
export const openRedisLimiter = async ({ url, fallback, log, now }: RedisLimiterOptions): Promise<SharedLimiter> => {
  const redis = new Redis(url, {
    // A request waits for its limit: better the fallback at once than a queue behind a Redis that does not answer.
    enableOfflineQueue: false,
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    commandTimeout: 250,
    connectTimeout: 2_000,
    retryStrategy: (tries) => Math.min(tries * 100, 2_000),
    scripts: { earshotTake: { lua: TAKE, numberOfKeys: 1 }, earshotGiveBack: { lua: GIVE_BACK, numberOfKeys: 1 } },
  });
  let reason: Error | undefined;
  redis.on("error", (error: Error) => {
    reason = error; // every failed question is told below; the client connects again by itself
  });
  let late: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((ready, failed) => {
      redis.once("ready", ready);
      redis.connect().catch((error: Error) => {
        reason ??= error;
      });
      late = setTimeout(() => failed(reason ?? new Error("it does not answer")), START_MS);
    });
  } catch (error) {
    redis.disconnect();
    throw error;
  } finally {
    clearTimeout(late);
  }
  let isAway = false;

  const look = async (bucket: string, rate: Rate, takes: boolean): Promise<RateDecision> => {
    try {
      const ask = (redis as unknown as { earshotTake: Take }).earshotTake.bind(redis);
      const { perToken, window } = timesOf(rate);
      const time = now ? String(now()) : "";
      const [fullAt, at] = await ask(`earshot:${bucket}`, perToken, window, takes ? "1" : "0", time);
      if (isAway) log.warn("Redis answers again: limits hold across processes");
      isAway = false;
      const { fullAtAfter: _, ...decision } = decideRate(Number(fullAt), Number(at), rate, takes);
      return decision;
    } catch (error) {
      if (!isAway)
        log.warn("Redis does not answer: limits hold in each process alone", { error: (error as Error).message });
      isAway = true;
      return takes ? fallback.take(bucket, rate) : fallback.peek(bucket, rate);
    }
  };

  return {
    async giveBack(bucket, rate) {
      const put = (redis as unknown as { earshotGiveBack: GiveBack }).earshotGiveBack.bind(redis);
      const { perToken } = timesOf(rate);
      // A token too few for a while is no harm; whether Redis answers is said by `look`.
      await put(`earshot:${bucket}`, perToken, now ? String(now()) : "").catch(() => fallback.giveBack(bucket, rate));
    },
    take: (bucket, rate) => look(bucket, rate, true),
    peek: (bucket, rate) => look(bucket, rate, false),
    close: async () => redis.disconnect(),
  };
};
