import { expect, test } from "vitest";
import { createStubClock } from "../../server-stub/fixture.ts";
import { createLog } from "../logs.ts";
import type { Timers } from "../outbox/outbox.ts";
import { startStoreSweep } from "./hourly-sweep.ts";

test("the store is swept every hour, by the clock, also after a sweep that failed, and no more once it is stopped", async () => {
  const clock = createStubClock();
  const due: Array<{ after: number; run: () => void; cancelled: boolean }> = [];
  const timers: Timers = {
    after(milliseconds, run) {
      const entry = { after: milliseconds, run, cancelled: false };
      due.push(entry);
      return () => {
        entry.cancelled = true;
      };
    },
  };
  const swept: number[] = [];
  const lines: string[] = [];
  const store = {
    async sweep(now: number) {
      swept.push(now);
      if (swept.length === 1) throw new Error("away");
    },
  };
  const log = createLog("info", (line) => lines.push(line));
  const job = startStoreSweep({ store, clock, log, timers });
  for (const round of [0, 1]) {
    clock.advance(3_600_000);
    expect(due[round]?.after).toBe(3_600_000);
    due[round]?.run();
    await expect.poll(() => due.length).toBe(round + 2);
  }
  expect(swept).toEqual([clock.now() - 3_600_000, clock.now()]);
  expect(lines).toEqual([expect.stringContaining("away")]);
  await job.stop();
  expect(due[2]?.cancelled).toBe(true);
});
