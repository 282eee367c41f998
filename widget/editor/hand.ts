import {
  atRest,
  count,
  type Desk,
  frameOf,
  lensOf,
  pan,
  place,
  putScene,
  remade,
  sceneOf,
  show,
  type Tool,
} from "./desk.ts";
import { labelSize } from "./draw.ts";
import { markAt } from "./hit.ts";
import { around, inside, type Mark, moved, type Point, unitOf, wholePixels } from "./scene.ts";
import { TOOLS } from "./tools.ts";

/** How far beside a mark a finger still means it, in CSS pixels. */
const REACH = 14;

const below = (desk: Desk, at: Point): number | undefined => {
  const found = markAt(sceneOf(desk).marks, at, REACH / lensOf(desk)[0], unitOf(desk.picture));
  return found < 0 ? undefined : found;
};
const tell = ({ say }: Desk, name: "markBegun" | "markDrawn" | "markChosen", tool: Tool): string =>
  say(name, { tool: say(TOOLS[tool][0]) });

/** What a tool does first: begins a mark, or takes hold of one, or of the picture. `point` is one of the picture. */
export const press = (desk: Desk, point: Point): Desk => {
  const [cursor, { tool: kind, color }] = [inside(point, frameOf(desk)), desk];
  const free = { ...atRest(desk), cursor };
  return kind === "select"
    ? { ...free, chosen: below(desk, point), grip: point }
    : { ...free, pending: { kind, color, points: [cursor] } };
};

/** Goes on to a point of the picture. */
export const drag = (desk: Desk, point: Point): Desk => {
  const { pending, grip, chosen } = desk;
  if (pending) {
    const [cursor, { kind, points }] = [inside(point, frameOf(desk)), pending];
    const kept = kind === "pen" ? points : kind === "pin" || kind === "text" ? [] : points.slice(0, 1);
    return { ...desk, cursor, pending: { ...pending, points: [...kept, cursor] } };
  }
  if (!grip) return desk;
  const [x, y] = [point[0] - grip[0], point[1] - grip[1]];
  if (chosen !== undefined) return { ...desk, shift: [x, y] };
  const [scale] = lensOf(desk);
  return pan(desk, [x * scale, y * scale]);
};

const added = (desk: Desk, mark: Mark): Desk => {
  const scene = sceneOf(desk);
  return { ...putScene(desk, { ...scene, marks: [...scene.marks, mark] }), said: tell(desk, "markDrawn", mark.kind) };
};

/** Ends what was begun. */
export const release = (desk: Desk): Desk => {
  const { pending, shift, chosen } = desk;
  const free: Desk = { ...desk, pending: undefined, grip: undefined, shift: [0, 0] };
  if (!pending)
    return chosen !== undefined && (shift[0] || shift[1])
      ? putScene(
          free,
          remade(desk, (mark) => moved(mark, shift)),
        )
      : free;
  const { kind, points } = pending;
  if (kind === "text") return { ...free, writing: points[0] };
  const box = around(points);
  // A press that hardly moved was not meant to draw a box.
  if (kind !== "pen" && kind !== "pin" && Math.max(box[2], box[3]) < unitOf(desk.picture) * 3) return free;
  return kind === "crop"
    ? { ...putScene(free, { ...sceneOf(desk), crop: wholePixels(box) }), said: tell(desk, "markDrawn", kind) }
    : added(free, pending as Mark);
};

/** Puts a text where one was being written; none when it is empty. */
export const write = (desk: Desk, given: string): Desk => {
  const { writing: at, color } = desk;
  const text = given.trim();
  const free: Desk = { ...desk, writing: undefined };
  if (!at || !text) return free;
  const [width, height] = labelSize(text, unitOf(desk.picture));
  return added(free, { kind: "text", color, text, points: [at, [at[0] + width, at[1] + height]] });
};

/** Deletes the chosen mark; with the cropping tool, brings back what was cut off. */
export const remove = (desk: Desk): Desk => {
  const { tool, chosen } = desk;
  const { crop, ...scene } = sceneOf(desk);
  const marks = scene.marks.filter((_, at) => at !== chosen);
  return (tool === "crop" && crop) || chosen !== undefined
    ? count(putScene(atRest(desk), tool === "crop" || !crop ? { marks } : { marks, crop }))
    : desk;
};

/** An arrow key: moves the chosen mark, else the cross hair and with it what is being drawn. `x` and `y` are shares of what is shown. */
export const step = (desk: Desk, x: number, y: number): Desk => {
  const { chosen, history, nudged, pending } = desk;
  const frame = frameOf(desk);
  const by: Point = [x * frame[2], y * frame[3]];
  if (chosen !== undefined) {
    const scene = remade(desk, (mark) => moved(mark, by));
    const before = nudged ? { ...desk, history: { ...history, at: history.at - 1 } } : desk;
    return {
      ...putScene(before, scene),
      nudged: true,
      said: place(desk, around(scene.marks[chosen]!.points) as never),
    };
  }
  const cursor = inside([desk.cursor[0] + by[0], desk.cursor[1] + by[1]], frame);
  const next = pending ? drag(desk, cursor) : { ...desk, cursor };
  return { ...show(next, cursor), said: place(desk, cursor, next.pending?.points) };
};

/** Enter: begins, and ends. What needs no second end is there at once; to select, it goes from mark to mark. */
export const act = (desk: Desk): Desk => {
  const { tool, chosen, cursor, pending } = desk;
  if (pending) return release(desk);
  if (tool === "pin" || tool === "text") return release(press(desk, cursor));
  if (tool !== "select") return { ...press(desk, cursor), said: tell(desk, "markBegun", tool) };
  const { marks } = sceneOf(desk);
  const next = chosen === undefined ? (below(desk, cursor) ?? 0) : (chosen + 1) % marks.length;
  const mark = marks[next];
  if (!mark) return count(desk);
  const [x, y] = around(mark.points);
  return { ...atRest(desk), chosen: next, said: `${tell(desk, "markChosen", mark.kind)}. ${place(desk, [x, y])}` };
};
