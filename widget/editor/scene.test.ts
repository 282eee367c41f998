import fc from "fast-check";
import { expect, test } from "vitest";
import {
  around,
  changed,
  type History,
  type Mark,
  newHistory,
  type Scene,
  sceneNow,
  turned,
  wholePixels,
} from "./scene.ts";

const number = fc.integer({ min: -50, max: 3_000 });
const point = fc.tuple(number, number);
const mark: fc.Arbitrary<Mark> = fc.record({
  kind: fc.constantFrom("arrow" as const, "box" as const, "pen" as const, "redact" as const),
  color: fc.constantFrom("red" as const, "yellow" as const),
  points: fc.tuple(point, point),
});
const scene: fc.Arbitrary<Scene> = fc.record({ marks: fc.array(mark, { maxLength: 4 }) });

const undone = (history: History) => turned(history, -1);
const redone = (history: History) => turned(history, 1);
const after = (scenes: Scene[]): History => scenes.reduce(changed, newHistory());
const times = (n: number, history: History, step: (history: History) => History): History =>
  Array.from({ length: n }).reduce<History>((now) => step(now), history);

test("as many undos as changes lead back to the empty picture, and as many redos to the last scene", () => {
  fc.assert(
    fc.property(fc.array(scene, { maxLength: 8 }), (scenes) => {
      const history = after(scenes);
      const back = times(scenes.length, history, undone);
      expect(sceneNow(back)).toEqual({ marks: [] });
      expect(times(scenes.length, back, redone)).toEqual(history);
    }),
  );
});

test("undo and redo beyond the ends change nothing", () => {
  fc.assert(
    fc.property(fc.array(scene, { maxLength: 4 }), fc.nat(9), (scenes, more) => {
      const history = after(scenes);
      expect(times(more, history, redone)).toEqual(history);
      expect(times(scenes.length + more, history, undone)).toEqual(times(scenes.length, history, undone));
    }),
  );
});

test("a change after an undo ends what could have been redone", () => {
  fc.assert(
    fc.property(fc.array(scene, { minLength: 1, maxLength: 5 }), scene, (scenes, other) => {
      const branched = changed(undone(after(scenes)), other);
      expect(redone(branched)).toEqual(branched);
      expect(sceneNow(undone(branched))).toEqual(scenes.at(-2) ?? { marks: [] });
    }),
  );
});

test("whole pixels cover every pixel that a box touches, and no more than one beyond on each side", () => {
  const part = fc.double({ min: 0, max: 500, noNaN: true });
  fc.assert(
    fc.property(part, part, part, part, (x, y, width, height) => {
      const [left, top, wide, high] = wholePixels([x, y, width, height]);
      expect([left, top, wide, high].every(Number.isInteger)).toBe(true);
      expect(left <= x && top <= y).toBe(true);
      expect(left + wide >= x + width && top + high >= y + height).toBe(true);
      expect(wide - width).toBeLessThanOrEqual(2);
      expect(high - height).toBeLessThanOrEqual(2);
    }),
  );
});

test("a box around points holds them all and touches the outermost", () => {
  expect(
    around([
      [30, 5],
      [10, 25],
      [20, 9],
    ]),
  ).toEqual([10, 5, 20, 20]);
});
