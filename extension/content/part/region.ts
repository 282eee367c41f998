import type { Rectangle } from "../../../shared/contract/submission.ts";

type Size = { width: number; height: number };
type Point = { x: number; y: number };

/** Smaller is nothing to look at, and a hand that trembles while it clicks. */
export const LEAST_PX = 8;
const STEP_PX = 10;

const held = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));

/** The box between two points, within the window. `undefined` while it is too small to be meant. */
export const regionBetween = (a: Point, b: Point, window: Size): Rectangle | undefined => {
  const [ax, bx] = [held(a.x, 0, window.width), held(b.x, 0, window.width)];
  const [ay, by] = [held(a.y, 0, window.height), held(b.y, 0, window.height)];
  const [width, height] = [Math.abs(ax - bx), Math.abs(ay - by)];
  return Math.max(width, height) < LEAST_PX
    ? undefined
    : kept({ x: Math.min(ax, bx), y: Math.min(ay, by), width, height }, window);
};

/** As much of a box as the window shows, and not less than can be seen. */
export const kept = (box: Rectangle, window: Size): Rectangle => {
  const x = held(box.x, 0, window.width - LEAST_PX);
  const y = held(box.y, 0, window.height - LEAST_PX);
  return {
    x,
    y,
    width: held(box.width + Math.min(0, box.x), LEAST_PX, window.width - x),
    height: held(box.height + Math.min(0, box.y), LEAST_PX, window.height - y),
  };
};

/** What keys begin with where nothing is outlined: the middle of the window. */
export const middleOf = ({ width, height }: Size): Rectangle => ({
  x: width / 4,
  y: height / 4,
  width: width / 2,
  height: height / 2,
});

const WAYS: Record<string, [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** A region that an arrow key moved; or, at its far corner, made larger or smaller. */
export const movedBy = (key: string, isResize: boolean, box: Rectangle, window: Size): Rectangle => {
  const [x = 0, y = 0] = WAYS[key] ?? [];
  if (isResize) return kept({ ...box, width: box.width + x * STEP_PX, height: box.height + y * STEP_PX }, window);
  return {
    ...box,
    x: held(box.x + x * STEP_PX, 0, window.width - box.width),
    y: held(box.y + y * STEP_PX, 0, window.height - box.height),
  };
};
