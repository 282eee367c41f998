import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type RunningRedis, startRedis } from "../../build/services/redis.ts";
import { createLog } from "../logs.ts";
import { limiterSuite } from "./limiter-suite.ts";
import { createMemoryLimiter } from "./memory-limiter.ts";
import { openRedisLimiter, type SharedLimiter } from "./redis-limiter.ts";

let redis: RunningRedis;
const opened = new Set<SharedLimiter>();
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(async () => {
  await Promise.all([...opened].map((limiter) => limiter.close()));
  await redis.close();
});

const lines: string[] = [];
afterEach(() => lines.splice(0));
const open = async (now?: () => number): Promise<SharedLimiter> => {
  const limiter = await openRedisLimiter({
    url: redis.url,
    fallback: createMemoryLimiter(now ?? (() => performance.now())),
    log: createLog("warn", (line) => lines.push(line)),
    ...(now ? { now } : {}),
  });
  opened.add(limiter);
  return limiter;
};

let suites = 0;
limiterSuite("Redis", () => {
  let now = 0;
  const name = `suite ${suites++} `;
  const limiter = open(() => now);
  return {
    limiter: {
      take: async (bucket, rate) => (await limiter).take(name + bucket, rate),
      peek: async (bucket, rate) => (await limiter).peek(name + bucket, rate),
      giveBack: async (bucket, rate) => (await limiter).giveBack(name + bucket, rate),
    },
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
});

test("four processes share a bucket: together they let no more pass than one would", async () => {
  const limiters = await Promise.all(Array.from({ length: 4 }, () => open()));
  const rate = { requests: 40, seconds: 3_600 };
  const decisions = await Promise.all(
    Array.from({ length: 400 }, (_, i) => (limiters[i % 4] as SharedLimiter).take("shared", rate)),
  );
  expect(decisions.filter(({ allowed }) => allowed)).toHaveLength(40);
});

test("without Redis limits hold in each process, that is said once, and nobody is turned away for it", async () => {
  const limiter = await open();
  const rate = { requests: 3, seconds: 3_600 };
  await redis.kill();
  const decisions = [];
  for (let i = 0; i < 5; i++) decisions.push((await limiter.take("alone", rate)).allowed);
  expect(decisions).toEqual([true, true, true, false, false]);
  expect(lines.map((line) => JSON.parse(line).message)).toEqual([
    "Redis does not answer: limits hold in each process alone",
  ]);
  await redis.start();
  await expect.poll(async () => (await limiter.peek("alone", rate)).remaining, { timeout: 5_000 }).toBe(3);
  expect(lines).toHaveLength(2);
});

test("an address where no Redis is fails at the start", async () => {
  const options = { url: "redis://127.0.0.1:1", fallback: createMemoryLimiter(() => 0), log: createLog("silent") };
  await expect(openRedisLimiter(options)).rejects.toThrow();
});

test("a Redis that starts a moment later is waited for", async () => {
  await redis.kill();
  const opening = open();
  await redis.start();
  expect((await (await opening).take("waited", { requests: 1, seconds: 60 })).allowed).toBe(true);
  expect(lines).toEqual([]);
});
