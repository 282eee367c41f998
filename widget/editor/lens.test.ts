import fc from "fast-check";
import { expect, test } from "vitest";
import { fitted, panned, showing, toPicture, toStage, zoomed } from "./lens.ts";
import type { Box, Size } from "./scene.ts";

const length = fc.integer({ min: 40, max: 4_000 });
const frames: fc.Arbitrary<Box> = fc.record({ x: fc.nat(500), y: fc.nat(500), width: length, height: length });
const stages: fc.Arbitrary<Size> = fc.record({
  width: fc.integer({ min: 240, max: 2_000 }),
  height: fc.integer({ min: 200, max: 1_400 }),
});
const share = fc.double({ min: 0, max: 1, noNaN: true });
const step = fc.record({
  factor: fc.double({ min: 0.2, max: 5, noNaN: true }),
  x: share,
  y: share,
  pan: fc.integer({ min: -900, max: 900 }),
});

test("at first the whole frame is on the stage, in its middle", () => {
  fc.assert(
    fc.property(frames, stages, (frame, stage) => {
      const lens = fitted(frame, stage);
      const [near, far] = [
        toStage(lens, frame),
        toStage(lens, { x: frame.x + frame.width, y: frame.y + frame.height }),
      ];
      expect(near.x).toBeGreaterThanOrEqual(15.9);
      expect(near.y).toBeGreaterThanOrEqual(15.9);
      expect(near.x + far.x).toBeCloseTo(stage.width, 3);
      expect(near.y + far.y).toBeCloseTo(stage.height, 3);
    }),
  );
});

test("after any zooming and panning a point of the stage is the point of the picture that is seen there, and the frame fills what it can", () => {
  fc.assert(
    fc.property(frames, stages, fc.array(step, { maxLength: 6 }), (frame, stage, steps) => {
      let lens = fitted(frame, stage);
      const least = lens.scale;
      for (const { factor, x, y, pan } of steps) {
        lens = zoomed(lens, factor, { x: x * stage.width, y: y * stage.height }, frame, stage);
        lens = panned(lens, pan, -pan, frame, stage);
      }
      const at = { x: 77, y: 33 };
      const there = toStage(lens, toPicture(lens, at));
      expect(there.x).toBeCloseTo(at.x, 3);
      expect(there.y).toBeCloseTo(at.y, 3);
      expect(lens.scale).toBeGreaterThanOrEqual(least * 0.999);
      const [near, far] = [
        toStage(lens, frame),
        toStage(lens, { x: frame.x + frame.width, y: frame.y + frame.height }),
      ];
      expect(near.x <= 16.1 || far.x <= stage.width - 15.9).toBe(true);
      expect(far.x >= stage.width - 16.1 || near.x >= 15.9).toBe(true);
    }),
  );
});

test("zooming in holds what is below the pointer, as long as no edge of the picture comes in", () => {
  const [frame, stage] = [
    { x: 0, y: 0, width: 2_000, height: 1_000 },
    { width: 1_000, height: 500 },
  ];
  const lens = fitted(frame, stage);
  const at = { x: 600, y: 200 };
  const before = toPicture(lens, at);
  const after = toPicture(zoomed(lens, 4, at, frame, stage), at);
  expect(after.x).toBeCloseTo(before.x, 6);
  expect(after.y).toBeCloseTo(before.y, 6);
});

test("a point that is out of sight is brought to the stage by the least move", () => {
  const [frame, stage] = [
    { x: 0, y: 0, width: 1_000, height: 1_000 },
    { width: 500, height: 500 },
  ];
  const lens = zoomed(fitted(frame, stage), 8, { x: 250, y: 250 }, frame, stage);
  const shown = toStage(showing(lens, { x: 900, y: 500 }, frame, stage), { x: 900, y: 500 });
  expect(shown.x).toBeCloseTo(484, 3);
  expect(shown.y).toBeCloseTo(toStage(lens, { x: 900, y: 500 }).y, 3);
});
