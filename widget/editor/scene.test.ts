import fc from "fast-check";
import { expect, test } from "vitest";
import {
  around,
  changed,
  type History,
  type Mark,
  newHistory,
  redone,
  type Scene,
  undone,
  wholePixels,
} from "./scene.ts";

const number = fc.integer({ min: -50, max: 3_000 });
const point = fc.record({ x: number, y: number });
const mark: fc.Arbitrary<Mark> = fc.record({
  kind: fc.constantFrom("arrow" as const, "box" as const, "pen" as const, "redact" as const),
  color: fc.constantFrom("red" as const, "yellow" as const),
  points: fc.tuple(point, point),
});
const scene: fc.Arbitrary<Scene> = fc.record({ marks: fc.array(mark, { maxLength: 4 }) });

const after = (scenes: Scene[]): History => scenes.reduce(changed, newHistory());
const times = (n: number, history: History, step: (history: History) => History): History =>
  Array.from({ length: n }).reduce<History>((now) => step(now), history);

test("as many undos as changes lead back to the empty picture, and as many redos to the last scene", () => {
  fc.assert(
    fc.property(fc.array(scene, { maxLength: 8 }), (scenes) => {
      const history = after(scenes);
      const back = times(scenes.length, history, undone);
      expect(back.now).toEqual({ marks: [] });
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
      expect(branched.future).toEqual([]);
      expect(redone(branched)).toEqual(branched);
      expect(undone(branched).now).toEqual(scenes.at(-2) ?? { marks: [] });
    }),
  );
});

test("whole pixels cover every pixel that a box touches, and no more than one beyond on each side", () => {
  const part = fc.double({ min: 0, max: 500, noNaN: true });
  fc.assert(
    fc.property(part, part, part, part, (x, y, width, height) => {
      const box = wholePixels({ x, y, width, height });
      expect(Object.values(box).every(Number.isInteger)).toBe(true);
      expect(box.x <= x && box.y <= y).toBe(true);
      expect(box.x + box.width >= x + width && box.y + box.height >= y + height).toBe(true);
      expect(box.width - width).toBeLessThanOrEqual(2);
      expect(box.height - height).toBeLessThanOrEqual(2);
    }),
  );
});

test("a box around points holds them all and touches the outermost", () => {
  expect(
    around([
      { x: 30, y: 5 },
      { x: 10, y: 25 },
      { x: 20, y: 9 },
    ]),
  ).toEqual({ x: 10, y: 5, width: 20, height: 20 });
});
