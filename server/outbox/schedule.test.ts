import fc from "fast-check";
import { expect, test } from "vitest";
import { nextTry, TRIES } from "./schedule.ts";

test("the tries come at 0 s, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h", () => {
  const seconds = TRIES.map((_, failed) => (nextTry(failed, () => 0.5) ?? Number.NaN) / 1_000);
  expect(seconds).toEqual([0, 5, 300, 1_800, 7_200, 18_000, 36_000, 36_000]);
});

test("after eight failed tries there is no other", () => {
  expect(nextTry(8, Math.random)).toBeUndefined();
});

test("each wait is spread by 20 % and no more, in whole milliseconds", () => {
  const unit = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 7 }), unit, (failed, random) => {
      const wait = nextTry(failed, () => random) ?? Number.NaN;
      const middle = TRIES[failed] ?? Number.NaN;
      return Number.isInteger(wait) && wait >= middle * 0.8 && wait <= middle * 1.2;
    }),
  );
  expect(nextTry(1, () => 0)).toBe(4_000);
  expect(nextTry(1, () => 1)).toBe(6_000);
});
