import { expect, test } from "vitest";
import { createLog } from "../logs.ts";
import { startFileSweep } from "./file-sweep.ts";
import type { SweptFiles } from "./sweep-files.ts";

/** Timers that a test turns by hand. */
const handTimers = () => {
  const due: Array<() => void> = [];
  return {
    due,
    timers: {
      after(_: number, callback: () => void) {
        due.push(callback);
        return () => void due.splice(due.indexOf(callback), 1);
      },
    },
  };
};

const given = (over: { listDiscarded: () => Promise<string[]>; onList?: () => void }) => {
  const lines: string[] = [];
  const { due, timers } = handTimers();
  const uploads = { expire: async () => {}, listDiscarded: over.listDiscarded, named: async () => new Set<string>() };
  const blobs = {
    async *list() {
      over.onList?.();
      yield* [] as string[];
    },
  };
  const clock = { now: () => 0, monotonic: () => 0 };
  const parts = { store: { uploads }, blobs, clock, log: createLog("info", (line) => lines.push(line)), timers };
  return { due, lines, sweep: startFileSweep(parts as unknown as SweptFiles & { timers: typeof timers }) };
};
const turn = async (due: Array<() => void>) => {
  due.shift()?.();
  await expect.poll(() => due.length, { interval: 1 }).toBe(1);
};

test("files are swept again and again, the whole storage once a day", async () => {
  let [times, thoroughly] = [0, 0];
  const { due, sweep } = given({
    listDiscarded: async () => {
      times++;
      return [];
    },
    onList: () => thoroughly++,
  });
  for (let i = 0; i < 145; i++) await turn(due);
  expect([times, thoroughly]).toEqual([145, 2]);
  await sweep.stop();
  expect(due).toEqual([]);
});

test("a sweep that fails is told to the operator, and tried again", async () => {
  const { due, lines, sweep } = given({ listDiscarded: () => Promise.reject(new Error("the bucket is away")) });
  await turn(due);
  await turn(due);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain("the bucket is away");
  await sweep.stop();
});

test("stopping waits for the sweep under way, and none begins after it", async () => {
  let end = (): void => {};
  const { due, sweep } = given({
    listDiscarded: () =>
      new Promise((resolve) => {
        end = () => resolve([]);
      }),
  });
  due.shift()?.();
  await Promise.resolve();
  let stopped = false;
  const stopping = sweep.stop().then(() => {
    stopped = true;
  });
  await new Promise((later) => setTimeout(later, 10));
  expect(stopped).toBe(false);
  end();
  await stopping;
  expect(due).toEqual([]);
});
