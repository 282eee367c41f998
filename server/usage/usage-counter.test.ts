import { expect, test } from "vitest";
import { STUB_EPOCH } from "../../server-stub/fixture.ts";
import { createLog } from "../logs.ts";
import type { UsageCount } from "../store/usage.ts";
import { createUsageCounter } from "./usage-counter.ts";

const request = { appId: "a", keyId: "k", at: STUB_EPOCH, outcome: "done" } as const;

const counting = (add: (counts: UsageCount[]) => Promise<void>) => {
  let tick = (): void => {};
  let isStopped = false;
  const counter = createUsageCounter({
    store: { usage: { add } },
    log: createLog("silent"),
    every: (_, callback) => {
      tick = callback;
      return () => {
        isStopped = true;
      };
    },
  });
  return { counter, tick: () => tick(), isStopped: () => isStopped };
};

test("many requests are one write, at the next tick; nothing is written where nothing happened", async () => {
  const written: UsageCount[][] = [];
  const { counter, tick } = counting(async (counts) => void written.push(structuredClone(counts)));
  tick();
  for (let i = 0; i < 1_000; i++) counter.count(request);
  counter.count({ ...request, outcome: "rate_limited" });
  counter.count({ ...request, at: STUB_EPOCH + 12 * 3_600_000 });
  expect(written).toEqual([]);
  tick();
  await counter.flush();
  expect(written).toEqual([
    [
      { appId: "a", keyId: "k", day: "2026-01-01", outcome: "done", requests: 1_000, events: 0 },
      { appId: "a", keyId: "k", day: "2026-01-01", outcome: "rate_limited", requests: 1, events: 0 },
      { appId: "a", keyId: "k", day: "2026-01-02", outcome: "done", requests: 1, events: 0 },
    ],
  ]);
});

test("what cannot be stored is kept, and stored once when the store is back", async () => {
  let isAway = true;
  let stored = 0;
  const { counter } = counting(async (counts) => {
    if (isAway) throw new Error("disk full");
    stored += counts[0]?.requests ?? 0;
  });
  counter.count(request);
  await counter.flush();
  counter.count(request);
  isAway = false;
  await Promise.all([counter.flush(), counter.flush()]);
  expect(stored).toBe(2);
});

test("a stop stores the rest", async () => {
  let stored = 0;
  const { counter, isStopped } = counting(async (counts) => {
    stored += counts[0]?.requests ?? 0;
  });
  counter.count(request);
  await counter.stop();
  expect([stored, isStopped()]).toEqual([1, true]);
});
