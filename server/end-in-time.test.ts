import { expect, test } from "vitest";
import { unendedAt } from "./end-in-time.ts";

const never = new Promise<never>(() => {});

test("what ends in time is waited for and not named", async () => {
  let ended = false;
  const slow = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
    ended = true;
  });
  expect(await unendedAt(never, { slow, quick: Promise.resolve() })).toEqual([]);
  expect(ended).toBe(true);
});

test("what has not ended when it is too late is named, and nobody waits for it", async () => {
  const tooLate = new Promise<void>((resolve) => setImmediate(resolve));
  expect(await unendedAt(tooLate, { stuck: never, quick: Promise.resolve(), lost: never })).toEqual(["stuck", "lost"]);
});

test("what fails is not passed over in silence; after it is too late, it is", async () => {
  await expect(unendedAt(never, { bad: Promise.reject(new Error("no disk")) })).rejects.toThrow("no disk");
  const later = new Promise((_, reject) => setImmediate(() => reject(new Error("no disk"))));
  expect(await unendedAt(Promise.resolve(), { later })).toEqual(["later"]);
  await expect(later).rejects.toThrow();
});
