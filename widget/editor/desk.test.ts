import fc from "fast-check";
import { expect, test } from "vitest";
import { type Desk, lensOf, newDesk, pan, putScene, resize, show, toPicture, toStage, zoom } from "./desk.ts";
import type { Box, Point, Size } from "./scene.ts";

const length = fc.integer({ min: 40, max: 4_000 });
const crops: fc.Arbitrary<Box> = fc.tuple(fc.nat(500), fc.nat(500), length, length);
const stages: fc.Arbitrary<Size> = fc.tuple(fc.integer({ min: 240, max: 2_000 }), fc.integer({ min: 200, max: 1_400 }));
const share = fc.double({ min: 0, max: 1, noNaN: true });
const step = fc.record({
  factor: fc.double({ min: 0.2, max: 5, noNaN: true }),
  x: share,
  y: share,
  by: fc.integer({ min: -900, max: 900 }),
});

/** A picture of which only a part is left, on a stage. */
const showing = (crop: Box, stage: Size): Desk =>
  putScene(
    newDesk(() => "", [5_000, 5_000], stage),
    { marks: [], crop },
  );
const corners = (desk: Desk, [x, y, width, height]: Box): [Point, Point] => [
  toStage(lensOf(desk), [x, y]),
  toStage(lensOf(desk), [x + width, y + height]),
];

test("at first all that is left of the picture is on the stage, in its middle; also when the window has another size", () => {
  fc.assert(
    fc.property(crops, stages, stages, (crop, before, stage) => {
      const [near, far] = corners(resize(showing(crop, before), stage), crop);
      expect(Math.min(near[0], near[1])).toBeGreaterThanOrEqual(15.9);
      expect(near[0] + far[0]).toBeCloseTo(stage[0], 3);
      expect(near[1] + far[1]).toBeCloseTo(stage[1], 3);
    }),
  );
});

test("after any zooming and panning a point of the stage is the point of the picture that is seen there, and the picture fills what it can", () => {
  fc.assert(
    fc.property(crops, stages, fc.array(step, { maxLength: 6 }), (crop, stage, steps) => {
      let desk = showing(crop, stage);
      const [least] = lensOf(desk);
      for (const { factor, x, y, by } of steps) desk = pan(zoom(desk, factor, [x * stage[0], y * stage[1]]), [by, -by]);
      const lens = lensOf(desk);
      const there = toStage(lens, toPicture(lens, [77, 33]));
      expect(there[0]).toBeCloseTo(77, 3);
      expect(there[1]).toBeCloseTo(33, 3);
      expect(lens[0]).toBeGreaterThanOrEqual(least * 0.999);
      const [near, far] = corners(desk, crop);
      for (const axis of [0, 1] as const) {
        expect(near[axis] <= 16.1 || far[axis] <= stage[axis] - 15.9).toBe(true);
        expect(far[axis] >= stage[axis] - 16.1 || near[axis] >= 15.9).toBe(true);
      }
    }),
  );
});

const wide = () => showing([0, 0, 2_000, 1_000], [1_000, 500]);

test("zooming in holds what is below the pointer, as long as no edge of the picture comes in", () => {
  const at: Point = [600, 200];
  const before = toPicture(lensOf(wide()), at);
  const after = toPicture(lensOf(zoom(wide(), 4, at)), at);
  expect(after[0]).toBeCloseTo(before[0], 6);
  expect(after[1]).toBeCloseTo(before[1], 6);
});

test("a point that is out of sight is brought to the stage by the least move", () => {
  const near = zoom(wide(), 8);
  const [x, y] = toStage(lensOf(show(near, [1_900, 500])), [1_900, 500]);
  expect(x).toBeCloseTo(984, 3);
  expect(y).toBeCloseTo(toStage(lensOf(near), [1_900, 500])[1], 3);
});
