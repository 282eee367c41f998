import type { MarkKind } from "../../shared/contract/enumerations.ts";
import type { LIMITS } from "../../shared/contract/limits.ts";
import type { CaptureMark } from "../../shared/contract/submission.ts";
import { around, type Box, type Mark, numbered, type Point, type Scene, type Size } from "./scene.ts";

type ToldMark = Mark & { kind: MarkKind };

/** How many points a pen's way is told with. */
const POINTS: (typeof LIMITS)["markPoints"] = 48;
/** How far a mark reaches beyond its points, in widths of a line: a pin's circle is the largest. */
const REACH = 4;

const grown = ([x, y, width, height]: Box, by: number): Box => [x - by, y - by, width + 2 * by, height + 2 * by];
const holds = ([x, y, width, height]: Box, [left, top, wide, high]: Box): boolean =>
  left >= x && top >= y && left + wide <= x + width && top + high <= y + height;
const meet = ([x, y, width, height]: Box, [left, top, wide, high]: Box): boolean =>
  left < x + width && x < left + wide && top < y + height && y < top + high;

/**
 * Parts a scene's marks into those that are burnt into the picture for good, and those that may be told beside it and changed later.
 *
 * Redactions are of the first kind, and so is every mark that a later redaction touches or that is not wholly in what was left of
 * the picture: who covered their own words, or cut them off, does not want them told.
 */
export const parted = ({ marks, crop }: Scene, unit: number, [wide, high]: Size): [fixed: Mark[], free: ToldMark[]] => {
  const [fixed, free]: [Mark[], ToldMark[]] = [[], []];
  numbered(marks).forEach((mark, at) => {
    const { kind } = mark;
    const box = around(mark.points);
    const isCovered = ({ kind: other, points }: Mark): boolean => {
      if (other !== "redact" || !meet(grown(box, unit * REACH), around(points))) return false;
      // What is blacked out within a frame does not touch it.
      return kind !== "box" || !holds(grown(box, -unit), around(points));
    };
    // A mark may look out over the picture's edge, but one that was moved out of it is gone.
    const isOut = crop ? !holds(crop, box) : !meet([0, 0, wide, high], grown(box, unit));
    if (kind === "redact" || isOut || marks.slice(at).some(isCovered)) fixed.push(mark);
    else free.push({ ...mark, kind });
  });
  return [fixed, free];
};

const thinned = (points: readonly Point[]): Point[] => {
  const step = Math.ceil(points.length / (POINTS - 1));
  return points.filter((_, at) => at % step === 0 || at === points.length - 1);
};

/** To a ten thousandth of the whole. */
const share = (part: number, whole: number): number =>
  Math.max(0, Math.min(1, Math.round((part / whole) * 10_000) / 10_000));

/** Marks as they are told beside a picture of a size. */
export const layerOf = (marks: readonly ToldMark[], [width, height]: Size): CaptureMark[] =>
  marks.map(({ kind, color, points, text }) => ({
    kind,
    color,
    points: thinned(points).map(([x, y]) => ({ x: share(x, width), y: share(y, height) })),
    ...(kind === "text" && { text }),
    ...(kind === "pin" && { number: Number(text) }),
  }));
