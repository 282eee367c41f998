import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Limiter, Rate } from "./limiter.ts";

const RATE: Rate = { requests: 60, seconds: 60 };

/**
 * What every limiter must do.
 *
 * @param create Makes an empty limiter on a clock that a test moves by hand.
 */
export const limiterSuite = (
  name: string,
  create: () => { limiter: Limiter; advance(milliseconds: number): void },
): void => {
  describe(`the ${name} limiter`, () => {
    test("lets a full bucket's worth pass at once, and not one more", async () => {
      const { limiter } = create();
      for (let left = 59; left >= 0; left--)
        expect(await limiter.take("a", RATE)).toMatchObject({ allowed: true, remaining: left });
      expect(await limiter.take("a", RATE)).toEqual({
        allowed: false,
        limit: 60,
        remaining: 0,
        resetSeconds: 60,
        retryAfterSeconds: 1,
      });
    });

    test("tells the truth in its answer: a try after the wait passes, one just before does not", async () => {
      const { limiter, advance } = create();
      const slow: Rate = { requests: 2, seconds: 60 };
      await limiter.take("a", slow);
      await limiter.take("a", slow);
      const refused = await limiter.take("a", slow);
      expect(refused.retryAfterSeconds).toBe(30);
      advance(29_990);
      expect(await limiter.take("a", slow)).toMatchObject({ allowed: false, retryAfterSeconds: 1 });
      advance(10);
      expect(await limiter.take("a", slow)).toMatchObject({ allowed: true });
    });

    test("what is given back can be taken again, and a full bucket holds no more for it", async () => {
      const { limiter, advance } = create();
      for (let i = 0; i < 60; i++) await limiter.take("a", RATE);
      await limiter.giveBack("a", RATE);
      expect(await limiter.take("a", RATE)).toMatchObject({ allowed: true, remaining: 0 });
      expect(await limiter.take("a", RATE)).toMatchObject({ allowed: false });
      advance(60_000);
      await limiter.giveBack("a", RATE);
      await limiter.giveBack("never taken from", RATE);
      for (const bucket of ["a", "never taken from"])
        expect(await limiter.take(bucket, RATE)).toMatchObject({ allowed: true, remaining: 59 });
    });

    test("refusals take nothing, and looking takes nothing", async () => {
      const { limiter, advance } = create();
      for (let i = 0; i < 500; i++) await limiter.take("a", RATE);
      advance(1_000);
      expect(await limiter.peek("a", RATE)).toMatchObject({ remaining: 1 });
      expect(await limiter.peek("a", RATE)).toMatchObject({ remaining: 1 });
      expect(await limiter.take("a", RATE)).toMatchObject({ allowed: true, remaining: 0 });
    });

    test("a bucket holds exactly what it is said to, however long a token takes and whoever asks at once", async () => {
      const { limiter, advance } = create();
      const passing = async (rate: Rate): Promise<number> => {
        const bucket = `${rate.requests} in ${rate.seconds}`;
        let passed = 0;
        for (let left = rate.requests; left > -100; left -= 100)
          for (const { allowed } of await Promise.all([...Array(100)].map(() => limiter.take(bucket, rate))))
            if (allowed) passed++;
        return passed;
      };
      advance(1_767_268_800_123.456); // as large as times since 1970 are
      for (const seconds of [10, 86_400, 3_599.7])
        for (const requests of [1_000, 1_777]) expect(await passing({ requests, seconds })).toBe(requests);
    });

    test("one bucket knows nothing of another", async () => {
      const { limiter } = create();
      for (let i = 0; i < 60; i++) await limiter.take("a", RATE);
      expect(await limiter.take("b", RATE)).toMatchObject({ allowed: true, remaining: 59 });
    });

    test("whatever the arrivals, no more pass than a full bucket and what was refilled", async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 200 }), async (waits) => {
          const { limiter, advance } = create();
          let passed = 0;
          let elapsed = 0;
          for (const wait of waits) {
            advance(wait);
            elapsed += wait;
            if ((await limiter.take("a", { requests: 10, seconds: 20 })).allowed) passed++;
            expect(passed).toBeLessThanOrEqual(10 + elapsed / 2_000 + 1e-6);
          }
        }),
        { numRuns: 50 },
      );
    });
  });
};
