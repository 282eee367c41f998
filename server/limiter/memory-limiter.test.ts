import { expect, test } from "vitest";
import { limiterSuite } from "./limiter-suite.ts";
import { createMemoryLimiter } from "./memory-limiter.ts";

const RATE = { requests: 2, seconds: 60 };

limiterSuite("memory", () => {
  let now = 0;
  return {
    limiter: createMemoryLimiter(() => now),
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
});

test("a crowd of newcomers sets no limited client free", async () => {
  const limiter = createMemoryLimiter(() => 0, 1_000);
  for (let i = 0; i < 3; i++) await limiter.take("limited", RATE);
  for (let i = 0; i < 20_000; i++) await limiter.take(`crowd ${i}`, RATE);
  expect(await limiter.take("limited", RATE)).toMatchObject({ allowed: false });
});

test("clients that have not been seen for a while are forgotten, so that newcomers get buckets of their own again", async () => {
  let now = 0;
  const limiter = createMemoryLimiter(() => now, 10);
  for (let i = 0; i < 10; i++) await limiter.take(`early ${i}`, RATE);
  now = 61_000;
  for (let i = 0; i < 10; i++) {
    await limiter.take(`late ${i}`, RATE);
    expect(await limiter.take(`late ${i}`, RATE)).toMatchObject({ allowed: true });
  }
});

test("a decision costs much the same however many clients there are", async () => {
  const microseconds = async (clients: number): Promise<number> => {
    const limiter = createMemoryLimiter(() => 0);
    const names = Array.from({ length: clients }, (_, i) => `client ${i}`);
    for (const name of names) await limiter.take(name, RATE);
    const begin = performance.now();
    for (let i = 0; i < 100_000; i++) await limiter.take(names[i % clients] as string, { requests: 1e9, seconds: 60 });
    return (performance.now() - begin) / 100;
  };
  expect(await microseconds(50_000)).toBeLessThan(15 * (await microseconds(100)));
});
