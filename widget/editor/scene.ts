import type { Color } from "./colors.ts";

/** In pixels of the picture. */
export type Point = { x: number; y: number };
export type Size = { width: number; height: number };
export type Box = Point & Size;

export type MarkKind = "arrow" | "box" | "pen" | "highlight" | "text" | "pin" | "redact";

/**
 * One thing drawn on the picture, as plain data: it can be stored, sent and drawn again at any scale.
 *
 * `points` are the ends of an arrow; two corners of a box, a highlight, a redaction and the label around a text; the way of a
 * pen; the centre of a pin, whose number is its place among the pins.
 */
export type Mark = { kind: MarkKind; color: Color; points: readonly [Point, ...Point[]]; text?: string };

export type Scene = {
  marks: readonly Mark[];
  /** What is left of the picture, in whole pixels; absent while nothing is cut off. */
  crop?: Box;
};

/** The scene now, and those that undo and redo lead to. */
export type History = { past: readonly Scene[]; now: Scene; future: readonly Scene[] };

export const newHistory = (): History => ({ past: [], now: { marks: [] }, future: [] });

export const changed = ({ past, now }: History, scene: Scene): History => ({
  past: [...past, now],
  now: scene,
  future: [],
});

/** The scene before the last change; the same history when there is none. */
export const undone = (history: History): History => {
  const now = history.past.at(-1);
  return now ? { past: history.past.slice(0, -1), now, future: [history.now, ...history.future] } : history;
};

export const redone = (history: History): History => {
  const [now, ...future] = history.future;
  return now ? { past: [...history.past, history.now], now, future } : history;
};

export const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));

export const inside = ({ x, y }: Point, box: Box): Point => ({
  x: clamp(x, box.x, box.x + box.width),
  y: clamp(y, box.y, box.y + box.height),
});

/** The smallest box around points. */
export const around = (points: readonly Point[]): Box => {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
};

/** A box that covers every pixel the given one touches: what is half covered would shine through. */
export const wholePixels = ({ x, y, width, height }: Box): Box => {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  return { x: left, y: top, width: Math.ceil(x + width) - left, height: Math.ceil(y + height) - top };
};

/** Width of a line, in pixels of the picture: the same share of every picture, so that marks look alike wherever they are seen. */
export const unitOf = ({ width, height }: Size): number => Math.max(1.5, Math.max(width, height) / 320);

export const moved = (mark: Mark, x: number, y: number): Mark => ({
  ...mark,
  points: mark.points.map((point) => ({ x: point.x + x, y: point.y + y })) as [Point, ...Point[]],
});
