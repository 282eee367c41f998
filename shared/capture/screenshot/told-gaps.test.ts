import { expect, test } from "vitest";
import { LIMITS } from "../../contract/limits.ts";
import { asMasked, toldGaps } from "./engine.ts";

const view = { x: 0, y: 0, width: 800, height: 600 };
const at = (x: number, y = 10) => ({ x, y, width: 4, height: 4 });

test("however much is masked, what is missing is told first, up to the limit", () => {
  const masks = asMasked(Array.from({ length: 150 }, (_, index) => at(index * 5)));
  const missing = Array.from({ length: 60 }, () => ({ reason: "image", rect: at(0, 90) }));
  const told = toldGaps([...masks, ...missing, { reason: "font" }], view).map(({ reason }) => reason);
  expect(told).toHaveLength(LIMITS.captureGaps);
  expect(told.slice(0, 61)).toEqual([...missing.map(({ reason }) => reason), "font"]);
  expect(new Set(told.slice(61))).toEqual(new Set(["masked"]));
});

test("of masks within one another the outermost is told, whichever came first", () => {
  const [inner, outer] = [
    { x: 20, y: 20, width: 10, height: 10 },
    { x: 10, y: 10, width: 50, height: 50 },
  ];
  for (const rects of [
    [inner, outer],
    [outer, inner],
    [outer, { ...outer, x: 10.6 }],
  ])
    expect(toldGaps(asMasked(rects), view)).toEqual(asMasked([outer]));
});

test("masks are told from the top down, in whatever order they were found", () => {
  const places = [at(0, 0), at(20, 0), at(0, 30), at(20, 30)];
  for (const order of [
    [3, 1, 0, 2],
    [2, 3, 1, 0],
  ])
    expect(toldGaps(asMasked(order.map((index) => places[index]!)), view)).toEqual(asMasked(places));
});

test("of a mask the part is told that is in view", () => {
  const rects = [
    { x: -50, y: -20, width: 100, height: 700 },
    { x: 800, y: 0, width: 10, height: 10 },
    { x: 10, y: -30, width: 10, height: 30 },
  ];
  expect(toldGaps(asMasked(rects), view)).toEqual(asMasked([{ x: 0, y: 0, width: 50, height: 600 }]));
});
