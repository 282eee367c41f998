import fc from "fast-check";
import { expect, test } from "vitest";
import { DELIVERY } from "../contract/limits.ts";
import { EarshotError, type ErrorFacts } from "../errors.ts";
import { isWorthRetrying, nextTry } from "./retry.ts";

type Code = EarshotError["code"];
const problem = (code: Code, facts: ErrorFacts = {}) => new EarshotError(code, "", facts);

test.each<[Code, number | undefined, boolean]>([
  ["network_error", undefined, true],
  ["unexpected_answer", 200, true],
  ["unexpected_answer", 408, true],
  ["idempotency_in_flight", 409, true],
  ["conflict", 409, false],
  ["unexpected_answer", 425, true],
  ["rate_limited", 429, true],
  ["internal_error", 500, true],
  ["unexpected_answer", 502, true],
  ["unavailable", 503, true],
  ["invalid_body", 400, false],
  ["invalid_authorization", 401, false],
  ["origin_not_allowed", 403, false],
  ["unexpected_answer", 404, false],
  ["payload_too_large", 413, false],
  ["idempotency_mismatch", 422, false],
  ["storage_full", undefined, false],
])("%s with status %s is worth another try: %s", (code, status, worth) => {
  expect(isWorthRetrying(problem(code, status === undefined ? {} : { status }))).toBe(worth);
});

const failure = { problem: problem("network_error"), failures: 1, createdAt: 0, now: 0, random: 0.5 };

test("the step doubles from one second and stops growing at a quarter of an hour", () => {
  const steps = Array.from({ length: 14 }, (_, index) => nextTry({ ...failure, failures: index + 1, random: 1 }));
  expect(steps.slice(0, 5)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000]);
  expect(steps.slice(-3)).toEqual([900_000, 900_000, 900_000]);
});

test("the wait is anywhere between nothing and the step, however often it failed", () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
      const at = nextTry({ ...failure, failures: failures + 1, random, now: 5 })!;
      expect(at).toBeGreaterThanOrEqual(5);
      expect(at).toBeLessThanOrEqual(5 + Math.min(DELIVERY.retryCapMs, 1_000 * 2 ** Math.min(failures, 40)));
    }),
  );
});

test.each([
  [0, 1_000],
  [7_000, 7_000],
  [9_000_000, 3_600_000],
])("a Retry-After of %s ms is a wait of %s ms, whatever the dice say", (retryAfterMs, wait) => {
  expect(nextTry({ ...failure, problem: problem("rate_limited", { status: 429, retryAfterMs }), failures: 9 })).toBe(
    wait,
  );
});

test("after seven days the user is asked", () => {
  expect(nextTry({ ...failure, now: DELIVERY.retryForMs - 1 })).toBeDefined();
  expect(nextTry({ ...failure, now: DELIVERY.retryForMs })).toBeUndefined();
});
