import { pathOf, scratch } from "./draw.ts";
import type { Point, Scene } from "./scene.ts";

/**
 * Which mark is at a point, the uppermost of several.
 *
 * @param reach How far beside it still counts, in pixels of the picture.
 * @returns Its place in the list, or -1.
 */
export const markAt = (marks: Scene["marks"], at: Point, reach: number, unit: number): number => {
  const context = scratch();
  context.lineWidth = reach * 2;
  return marks.findLastIndex((mark) => {
    const path = pathOf(mark, unit);
    // What is framed by a box, or by the loop of a pen, can be chosen through it.
    const isFrame = mark.kind === "box" || mark.kind === "pen";
    return context.isPointInStroke(path, ...at) || (!isFrame && context.isPointInPath(path, ...at));
  });
};
