import { around, type Box, type Mark, type Point } from "./scene.ts";

/** Clockwise from where it begins: each is across from the one two further on. */
export const cornersOf = ([x, y, width, height]: Box): readonly Point[] => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
];

/** The points by which a mark is given another form: the ends of an arrow, the corners around anything else; a pin has none. */
export const handlesOf = ({ kind, points }: Mark): readonly Point[] =>
  kind === "pin" ? [] : kind === "arrow" ? points : cornersOf(around(points));

/** The least that is left of a mark's width or height at once: a corner does not pass the one across from it. */
const LEAST = 0.02;

/** A mark with one of its handles elsewhere. The one across from it stays; letters keep their form. */
export const reshaped = (mark: Mark, handle: number, to: Point): Mark => {
  const handles = handlesOf(mark);
  if (mark.kind === "arrow") return { ...mark, points: handles.map((point, at) => (at === handle ? to : point)) };
  const [from, still] = [handles[handle]!, handles[(handle + 2) % 4]!];
  const share = (axis: 0 | 1): number => Math.max(LEAST, (to[axis] - still[axis]) / (from[axis] - still[axis] || 1));
  const isText = mark.kind === "text";
  const larger = Math.max(share(0), share(1));
  const [wider, higher] = isText ? [larger, larger] : [share(0), share(1)];
  return {
    ...mark,
    points: mark.points.map(([x, y]) => [still[0] + (x - still[0]) * wider, still[1] + (y - still[1]) * higher]),
  };
};
