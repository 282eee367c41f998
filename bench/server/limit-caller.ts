import { systemClock } from "../../server/clock.ts";
import type { Limiter, Rate } from "../../server/limiter/limiter.ts";
import { createMemoryLimiter } from "../../server/limiter/memory-limiter.ts";
import { createLog } from "../../server/logs.ts";

/*
 * A process that asks a limiter without pause, and says what was let through and from when to when (in milliseconds since 1970, to
 * be compared with other processes). Arguments: milliseconds, requests and seconds of the rate, and the address of a Redis, if any.
 */
const [, , lasts = "0", requests = "0", seconds = "0", redisUrl] = process.argv;
const rate: Rate = { requests: Number(requests), seconds: Number(seconds) };
const memory = createMemoryLimiter(() => systemClock.monotonic());
const away = () => Promise.reject(new Error("away"));
const limiter: Limiter = redisUrl
  ? await (await import("../../server/limiter/redis-limiter.ts")).openRedisLimiter({
      url: redisUrl,
      fallback: { take: away, peek: away, giveBack: away },
      log: createLog("silent"),
    })
  : memory;

const now = (): number => performance.timeOrigin + performance.now();
const from = now();
const end = from + Number(lasts);
let allowed = 0;
let asked = 0;
const ask = async (): Promise<void> => {
  while (now() < end) {
    asked++;
    if ((await limiter.take("shared", rate)).allowed) allowed++;
    if (asked % 1_000 === 0) await new Promise(setImmediate);
  }
};
await Promise.all(Array.from({ length: redisUrl ? 8 : 1 }, ask));
process.stdout.write(`${JSON.stringify({ from, until: now(), allowed, asked })}\n`);
process.exit(0);
