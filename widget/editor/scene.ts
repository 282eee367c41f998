import type { MarkKind as ToldKind } from "../../shared/contract/enumerations.ts";
import type { Color } from "./colors.ts";

/** In pixels of the picture. */
export type Point = readonly [x: number, y: number];
export type Size = readonly [width: number, height: number];
export type Box = readonly [x: number, y: number, width: number, height: number];

export type MarkKind = ToldKind | "redact";

/**
 * One thing drawn on the picture, as plain data: it can be stored, sent and drawn again at any scale.
 *
 * `points` are the ends of an arrow; two corners of a box, a highlight, a redaction and the label around a text; the way of a
 * pen; the centre of a pin, whose `text` is its number once that is settled.
 */
export type Mark = { kind: MarkKind; color: Color; points: readonly Point[]; text?: string };

export type Scene = {
  marks: readonly Mark[];
  /** What is left of the picture, in whole pixels; absent while nothing is cut off. */
  crop?: Box;
};

/** Every scene there was, and which of them is the one now. */
export type History = { scenes: readonly Scene[]; at: number };

export const newHistory = (marks: Scene["marks"] = []): History => ({ scenes: [{ marks }], at: 0 });

export const sceneNow = ({ scenes, at }: History): Scene => scenes[at]!;

/** A change ends what could have been redone. */
export const changed = ({ scenes, at }: History, scene: Scene): History => ({
  scenes: [...scenes.slice(0, at + 1), scene],
  at: at + 1,
});

/** Back to the scene before, or on to the one after; the same where there is none. */
export const turned = ({ scenes, at }: History, by: -1 | 1): History => ({
  scenes,
  at: clamp(at + by, 0, scenes.length - 1),
});

export const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));

/** The nearest point in a box. */
export const inside = ([x, y]: Point, [left, top, width, height]: Box): Point => [
  clamp(x, left, left + width),
  clamp(y, top, top + height),
];

/** The smallest box around points. */
export const around = (points: readonly Point[]): Box => {
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]!)) as [number[], number[]];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return [x, y, Math.max(...xs) - x, Math.max(...ys) - y];
};

/** A box that covers every pixel the given one touches: what is half covered would shine through. */
export const wholePixels = ([x, y, width, height]: Box): Box => {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  return [left, top, Math.ceil(x + width) - left, Math.ceil(y + height) - top];
};

/** Width of a line, in pixels of the picture: the same share of every picture, so that marks look alike wherever they are seen. */
export const unitOf = (size: Size): number => Math.max(1.5, Math.max(...size) / 320);

export const moved = <M extends Mark>(mark: M, [dx, dy]: Point): M => ({
  ...mark,
  points: mark.points.map(([x, y]) => [x + dx, y + dy]),
});

/** The marks with each pin's number in it: where none is settled, one more than the pin before. */
export const numbered = (marks: Scene["marks"]): readonly Mark[] => {
  let pins = 0;
  return marks.map((mark) => {
    if (mark.kind !== "pin") return mark;
    pins = Number(mark.text) || pins + 1;
    return { ...mark, text: `${pins}` };
  });
};
