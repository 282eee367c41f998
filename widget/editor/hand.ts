import {
  atRest,
  chosenOf,
  count,
  cropOf,
  type Desk,
  frameOf,
  led,
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
import { cornersOf, handlesOf } from "./handles.ts";
import { markAt } from "./hit.ts";
import { around, inside, type Mark, type Point, wholePixels } from "./scene.ts";
import { TOOLS } from "./tools.ts";

/** How far beside a mark a finger still means it, in CSS pixels. */
const REACH = 14;

const below = (desk: Desk, at: Point): number | undefined => {
  const found = markAt(sceneOf(desk).marks, at, REACH / lensOf(desk)[0], desk.unit);
  return found < 0 ? undefined : found;
};
/** Which of some handles is meant at a point, or -1: what is small must leave room to take hold of all of it. */
const nearest = (desk: Desk, handles: readonly Point[], [x, y]: Point): number => {
  const [scale] = lensOf(desk);
  const away = handles.map((handle) => Math.hypot(handle[0] - x, handle[1] - y) * scale);
  const [, , width, height] = around(handles);
  const least = Math.min(...away);
  return least <= Math.min(REACH, (Math.max(width, height) * scale) / 4) ? away.indexOf(least) : -1;
};
const tell = ({ say }: Desk, name: "markBegun" | "markDrawn" | "markChosen", tool: Tool): string =>
  say(name, { tool: say(TOOLS[tool][0]) });

/** What a tool does first: begins a mark, or takes hold of one, or of the picture. `point` is one of the picture. */
export const press = (desk: Desk, point: Point): Desk => {
  const [cursor, { tool: kind, color }] = [inside(point, frameOf(desk)), desk];
  const free = { ...atRest(desk), cursor };
  if (kind === "select") {
    const mark = chosenOf(desk);
    const handle = mark ? nearest(desk, handlesOf(mark), point) : -1;
    const chosen = handle < 0 ? below(desk, point) : desk.chosen;
    // What is pressed again and not led anywhere is written anew.
    const again = chosen !== undefined && chosen === desk.chosen && handle < 0;
    return { ...free, chosen, grip: point, handle: handle < 0 ? undefined : handle, again };
  }
  const crop = kind === "crop" ? cropOf(desk) : undefined;
  const corners = crop ? cornersOf(crop) : [];
  const held = nearest(desk, corners, point);
  return { ...free, pending: { kind, color, points: held < 0 ? [cursor] : [corners[(held + 2) % 4]!, cursor] } };
};

/** How a pointer looks that would take hold of something at a point; empty where it would draw. */
export const cursorAt = (desk: Desk, point: Point): "pointer" | "move" | "" => {
  const { handle, chosen, pending } = press(desk, point);
  return handle !== undefined || pending?.points[1] ? "pointer" : chosen === undefined ? "" : "move";
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
  const free: Desk = { ...desk, pending: undefined, grip: undefined, handle: undefined, shift: [0, 0] };
  if (!pending) {
    const isLed = shift[0] || shift[1];
    if (chosen === undefined || !isLed) return desk.again ? rewrite(free) : free;
    const scene = remade(desk, (mark) => led(desk, mark, shift));
    return putScene(free, scene);
  }
  const { kind, points } = pending;
  if (kind === "text") return { ...free, writing: points[0] };
  const box = around(points);
  // A press that hardly moved was not meant to draw a box.
  if (kind !== "pen" && kind !== "pin" && Math.max(box[2], box[3]) < desk.unit * 3) return free;
  return kind === "crop"
    ? { ...putScene(free, { ...sceneOf(desk), crop: wholePixels(box) }), said: tell(desk, "markDrawn", kind) }
    : added(free, pending as Mark);
};

/** Begins to write the chosen text anew. */
export const rewrite = (desk: Desk): Desk => {
  const mark = chosenOf(desk);
  return mark?.kind === "text" ? { ...desk, writing: mark.points[0] } : desk;
};

/** Puts a text where one was being written; none when it is empty: one that was there is deleted then. */
export const write = (desk: Desk, given: string): Desk => {
  const { writing: at, color } = desk;
  const text = given.trim();
  const before = chosenOf(desk);
  const free: Desk = { ...desk, writing: undefined };
  if (!at) return free;
  if (!text) return remove(free);
  const [width, height] = labelSize(text, desk.unit);
  const scale = before ? around(before.points)[3] / height : 1;
  const [wide, high] = [width * scale, height * scale];
  // As far to the left and up as it takes to see all of it.
  const frame = frameOf(desk);
  const [x, y] = inside(at, [frame[0], frame[1], Math.max(0, frame[2] - wide), Math.max(0, frame[3] - high)]);
  const points: Point[] = [
    [x, y],
    [x + wide, y + high],
  ];
  if (!before) return added(free, { kind: "text", color, text, points });
  return {
    ...putScene(
      free,
      remade(desk, (mark) => ({ ...mark, text, points })),
    ),
    said: tell(desk, "markDrawn", "text"),
  };
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
    const scene = remade(desk, (mark) => led(desk, mark, by));
    const mark = scene.marks[chosen]!;
    const held = handlesOf(mark)[desk.handle ?? -1];
    const [x, y] = held ?? around(mark.points);
    const before = nudged ? { ...desk, history: { ...history, at: history.at - 1 } } : desk;
    return {
      ...show(putScene(before, scene), [x, y]),
      nudged: true,
      said: place(desk, [x, y], held && mark.points),
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

/** The space bar: on a chosen mark it goes from handle to handle, and then to all of it; else it is Enter. */
export const grasp = (desk: Desk): Desk => {
  const mark = chosenOf(desk);
  if (!mark) return act(desk);
  const next = (desk.handle ?? -1) + 1;
  const held = handlesOf(mark)[next];
  const said = held
    ? `${desk.say("markHandle", { n: next + 1 })}. ${place(desk, held)}`
    : tell(desk, "markChosen", mark.kind);
  return { ...desk, handle: held && next, nudged: false, said };
};
