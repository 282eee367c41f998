import { expect, test } from "vitest";
import { wakeByPage } from "./wake.ts";

const openPage = () => {
  const window = new EventTarget();
  const document = Object.assign(new EventTarget(), { visibilityState: "hidden" });
  const timers: { work: () => void; ms: number }[] = [];
  const flushes: boolean[] = [];
  const ends = new AbortController();
  const sources = {
    window,
    document,
    setTimeout: (work: () => void, ms: number) => timers.push({ work, ms }),
    clearTimeout: (timer: number) => delete timers[timer - 1],
    now: () => 10_000,
  };
  const wakeAt = wakeByPage(sources, (connected) => flushes.push(connected), ends.signal);
  return { window, document, timers, flushes, ends, wakeAt, set: () => timers.filter(Boolean) };
};

test("while nothing waits nothing is listened to", () => {
  const page = openPage();
  page.window.dispatchEvent(new Event("online"));
  expect([page.flushes, page.set()]).toEqual([[], []]);
});

test("the timer is set for the next try, never for less than a second, and only once", () => {
  const page = openPage();
  page.wakeAt(9_000);
  page.wakeAt(15_000);
  expect(page.set().map(({ ms }) => ms)).toEqual([5_000]);
  page.wakeAt(9_000);
  expect(page.set().map(({ ms }) => ms)).toEqual([1_000]);
  page.set()[0]?.work();
  expect(page.flushes).toEqual([false]);
});

test("a returning connection, a page from the cache and a tab shown again wake it at once", () => {
  const page = openPage();
  page.wakeAt(900_000);
  page.window.dispatchEvent(new Event("online"));
  page.window.dispatchEvent(new Event("pageshow"));
  page.document.dispatchEvent(new Event("visibilitychange"));
  page.document.visibilityState = "visible";
  page.document.dispatchEvent(new Event("visibilitychange"));
  expect(page.flushes).toEqual([true, false, false]);
});

test.each(["nothing waits any more", "the widget is destroyed"])("when %s the page is left alone", (why) => {
  const page = openPage();
  page.wakeAt(900_000);
  if (why === "nothing waits any more") page.wakeAt(undefined);
  else page.ends.abort();
  page.window.dispatchEvent(new Event("online"));
  expect([page.flushes, page.set()]).toEqual([[], []]);
  if (page.ends.signal.aborted) page.wakeAt(1);
  expect(page.set()).toEqual([]);
});
