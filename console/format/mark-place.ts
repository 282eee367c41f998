import type { CaptureMark } from "../../shared/contract/submission.ts";

const ROWS = ["top", "middle", "bottom"] as const;
const COLUMNS = ["left", "middle", "right"] as const;
export type Row = (typeof ROWS)[number];
export type Column = (typeof COLUMNS)[number];

const edges = ({ points }: CaptureMark) => {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
};

const third = <Name>(names: readonly [Name, Name, Name], share: number): Name =>
  names[share < 1 / 3 ? 0 : share <= 2 / 3 ? 1 : 2];

/** Which ninth of the picture a mark is about: that of an arrow's tip, of any other mark's middle. */
export const markPlace = (mark: CaptureMark): [Row, Column] => {
  const { left, top, right, bottom } = edges(mark);
  const tip = mark.kind === "arrow" ? mark.points.at(-1) : undefined;
  const { x, y } = tip ?? { x: (left + right) / 2, y: (top + bottom) / 2 };
  return [third(ROWS, y), third(COLUMNS, x)];
};

/** The box around a mark in pixels of its picture, with a margin around it. */
export const markBox = (
  mark: CaptureMark,
  width: number,
  height: number,
  margin: number,
): [x: number, y: number, width: number, height: number] => {
  const { left, top, right, bottom } = edges(mark);
  return [
    Math.round(left * width - margin),
    Math.round(top * height - margin),
    Math.round((right - left) * width + 2 * margin),
    Math.round((bottom - top) * height + 2 * margin),
  ];
};
