import { around, type Box, type Mark, type Point } from "./scene.ts";

const distance = (at: Point, from: Point, to: Point): number => {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const along = ((at.x - from.x) * dx + (at.y - from.y) * dy) / (dx * dx + dy * dy || 1);
  const nearest = Math.max(0, Math.min(1, along));
  return Math.hypot(at.x - from.x - nearest * dx, at.y - from.y - nearest * dy);
};

const isIn = (at: Point, { x, y, width, height }: Box, reach: number): boolean =>
  at.x >= x - reach && at.x <= x + width + reach && at.y >= y - reach && at.y <= y + height + reach;

const isAt = ({ kind, points }: Mark, at: Point, reach: number): boolean => {
  if (kind === "arrow" || kind === "pen")
    return points.some((point, index) => distance(at, points[index - 1] ?? point, point) <= reach);
  const box = around(points);
  // What is framed by a box can be chosen through it.
  return isIn(at, box, reach) && !(kind === "box" && isIn(at, box, -reach));
};

/**
 * Which mark is at a point, the uppermost of several.
 *
 * @param reach How far beside it still counts, in pixels of the picture.
 * @returns Its place in the list, or -1.
 */
export const markAt = (marks: readonly Mark[], at: Point, reach: number): number =>
  marks.findLastIndex((mark) => isAt(mark, at, reach));
