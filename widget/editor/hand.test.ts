import { expect, test } from "vitest";
import { cropOf, type Desk, frameOf, lensOf, marksOf, newDesk, redo, takeColor, takeTool, undo, zoom } from "./desk.ts";
import { act, drag, press, release, remove, step, write } from "./hand.ts";

const desk = (tool: Desk["tool"] = "arrow"): Desk =>
  takeTool(newDesk({ width: 1_000, height: 500 }, { width: 500, height: 300 }), tool);
const stroke = (on: Desk, ...[first, ...rest]: [number, number][]): Desk =>
  release(rest.reduce((now, [x, y]) => drag(now, { x, y }), press(on, { x: first![0], y: first![1] })));
const kinds = (on: Desk) => on.history.now.marks.map(({ kind }) => kind);

test("a stroke becomes a mark of the tool and the colour; undo takes it away, redo brings it back", () => {
  const drawn = stroke(takeColor(desk("box"), "blue"), [10, 20], [50, 60], [110, 220]);
  const mark = {
    kind: "box",
    color: "blue",
    points: [
      { x: 10, y: 20 },
      { x: 110, y: 220 },
    ],
  };
  expect(drawn.history.now.marks).toEqual([mark]);
  expect(kinds(undo(drawn))).toEqual([]);
  expect(redo(undo(drawn)).history.now.marks).toEqual([mark]);
});

test("a pen keeps its way, an arrow only its ends", () => {
  const way: [number, number][] = [
    [10, 10],
    [20, 30],
    [40, 10],
  ];
  expect(stroke(desk("pen"), ...way).history.now.marks[0]?.points).toHaveLength(3);
  expect(stroke(desk("arrow"), ...way).history.now.marks[0]?.points).toHaveLength(2);
});

test("a press that hardly moves draws no arrow and no box, but a dot and a pin", () => {
  for (const tool of ["arrow", "box", "highlight", "redact", "crop"] as const)
    expect(stroke(desk(tool), [10, 10], [12, 11]).history.past).toEqual([]);
  expect(kinds(stroke(desk("pen"), [10, 10]))).toEqual(["pen"]);
  expect(kinds(stroke(desk("pin"), [10, 10]))).toEqual(["pin"]);
});

test("nothing is drawn outside the picture", () => {
  const { points } = stroke(desk("redact"), [-100, 20], [5_000, 9_000]).history.now.marks[0]!;
  expect(points).toEqual([
    { x: 0, y: 20 },
    { x: 1_000, y: 500 },
  ]);
});

test("a text is written where it was begun, in a label of its size; an empty one is none", () => {
  const writing = stroke(desk("text"), [100, 50]);
  expect(writing.writing).toEqual({ x: 100, y: 50 });
  const size = (text: string) => ({ width: text.length * 10, height: 20 });
  const [mark] = write(writing, "  Hello ", size).history.now.marks;
  expect(mark).toMatchObject({
    kind: "text",
    text: "Hello",
    points: [
      { x: 100, y: 50 },
      { x: 150, y: 70 },
    ],
  });
  const empty = write(writing, " ", size);
  expect([empty.writing, kinds(empty)]).toEqual([undefined, []]);
});

test("a mark that is chosen moves, takes another colour, and is deleted; each can be undone", () => {
  const drawn = takeTool(stroke(stroke(desk("box"), [10, 10], [100, 100]), [300, 300], [400, 400]), "select");
  const grabbed = press(drawn, { x: 300, y: 350 });
  expect(grabbed.chosen).toBe(1);
  const held = drag(grabbed, { x: 320, y: 350 });
  expect(marksOf(held)[1]?.points[0]).toEqual({ x: 320, y: 300 });
  const moved = release(held);
  expect(moved.history.now.marks[1]?.points[0]).toEqual({ x: 320, y: 300 });
  const green = takeColor(moved, "green");
  expect(green.history.now.marks.map(({ color }) => color)).toEqual(["red", "green"]);
  const left = remove(green);
  expect(left.history.now.marks).toHaveLength(1);
  expect(undo(left).history.now.marks[1]?.color).toBe("green");
  expect(undo(undo(undo(left))).history.now.marks[1]?.points[0]).toEqual({ x: 300, y: 300 });
});

test("what a box frames can be chosen through it; outside of everything nothing is", () => {
  const drawn = takeTool(stroke(takeTool(stroke(desk("pin"), [200, 200]), "box"), [50, 50], [900, 450]), "select");
  expect(press(drawn, { x: 202, y: 201 }).chosen).toBe(0);
  expect(press(drawn, { x: 500, y: 51 }).chosen).toBe(1);
  expect(press(drawn, { x: 600, y: 300 }).chosen).toBeUndefined();
});

test("a crop leaves whole pixels, shows only them to every other tool, and can be taken back", () => {
  const cropped = stroke(desk("crop"), [100.4, 50.2], [300.5, 249.9]);
  const crop = { x: 100, y: 50, width: 201, height: 200 };
  expect(cropOf(cropped)).toEqual(crop);
  expect(frameOf(cropped)).toMatchObject({ x: 0, width: 1_000 });
  const on = takeTool(cropped, "arrow");
  expect(frameOf(on)).toEqual(crop);
  expect(stroke(on, [0, 0], [200, 100]).history.now.marks[0]?.points[0]).toEqual({ x: 100, y: 50 });
  expect(cropOf(remove(cropped))).toBeUndefined();
  expect(frameOf(undo(on))).toMatchObject({ x: 0, width: 1_000 });
});

test("by keyboard a mark is begun, led and ended, and its place and size are said in percent of what is shown", () => {
  const begun = act(step(desk("redact"), -0.1, 0));
  expect(begun.said).toEqual([{ name: "markBegun", tool: "redact" }]);
  const led = step(step(begun, 0.2, 0), 0, 0.1);
  expect(led.said).toEqual([{ name: "markAt", x: 60, y: 60, width: 20, height: 10 }]);
  const ended = act(led);
  expect(ended.history.now.marks[0]?.points).toEqual([
    { x: 400, y: 250 },
    { x: 600, y: 300 },
  ]);
  expect(ended.said).toEqual([{ name: "markDrawn", tool: "redact" }]);
});

test("by keyboard the cross hair stays in the picture, and in sight of who has zoomed in", () => {
  const near = zoom(desk(), 4);
  const away = Array.from({ length: 30 }).reduce<Desk>((now) => step(now, 0.1, 0), near);
  expect(away.cursor).toEqual({ x: 1_000, y: 250 });
  const { x, scale } = lensOf(away);
  expect(away.cursor.x * scale + x).toBeLessThanOrEqual(500);
});

test("by keyboard Enter goes from mark to mark, arrows move the one that is chosen, and all the steps are one change", () => {
  const drawn = takeTool(stroke(stroke(desk("box"), [10, 10], [100, 100]), [300, 300], [400, 400]), "select");
  const second = act(drawn); // the one below the cross hair
  expect(second.chosen).toBe(1);
  expect(second.said[0]).toEqual({ name: "markChosen", tool: "box" });
  expect([act(second).chosen, act(act(second)).chosen]).toEqual([0, 1]);
  const moved = step(step(second, 0.01, 0), 0.01, 0.1);
  expect(moved.history.now.marks[1]?.points[0]).toEqual({ x: 320, y: 350 });
  expect(undo(moved).history.now.marks[1]?.points[0]).toEqual({ x: 300, y: 300 });
});

test("a pin is set by one Enter, and a text is begun by one", () => {
  expect(kinds(act(desk("pin")))).toEqual(["pin"]);
  expect(act(desk("text")).writing).toEqual({ x: 500, y: 250 });
});
