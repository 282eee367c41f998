import type { Color } from "./colors.ts";
import { fitted, type Lens, panned, zoomed } from "./lens.ts";
import {
  around,
  type Box,
  changed,
  type History,
  inside,
  type Mark,
  type MarkKind,
  moved,
  newHistory,
  type Point,
  redone,
  type Scene,
  type Size,
  undone,
} from "./scene.ts";

export type Tool = "select" | MarkKind | "crop";

/** What is told to those who cannot see it. Numbers are percent of what is shown of the picture. */
export type Said =
  | { name: "markAt"; x: number; y: number; width?: number; height?: number }
  | { name: "markBegun" | "markDrawn" | "markChosen"; tool: Tool }
  | { name: "markCount"; n: number };

/** All that the editor knows. Every change gives a new one; none of it knows an element. */
export type Desk = {
  picture: Size;
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
  /** Where the pointer took hold of the chosen mark, or of the picture, and how far the mark was moved since. */
  grip?: (Point & { moved: Point }) | undefined;
  /** The last change moved the chosen mark by keyboard: more of it is the same change. */
  nudged?: boolean;
  /** Where a text is being written. */
  writing?: Point | undefined;
  said: readonly Said[];
};

export const newDesk = ({ width, height }: Size, stage: Size): Desk => ({
  picture: { width, height }, // a bitmap's own size is not copied with it
  stage,
  history: newHistory(),
  tool: "arrow",
  color: "red",
  cursor: { x: width / 2, y: height / 2 },
  said: [],
});

/** What is shown of the picture: to crop, all of it. */
export const frameOf = ({ tool, history, picture }: Desk): Box =>
  (tool !== "crop" && history.now.crop) || { x: 0, y: 0, ...picture };

export const lensOf = (desk: Desk): Lens => desk.lens ?? fitted(frameOf(desk), desk.stage);

/** The marks as they look now: those that stand, the one that is moved where it is, and the one that is drawn. */
export const marksOf = ({ history, chosen, grip, pending }: Desk): readonly Mark[] => {
  const marks = history.now.marks.map((mark, place) =>
    grip && place === chosen ? moved(mark, grip.moved.x, grip.moved.y) : mark,
  );
  return pending && pending.kind !== "crop" && pending.kind !== "text" ? [...marks, pending as Mark] : marks;
};

/** What would be left if the picture were cropped as it is drawn now. */
export const cropOf = ({ history, pending }: Desk): Box | undefined =>
  pending?.kind === "crop" ? around(pending.points) : history.now.crop;

const percent = (part: number, whole: number): number => Math.round((part / whole) * 100);

export const position = (desk: Desk, { x, y }: Point): Said => {
  const frame = frameOf(desk);
  return { name: "markAt", x: percent(x - frame.x, frame.width), y: percent(y - frame.y, frame.height) };
};

export const extent = (desk: Desk, points: readonly Point[]): { width: number; height: number } => {
  const [{ width, height }, frame] = [around(points), frameOf(desk)];
  return { width: percent(width, frame.width), height: percent(height, frame.height) };
};

/** Whatever is begun, held or being written is let go. */
export const atRest = (desk: Desk): Desk => ({
  ...desk,
  pending: undefined,
  grip: undefined,
  writing: undefined,
  chosen: undefined,
  nudged: false,
});

/** After the frame may have become another one: all of it is shown, and the cross hair is in it. */
const reframed = (before: Desk, desk: Desk): Desk => {
  const [old, frame] = [frameOf(before), frameOf(desk)];
  const isSame = old.x === frame.x && old.y === frame.y && old.width === frame.width && old.height === frame.height;
  return isSame ? desk : { ...desk, lens: undefined, cursor: inside(desk.cursor, frame) };
};

export const count = (desk: Desk): Desk => ({
  ...desk,
  said: [{ name: "markCount", n: desk.history.now.marks.length }],
});

/** A change that can be undone. */
export const putScene = (desk: Desk, scene: Scene): Desk =>
  reframed(desk, { ...desk, history: changed(desk.history, scene) });

export const undo = (desk: Desk): Desk => count(reframed(desk, { ...atRest(desk), history: undone(desk.history) }));
export const redo = (desk: Desk): Desk => count(reframed(desk, { ...atRest(desk), history: redone(desk.history) }));

export const takeTool = (desk: Desk, tool: Tool): Desk => reframed(desk, { ...atRest(desk), tool });

/** The colour of what is drawn next, and of the chosen mark. */
export const takeColor = (desk: Desk, color: Color): Desk => {
  const { now } = desk.history;
  const marks = now.marks.map((mark, place) => (place === desk.chosen ? { ...mark, color } : mark));
  return { ...(desk.chosen === undefined ? desk : putScene(desk, { ...now, marks })), color, nudged: false };
};

/** @param at A point of the stage. @default its middle */
export const zoom = (desk: Desk, factor: number, at?: Point): Desk => {
  const { stage } = desk;
  const middle = { x: stage.width / 2, y: stage.height / 2 };
  return { ...desk, lens: zoomed(lensOf(desk), factor, at ?? middle, frameOf(desk), stage) };
};

export const showAll = (desk: Desk): Desk => ({ ...desk, lens: undefined });

/** @param x How far, in CSS pixels. */
export const pan = (desk: Desk, x: number, y: number): Desk =>
  desk.lens ? { ...desk, lens: panned(desk.lens, x, y, frameOf(desk), desk.stage) } : desk;

/** The window has another size now. */
export const resize = (desk: Desk, stage: Size): Desk => {
  const sized = { ...desk, stage };
  return desk.lens ? { ...sized, lens: panned(desk.lens, 0, 0, frameOf(desk), stage) } : sized;
};
