import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { Redis } from "ioredis";
import { findRedis, startRedis } from "../../build/services/redis.ts";
import { openRedisLimiter } from "../../server/limiter/redis-limiter.ts";
import { createLog } from "../../server/logs.ts";
import { program, SECONDS } from "./setting.ts";
import { fixed, print, table } from "./table.ts";

const RATE = { requests: 100, seconds: 10 };
const PROCESSES = 4;

const runProgram = async (name: string, args: Array<string | number> = [], flags: string[] = []) => {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, program(name), ...args.map(String)]);
  return JSON.parse(stdout);
};

type Called = { from: number; until: number; allowed: number; asked: number };

/** How many more were let through than a full bucket and what was refilled in the time. */
const overAdmission = async (processes: number, redisUrl: string[]): Promise<{ over: number; asked: number }> => {
  const args = [SECONDS * 1_000, RATE.requests, RATE.seconds, ...redisUrl];
  const called: Called[] = await Promise.all(
    Array.from({ length: processes }, () => runProgram("limit-caller.ts", args)),
  );
  const sum = (of: (one: Called) => number): number => called.reduce((total, one) => total + of(one), 0);
  const lasted = Math.max(...called.map(({ until }) => until)) - Math.min(...called.map(({ from }) => from));
  const due = RATE.requests + (lasted * RATE.requests) / (RATE.seconds * 1_000);
  return { over: sum(({ allowed }) => allowed) - due, asked: sum(({ asked }) => asked) / (lasted / 1_000) };
};

const withRedis = async (): Promise<void> => {
  const redis = await startRedis();
  const client = new Redis(redis.url);
  const limiter = await openRedisLimiter({
    url: redis.url,
    fallback: { take: () => Promise.reject(), peek: () => Promise.reject(), giveBack: () => Promise.reject() },
    log: createLog("silent"),
  });
  try {
    const { over, asked } = await overAdmission(PROCESSES, [redis.url]);
    print(
      `over-admission, ${PROCESSES} processes on Redis`,
      `**${fixed(over, 2)}** (${fixed(asked)} asked/s)`,
      "at most 1",
    );
    await limiter.take("address 203.0.113.7", RATE);
    const bytes = Number(await client.memory("USAGE", "earshot:address 203.0.113.7"));
    print("bytes a key in Redis, as it says itself", fixed(bytes), "");
  } finally {
    await limiter.close();
    client.disconnect();
    await redis.close();
  }
};

/** Whether limits hold, and what they cost. */
export const limits = async (): Promise<void> => {
  table(`Limits: ${RATE.requests} requests at once, refilled in ${RATE.seconds} s`, "figure", "measured", "goal");
  const { over, asked } = await overAdmission(1, []);
  print(
    `over-admission against burst and refill in ${SECONDS} s, one process`,
    `**${fixed(over, 2)}** (${fixed(asked)} asked/s)`,
    "at most 1",
  );
  const memory = await runProgram("limit-memory.ts", [], ["--expose-gc"]);
  print("bytes a key, a million keys, names included", `**${fixed(memory.bytes)}**`, "at most 100");
  print(
    "decisions a second; a plain Map that counts",
    `**${fixed(memory.decisions)}**; ${fixed(memory.ceiling)}`,
    "at least 400,000",
  );
  print("a limited client, after a million others", memory.staysLimited ? "**limited**" : "**set free**", "limited");
  if (findRedis()) await withRedis();
  else process.stdout.write("\nNo Redis here: limits across processes are not measured.\n");
};
