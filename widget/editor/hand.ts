import { atRest, count, type Desk, extent, frameOf, lensOf, pan, position, putScene } from "./desk.ts";
import { markAt } from "./hit.ts";
import { showing } from "./lens.ts";
import { around, type History, inside, type Mark, moved, type Point, type Size, unitOf, wholePixels } from "./scene.ts";

/** How far beside a mark a finger still means it, in CSS pixels. */
const REACH = 14;

const below = (desk: Desk, at: Point): number | undefined => {
  const place = markAt(desk.history.now.marks, at, Math.max(REACH / lensOf(desk).scale, unitOf(desk.picture) * 3));
  return place < 0 ? undefined : place;
};

/** What a tool does first: begins a mark, or takes hold of one, or of the picture. `at` is a point of the picture. */
export const press = (desk: Desk, point: Point): Desk => {
  const at = inside(point, frameOf(desk));
  const { tool, color } = desk;
  const free = { ...atRest(desk), cursor: at };
  if (tool === "select") return { ...free, chosen: below(desk, point), grip: { ...point, moved: { x: 0, y: 0 } } };
  return { ...free, pending: { kind: tool, color, points: [at] } };
};

/** Goes on to a point of the picture. */
export const drag = (desk: Desk, point: Point): Desk => {
  const { pending, grip } = desk;
  if (pending) {
    const at = inside(point, frameOf(desk));
    const [first] = pending.points;
    const isPoint = pending.kind === "pin" || pending.kind === "text";
    const points: Mark["points"] = isPoint ? [at] : pending.kind === "pen" ? [...pending.points, at] : [first, at];
    return { ...desk, cursor: at, pending: { ...pending, points } };
  }
  if (!grip) return desk;
  const [x, y] = [point.x - grip.x, point.y - grip.y];
  if (desk.chosen !== undefined) return { ...desk, grip: { ...grip, moved: { x, y } } };
  const { scale } = lensOf(desk);
  return pan(desk, x * scale, y * scale);
};

/** Whether somebody meant it: a press that hardly moved draws no box. */
const isMeant = (desk: Desk, { kind, points }: Mark | NonNullable<Desk["pending"]>): boolean => {
  const { width, height } = around(points);
  return kind === "pen" || kind === "pin" || Math.max(width, height) >= unitOf(desk.picture) * 3;
};

/** Ends what was begun. */
export const release = (desk: Desk): Desk => {
  const { pending, grip, chosen } = desk;
  const { now } = desk.history;
  const free: Desk = { ...desk, pending: undefined, grip: undefined };
  if (grip && chosen !== undefined && (grip.moved.x || grip.moved.y)) {
    const marks = now.marks.map((mark, place) => (place === chosen ? moved(mark, grip.moved.x, grip.moved.y) : mark));
    return putScene(free, { ...now, marks });
  }
  if (!pending) return free;
  if (pending.kind === "text") return { ...free, writing: pending.points[0] };
  if (!isMeant(desk, pending)) return free;
  const said = [{ name: "markDrawn", tool: pending.kind } as const];
  if (pending.kind === "crop")
    return { ...putScene(free, { ...now, crop: wholePixels(around(pending.points)) }), said };
  return { ...putScene(free, { ...now, marks: [...now.marks, pending as Mark] }), said };
};

/**
 * Puts a text where one was being written; none when it is empty.
 *
 * @param size Of its label.
 */
export const write = (desk: Desk, given: string, size: (text: string) => Size): Desk => {
  const { writing: at, color, history } = desk;
  const text = given.trim();
  const free: Desk = { ...desk, writing: undefined };
  if (!at || !text) return free;
  const { width, height } = size(text);
  const mark: Mark = { kind: "text", color, text, points: [at, { x: at.x + width, y: at.y + height }] };
  const { now } = history;
  return { ...putScene(free, { ...now, marks: [...now.marks, mark] }), said: [{ name: "markDrawn", tool: "text" }] };
};

/** Deletes the chosen mark; with the cropping tool, brings back what was cut off. */
export const remove = (desk: Desk): Desk => {
  const { tool, chosen, history } = desk;
  const { marks, crop } = history.now;
  if (tool === "crop" && crop) return count(putScene(atRest(desk), { marks }));
  if (chosen === undefined) return desk;
  return count(putScene(atRest(desk), { ...history.now, marks: marks.filter((_, place) => place !== chosen) }));
};

const nudge = (desk: Desk, chosen: number, x: number, y: number): Desk => {
  const { history } = desk;
  const marks = history.now.marks.map((mark, place) => (place === chosen ? moved(mark, x, y) : mark));
  const scene = { ...history.now, marks };
  const next: History = { ...history, now: scene, future: [] };
  const put = desk.nudged ? { ...desk, history: next } : putScene(desk, scene);
  return { ...put, nudged: true, said: [position(desk, around(marks[chosen]!.points))] };
};

/** An arrow key: moves the chosen mark, else the cross hair and with it what is being drawn. `x` and `y` are shares of what is shown. */
export const step = (desk: Desk, x: number, y: number): Desk => {
  const frame = frameOf(desk);
  const [dx, dy] = [x * frame.width, y * frame.height];
  if (desk.chosen !== undefined) return nudge(desk, desk.chosen, dx, dy);
  const cursor = inside({ x: desk.cursor.x + dx, y: desk.cursor.y + dy }, frame);
  const { pending, lens, stage } = desk;
  const next = { ...(pending ? drag(desk, cursor) : desk), cursor, lens: lens && showing(lens, cursor, frame, stage) };
  const at = position(next, cursor);
  return { ...next, said: [next.pending ? { ...at, ...extent(next, next.pending.points) } : at] };
};

/** Enter: begins, and ends. What needs no second end is there at once; to select, it goes from mark to mark. */
export const act = (desk: Desk): Desk => {
  if (desk.pending) return release(desk);
  const { tool, chosen, cursor, history } = desk;
  if (tool === "pin" || tool === "text") return release(press(desk, cursor));
  if (tool !== "select") return { ...press(desk, cursor), said: [{ name: "markBegun", tool }] };
  const { marks } = history.now;
  const next = chosen === undefined ? (below(desk, cursor) ?? 0) : (chosen + 1) % marks.length;
  const mark = marks[next];
  if (!mark) return count(desk);
  const free = { ...atRest(desk), chosen: next };
  return { ...free, said: [{ name: "markChosen", tool: mark.kind }, position(desk, around(mark.points))] };
};
