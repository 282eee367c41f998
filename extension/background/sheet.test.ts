import { expect, test } from "vitest";
import type { Stand } from "../content/long-page.ts";
import { placeIn, sheetOf, stripsOf } from "./sheet.ts";

const stand = (change: Partial<Stand> = {}): Stand => ({
  window: { width: 1_000, height: 800 },
  seen: { width: 1_000, height: 800 },
  frame: { x: 0, y: 0, width: 1_000, height: 800 },
  top: 0,
  length: 8_000,
  pixelRatio: 1,
  ...change,
});

/** What the windows of a page give of its picture, from top to bottom. */
const rows = (start: Stand): [number, number][] => {
  const { stops } = sheetOf(start);
  let before: Stand | undefined;
  return stops.flatMap((top, index) => {
    const now = { ...start, top };
    const strips = stripsOf(now, before, index === stops.length - 1);
    before = now;
    return strips.map(({ part, down }): [number, number] => [part.y + down, part.y + part.height + down]);
  });
};

test.each([
  ["one window", 800],
  ["a little more than one", 830],
  ["less than what two share", 810],
  ["many", 8_000],
  ["no whole number of them", 8_001.5],
])("a page of %s is in the picture from its first row to its last, each window in its turn", (_, length) => {
  const all = rows(stand({ length }));
  expect(all[0]?.[0]).toBe(0);
  expect(all.at(-1)?.[1]).toBe(length);
  for (const [index, [start]] of all.entries()) if (index > 0) expect(start).toBeLessThan(all[index - 1]![1]);
});

test("what two windows share is cut in its middle, so that neither header nor footer is cut", () => {
  const first = stand({ length: 900 });
  const last = { ...first, top: 100 };
  expect(stripsOf(first, undefined, false)).toEqual([{ part: { x: 0, y: 0, width: 1_000, height: 800 }, down: 0 }]);
  expect(stripsOf(last, first, true)).toEqual([{ part: { x: 0, y: 350, width: 1_000, height: 450 }, down: 100 }]);
});

test("around a box that scrolls, what is above it is of the first window, what is below it of the last", () => {
  const frame = { x: 200, y: 60, width: 800, height: 700 };
  const start = stand({ frame, length: 2_000 });
  const sheet = sheetOf(start);
  expect(sheet.height).toBe(2_100);
  const [first, second] = sheet.stops.map((top) => ({ ...start, top }));
  expect(stripsOf(first!, undefined, false)).toMatchObject([{ part: { x: 0, y: 0, height: 760 } }]);
  expect(stripsOf(second!, first, false)).toMatchObject([{ part: { x: 200, width: 800 } }]);
  const last = { ...start, top: 1_300 };
  expect(stripsOf(last, second, true).at(-1)).toEqual({
    part: { x: 0, y: 760, width: 1_000, height: 40 },
    down: 1_300,
  });
});

test.each([
  [1, 1_000, 16_384],
  [2, 1_000, 8_192],
  [3, 1_600, 2_777],
])("on a screen of ratio %i a page %i pixels wide is taken up to the row %i", (pixelRatio, width, most) => {
  const { length, stops } = sheetOf(stand({ pixelRatio, seen: { width, height: 800 }, length: 100_000 }));
  expect(length).toBe(most);
  expect(stops.at(-1)).toBe(most - 800);
});

test("a window is taken whole however large it is", () => {
  expect(sheetOf(stand({ pixelRatio: 30 }))).toMatchObject({ length: 800, stops: [0] });
});

test("a place in a window is told as one of the picture, as far as that window is in it", () => {
  const first = stand({ length: 900 });
  const strips = stripsOf({ ...first, top: 100 }, first, true);
  expect(placeIn(strips, { x: 10, y: 340, width: 20, height: 20 })).toEqual([{ x: 10, y: 450, width: 20, height: 10 }]);
  expect(placeIn(strips, { x: 10, y: 10, width: 20, height: 20 })).toEqual([]);
});
