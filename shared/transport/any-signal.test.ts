import { afterEach, beforeEach, expect, test } from "vitest";
import { anySignal } from "./any-signal.ts";

const { any } = AbortSignal;
beforeEach(() => void Reflect.deleteProperty(AbortSignal, "any"));
afterEach(() => void Object.assign(AbortSignal, { any }));

test("in a browser without AbortSignal.any it aborts with the first one, for its reason", () => {
  const [a, b] = [new AbortController(), new AbortController()];
  const joined = anySignal([a.signal, b.signal]);
  expect(joined.aborted).toBe(false);
  b.abort("late");
  a.abort("later");
  expect(joined.reason).toBe("late");
});

test("one that has ended already ends it at once", () => {
  expect(anySignal([new AbortController().signal, AbortSignal.abort("before")]).reason).toBe("before");
});
