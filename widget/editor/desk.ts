import type { Say } from "../text.ts";
import type { Color } from "./colors.ts";
import { handlesOf, reshaped } from "./handles.ts";
import {
  around,
  type Box,
  changed,
  clamp,
  type History,
  inside,
  type Mark,
  type MarkKind,
  moved,
  newHistory,
  type Point,
  type Scene,
  type Size,
  sceneNow,
  turned,
  unitOf,
} from "./scene.ts";

export type Tool = "select" | MarkKind | "crop";

/** Where the picture stands on the stage: a point of the picture, times the scale, plus x and y, is one of the stage in CSS pixels. */
export type Lens = readonly [scale: number, x: number, y: number];

/** All that the editor knows. Every change gives a new one; none of it knows an element. */
export type Desk = {
  say: Say;
  picture: Size;
  /** Width of a line, in pixels of the picture. */
  unit: number;
  /** Room to show it in, in CSS pixels. */
  stage: Size;
  history: History;
  tool: Tool;
  color: Color;
  /** Absent while the whole is shown. */
  lens?: Lens | undefined;
  /** Where the keyboard draws. */
  cursor: Point;
  /** Begun and not ended. */
  pending?: (Omit<Mark, "kind"> & { kind: MarkKind | "crop" }) | undefined;
  /** Place of the mark that can be moved, coloured and deleted. */
  chosen?: number | undefined;
  /** The handle of it that is held: else all of it moves. */
  handle?: number | undefined;
  /** The pointer came down on what was chosen already. */
  again?: boolean;
  /** Where the pointer took hold of the chosen mark, or of the picture. */
  grip?: Point | undefined;
  /** How far the chosen mark was moved since. */
  shift: Point;
  /** The last change moved the chosen mark by keyboard: more of it is the same change. */
  nudged?: boolean;
  /** Where a text is being written; with a chosen one, it is that which is written anew. */
  writing?: Point | undefined;
  /** What is told to those who cannot see it. */
  said: string;
};

/** What an earlier editing has left to be changed, and how wide its lines are. */
export type Begun = { marks: Scene["marks"]; unit: number };

export const newDesk = (say: Say, [width, height]: Size, stage: Size = [0, 0], begun?: Begun): Desk => ({
  say,
  picture: [width, height],
  unit: begun?.unit ?? unitOf([width, height]),
  stage,
  history: newHistory(begun?.marks),
  tool: "arrow",
  color: "red",
  cursor: [width / 2, height / 2],
  shift: [0, 0],
  said: "",
});

export const sceneOf = ({ history }: Desk): Scene => sceneNow(history);

/** What is shown of the picture: to crop, all of it. */
export const frameOf = (desk: Desk): Box => (desk.tool !== "crop" && sceneOf(desk).crop) || [0, 0, ...desk.picture];

/** Left free around the picture. */
const MARGIN = 16;

/** The lens of a scale that shows a point of the picture at a point of the stage; the frame stays in the middle, or fills what it can. */
const aimed = (desk: Desk, scale: number, [atX, atY]: Point, [x, y]: Point): Lens => {
  const [frame, { stage }] = [frameOf(desk), desk];
  const fit = Math.min(...stage.map((room, axis) => (room - 2 * MARGIN) / frame[axis + 2]!), 2);
  const kept = clamp(scale, Math.max(fit, 0.01), 8);
  const along = (offset: number, axis: number): number => {
    const near = MARGIN - frame[axis]! * kept;
    const far = stage[axis]! - MARGIN - (frame[axis]! + frame[axis + 2]!) * kept;
    return far >= near ? (near + far) / 2 : clamp(offset, far, near);
  };
  return [kept, along(atX - x * kept, 0), along(atY - y * kept, 1)];
};

export const lensOf = (desk: Desk): Lens => desk.lens ?? aimed(desk, 0, [0, 0], [0, 0]);

export const toPicture = ([scale, x, y]: Lens, at: Point): Point => [(at[0] - x) / scale, (at[1] - y) / scale];
export const toStage = ([scale, x, y]: Lens, at: Point): Point => [at[0] * scale + x, at[1] * scale + y];

/** Larger or smaller around a point of the stage, which stays where it is. Never smaller than the whole. */
export const zoom = (desk: Desk, factor: number, at: Point = [desk.stage[0] / 2, desk.stage[1] / 2]): Desk => {
  const lens = lensOf(desk);
  return { ...desk, lens: aimed(desk, lens[0] * factor, at, toPicture(lens, at)) };
};

export const showAll = (desk: Desk): Desk => ({ ...desk, lens: undefined });

/** Moves the picture, in CSS pixels. */
export const pan = (desk: Desk, [x, y]: Point): Desk =>
  desk.lens ? { ...desk, lens: aimed(desk, desk.lens[0], [desk.lens[1] + x, desk.lens[2] + y], [0, 0]) } : desk;

/** Moves the picture as little as it takes to see a point of it. */
export const show = (desk: Desk, point: Point): Desk => {
  const [{ lens }, [width, height]] = [desk, desk.stage];
  if (!lens) return desk;
  const sight: Box = [MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN];
  return { ...desk, lens: aimed(desk, lens[0], inside(toStage(lens, point), sight), point) };
};

/** The window has another size now. */
export const resize = (desk: Desk, stage: Size): Desk => pan({ ...desk, stage }, [0, 0]);

export const chosenOf = (desk: Desk): Mark | undefined => sceneOf(desk).marks[desk.chosen ?? -1];

/** The chosen mark led on: all of it, or by the handle that is held. */
export const led = (desk: Desk, mark: Mark, [x, y]: Point): Mark => {
  const { handle = -1 } = desk;
  const from = handlesOf(mark)[handle];
  return from ? reshaped(mark, handle, inside([from[0] + x, from[1] + y], frameOf(desk))) : moved(mark, [x, y]);
};

/** The marks as they look now: those that stand, the one that is led where it is, but not while its text is written anew, and the one that is drawn. */
export const marksOf = (desk: Desk): Scene["marks"] => {
  const { chosen, shift, pending, writing } = desk;
  const marks = sceneOf(desk).marks.flatMap((mark, place) =>
    place !== chosen ? mark : writing ? [] : led(desk, mark, shift),
  );
  return pending && pending.kind !== "crop" && pending.kind !== "text" ? [...marks, pending as Mark] : marks;
};

/** What would be left if the picture were cropped as it is drawn now. */
export const cropOf = (desk: Desk): Box | undefined =>
  desk.pending?.kind === "crop" ? around(desk.pending.points) : sceneOf(desk).crop;

const percent = (part: number, whole: number): number => Math.round((part / whole) * 100);

/** Where points begin, or one is, and how large the box around them is: in percent of what is shown of the picture. */
export const place = (desk: Desk, [x, y]: Point, points?: readonly Point[]): string => {
  const [left, top, width, height] = frameOf(desk);
  const at = desk.say("markAt", { x: percent(x - left, width), y: percent(y - top, height) });
  if (!points) return at;
  const [, , w, h] = around(points);
  return `${at}. ${desk.say("markSize", { width: percent(w, width), height: percent(h, height) })}`;
};

/** Whatever is begun, held or being written is let go. */
export const atRest = (desk: Desk): Desk => ({
  ...desk,
  pending: undefined,
  grip: undefined,
  shift: [0, 0],
  writing: undefined,
  chosen: undefined,
  handle: undefined,
  nudged: false,
});

/** After the frame may have become another one: all of it is shown, and the cross hair is in it. */
const reframed = (before: Desk, desk: Desk): Desk => {
  const frame = frameOf(desk);
  return `${frameOf(before)}` === `${frame}` ? desk : { ...showAll(desk), cursor: inside(desk.cursor, frame) };
};

export const count = (desk: Desk): Desk => ({
  ...desk,
  said: desk.say("markCount", { n: sceneOf(desk).marks.length }),
});

/** A change that can be undone. */
export const putScene = (desk: Desk, scene: Scene): Desk =>
  reframed(desk, { ...desk, history: changed(desk.history, scene) });

const turn = (desk: Desk, by: -1 | 1): Desk =>
  count(reframed(desk, { ...atRest(desk), history: turned(desk.history, by) }));
export const undo = (desk: Desk): Desk => turn(desk, -1);
export const redo = (desk: Desk): Desk => turn(desk, 1);

export const takeTool = (desk: Desk, tool: Tool): Desk => reframed(desk, { ...atRest(desk), tool });

/** The scene with the chosen mark made another. */
export const remade = (desk: Desk, make: (mark: Mark) => Mark): Scene => {
  const scene = sceneOf(desk);
  return { ...scene, marks: scene.marks.map((mark, at) => (at === desk.chosen ? make(mark) : mark)) };
};

/** The colour of what is drawn next, and of the chosen mark. */
export const takeColor = (desk: Desk, color: Color): Desk => ({
  ...(desk.chosen === undefined
    ? desk
    : putScene(
        desk,
        remade(desk, (mark) => ({ ...mark, color })),
      )),
  color,
  nudged: false,
});
