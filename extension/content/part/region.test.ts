import { expect, test } from "vitest";
import { kept, LEAST_PX, middleOf, movedBy, regionBetween } from "./region.ts";

const window = { width: 1000, height: 600 };

test("a region lies between two points, whichever comes first, and ends where the window does", () => {
  const box = { x: 100, y: 50, width: 300, height: 200 };
  expect(regionBetween({ x: 100, y: 50 }, { x: 400, y: 250 }, window)).toEqual(box);
  expect(regionBetween({ x: 400, y: 50 }, { x: 100, y: 250 }, window)).toEqual(box);
  expect(regionBetween({ x: 900, y: 500 }, { x: 2_000, y: -3 }, window)).toEqual({
    x: 900,
    y: 0,
    width: 100,
    height: 500,
  });
});

test("a hand that trembles while it clicks makes no region; a line becomes one that can be seen", () => {
  expect(regionBetween({ x: 100, y: 50 }, { x: 100 + LEAST_PX - 1, y: 50 - LEAST_PX + 1 }, window)).toBeUndefined();
  expect(regionBetween({ x: 100, y: 50 }, { x: 300, y: 51 }, window)).toMatchObject({ width: 200, height: LEAST_PX });
});

test("arrow keys move it within the window; with Shift they move its far corner", () => {
  const box = middleOf(window);
  expect(box).toEqual({ x: 250, y: 150, width: 500, height: 300 });
  expect(movedBy("ArrowRight", false, box, window)).toEqual({ ...box, x: 260 });
  expect(movedBy("ArrowUp", true, box, window)).toEqual({ ...box, height: 290 });
  let moved = box;
  for (let times = 0; times < 100; times++) moved = movedBy("ArrowDown", false, moved, window);
  expect(moved).toEqual({ ...box, y: 300 });
  for (let times = 0; times < 100; times++) moved = movedBy("ArrowLeft", true, moved, window);
  expect(moved).toEqual({ ...box, y: 300, width: LEAST_PX });
});

test("of a box that hangs out of the window, what is in it is kept", () => {
  expect(kept({ x: -50, y: 20, width: 200, height: 2_000 }, window)).toEqual({ x: 0, y: 20, width: 150, height: 580 });
});
