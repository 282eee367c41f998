import { createMemoryLimiter } from "../../server/limiter/memory-limiter.ts";

/* A process that measures the limiter in memory: bytes a key, decisions a second beside a plain Map, and a crowd. Run with --expose-gc. */
const CLIENTS = 1_000_000;
const DECISIONS = 1_000_000;
const RATE = { requests: 20, seconds: 60 };
const BUSY = 50_000;
const nameOf = (client: number): string =>
  `address ${(client >> 16) & 255}.${(client >> 8) & 255}.${client & 255}.${(client >> 20) & 255}`;

const collect = (globalThis as unknown as { gc(): void }).gc;
/** With room for all of them: what a key costs, its name included. */
const bytesAKey = async (): Promise<number> => {
  const limiter = createMemoryLimiter(() => performance.now(), CLIENTS); // fractions, as in life: they need more room
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let client = 0; client < CLIENTS; client++) await limiter.take(nameOf(client), RATE);
  collect();
  const bytes = (process.memoryUsage().heapUsed - before) / CLIENTS;
  await limiter.peek("so that it is not collected before", RATE);
  return bytes;
};

const perSecond = async (decide: (name: string) => unknown): Promise<number> => {
  const names = Array.from({ length: BUSY }, (_, client) => nameOf(client));
  let best = 0;
  for (let round = 0; round < 5; round++) {
    const begin = performance.now();
    for (let i = 0; i < DECISIONS; i++) await decide(names[i % BUSY] as string);
    best = Math.max(best, (DECISIONS * 1_000) / (performance.now() - begin));
  }
  return best;
};

/** Somebody who is limited, and a million others after them. */
const staysLimited = async (): Promise<boolean> => {
  const limiter = createMemoryLimiter(() => 0);
  for (let i = 0; i <= RATE.requests; i++) await limiter.take("limited", RATE);
  for (let client = 0; client < CLIENTS; client++) await limiter.take(nameOf(client), RATE);
  return !(await limiter.take("limited", RATE)).allowed;
};

const bytes = await bytesAKey();
const limiter = createMemoryLimiter(() => performance.now());
const decisions = await perSecond((name) => limiter.take(name, RATE));
const counts = new Map<string, number>();
const ceiling = await perSecond(async (name) => counts.set(name, (counts.get(name) ?? 0) + 1));
process.stdout.write(`${JSON.stringify({ bytes, decisions, ceiling, staysLimited: await staysLimited() })}\n`);
