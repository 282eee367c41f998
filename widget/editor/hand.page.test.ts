import { expect, test } from "vitest";
import {
  cropOf,
  type Desk,
  frameOf,
  lensOf,
  marksOf,
  newDesk,
  redo,
  sceneOf,
  takeColor,
  takeTool,
  undo,
  zoom,
} from "./desk.ts";
import { labelSize } from "./draw.ts";
import { act, drag, press, release, remove, step, write } from "./hand.ts";
import { type Point, unitOf } from "./scene.ts";

const say = (name: string, values: object = {}) => [name, ...Object.values(values)].join(" ");
const desk = (tool: Desk["tool"] = "arrow"): Desk => takeTool(newDesk(say, [1_000, 500], [500, 300]), tool);
const stroke = (on: Desk, ...[first, ...rest]: Point[]): Desk => release(rest.reduce(drag, press(on, first!)));
const marks = (on: Desk) => sceneOf(on).marks;
const kinds = (on: Desk) => marks(on).map(({ kind }) => kind);
const twoBoxes = () => takeTool(stroke(stroke(desk("box"), [10, 10], [100, 100]), [300, 300], [400, 400]), "select");

test("a stroke becomes a mark of the tool and the colour; undo takes it away, redo brings it back", () => {
  const drawn = stroke(takeColor(desk("box"), "blue"), [10, 20], [50, 60], [110, 220]);
  const mark = {
    kind: "box",
    color: "blue",
    points: [
      [10, 20],
      [110, 220],
    ],
  };
  expect(marks(drawn)).toEqual([mark]);
  expect(kinds(undo(drawn))).toEqual([]);
  expect(marks(redo(undo(drawn)))).toEqual([mark]);
});

test("a pen keeps its way, an arrow only its ends", () => {
  const way: Point[] = [
    [10, 10],
    [20, 30],
    [40, 10],
  ];
  expect(marks(stroke(desk("pen"), ...way))[0]?.points).toEqual(way);
  expect(marks(stroke(desk("arrow"), ...way))[0]?.points).toEqual([way[0], way[2]]);
});

test("a press that hardly moves draws no arrow and no box, but a dot and a pin", () => {
  for (const tool of ["arrow", "box", "highlight", "redact", "crop"] as const)
    expect(stroke(desk(tool), [10, 10], [12, 11]).history.at).toBe(0);
  expect(kinds(stroke(desk("pen"), [10, 10]))).toEqual(["pen"]);
  expect(kinds(stroke(desk("pin"), [10, 10], [20, 20]))).toEqual(["pin"]);
});

test("nothing is drawn outside the picture", () => {
  expect(marks(stroke(desk("redact"), [-100, 20], [5_000, 9_000]))[0]?.points).toEqual([
    [0, 20],
    [1_000, 500],
  ]);
});

test("a text is written where it was begun, in a label of its size; an empty one is none", () => {
  const writing = stroke(desk("text"), [100, 50]);
  expect(writing.writing).toEqual([100, 50]);
  const [width, height] = labelSize("Hello", unitOf([1_000, 500]));
  const points = [
    [100, 50],
    [100 + width, 50 + height],
  ];
  expect(marks(write(writing, "  Hello "))).toMatchObject([{ kind: "text", text: "Hello", points }]);
  const empty = write(writing, " ");
  expect([empty.writing, kinds(empty)]).toEqual([undefined, []]);
});

test("a mark that is chosen moves, takes another colour, and is deleted; each can be undone", () => {
  const grabbed = press(twoBoxes(), [300, 350]);
  expect(grabbed.chosen).toBe(1);
  const held = drag(grabbed, [320, 350]);
  expect(marksOf(held)[1]?.points[0]).toEqual([320, 300]);
  const moved = release(held);
  expect(marks(moved)[1]?.points[0]).toEqual([320, 300]);
  expect(marksOf(moved)).toEqual(marks(moved));
  const green = takeColor(moved, "green");
  expect(marks(green).map(({ color }) => color)).toEqual(["red", "green"]);
  const left = remove(green);
  expect(marks(left)).toHaveLength(1);
  expect(marks(undo(left))[1]?.color).toBe("green");
  expect(marks(undo(undo(undo(left))))[1]?.points[0]).toEqual([300, 300]);
});

test("what a box frames can be chosen through it; outside of everything nothing is", () => {
  const drawn = takeTool(stroke(takeTool(stroke(desk("pin"), [200, 200]), "box"), [50, 50], [900, 450]), "select");
  expect(press(drawn, [202, 201]).chosen).toBe(0);
  expect(press(drawn, [500, 51]).chosen).toBe(1);
  expect(press(drawn, [600, 300]).chosen).toBeUndefined();
});

test("every kind of mark can be chosen by pointing at it", () => {
  for (const kind of ["arrow", "box", "pen", "highlight", "redact"] as const) {
    const drawn = stroke(desk(kind), [300, 200], [400, 200], [500, 300]);
    expect(
      press(takeTool(drawn, "select"), kind === "pen" ? [400, 200] : kind === "box" ? [400, 200] : [400, 250]).chosen,
      kind,
    ).toBe(0);
    expect(press(takeTool(drawn, "select"), [700, 100]).chosen, kind).toBeUndefined();
  }
});

test("a crop leaves whole pixels, shows only them to every other tool, and can be taken back", () => {
  const cropped = stroke(desk("crop"), [100.4, 50.2], [300.5, 249.9]);
  expect(cropOf(cropped)).toEqual([100, 50, 201, 200]);
  expect(frameOf(cropped)).toEqual([0, 0, 1_000, 500]);
  const on = takeTool(cropped, "arrow");
  expect(frameOf(on)).toEqual([100, 50, 201, 200]);
  expect(marks(stroke(on, [0, 0], [200, 100]))[0]?.points[0]).toEqual([100, 50]);
  expect(cropOf(remove(cropped))).toBeUndefined();
  expect(frameOf(undo(on))).toEqual([0, 0, 1_000, 500]);
});

test("deleting a mark of a cropped picture leaves the crop, and taking back the crop leaves the marks", () => {
  const cropped = stroke(takeTool(stroke(desk("box"), [10, 10], [300, 300]), "crop"), [5, 5], [400, 400]);
  const chosen = press(takeTool(cropped, "select"), [10, 100]);
  expect(sceneOf(remove(chosen))).toEqual({ marks: [], crop: [5, 5, 395, 395] });
  expect(kinds(remove(cropped))).toEqual(["box"]);
});

test("by keyboard a mark is begun, led and ended, and its place and size are said in percent of what is shown", () => {
  const begun = act(step(desk("redact"), -0.1, 0));
  expect(begun.said).toBe("markBegun toolRedact");
  const led = step(step(begun, 0.2, 0), 0, 0.1);
  expect(led.said).toBe("markAt 60 60. markSize 20 10");
  const ended = act(led);
  expect(marks(ended)[0]?.points).toEqual([
    [400, 250],
    [600, 300],
  ]);
  expect(ended.said).toBe("markDrawn toolRedact");
});

test("by keyboard the cross hair stays in the picture, and in sight of who has zoomed in", () => {
  const away = Array.from({ length: 30 }).reduce<Desk>((now) => step(now, 0.1, 0), zoom(desk(), 4));
  expect(away.cursor).toEqual([1_000, 250]);
  const [scale, x] = lensOf(away);
  expect(away.cursor[0] * scale + x).toBeLessThanOrEqual(500);
});

test("by keyboard Enter goes from mark to mark, arrows move the one that is chosen, and all the steps are one change", () => {
  const second = act(twoBoxes()); // the one below the cross hair
  expect(second.said).toBe("markChosen toolBox. markAt 30 60");
  expect([second.chosen, act(second).chosen, act(act(second)).chosen]).toEqual([1, 0, 1]);
  const moved = step(step(second, 0.01, 0), 0.01, 0.1);
  expect(marks(moved)[1]?.points[0]).toEqual([320, 350]);
  expect(marks(undo(moved))[1]?.points[0]).toEqual([300, 300]);
});

test("a pin is set by one Enter, and a text is begun by one", () => {
  expect(kinds(act(desk("pin")))).toEqual(["pin"]);
  expect(act(desk("text")).writing).toEqual([500, 250]);
});
