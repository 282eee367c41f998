import { expect, test } from "vitest";
import { cropOf, type Desk, lensOf, marksOf, newDesk, sceneOf, takeTool, undo, zoom } from "./desk.ts";
import { act, cursorAt, drag, grasp, press, release, rewrite, step, write } from "./hand.ts";
import { handlesOf } from "./handles.ts";
import { around, type Point } from "./scene.ts";

const say = (name: string, values: object = {}) => [name, ...Object.values(values)].join(" ");
const desk = (tool: Desk["tool"]): Desk => takeTool(newDesk(say, [1_000, 500], [500, 300]), tool);
const stroke = (on: Desk, ...[first, ...rest]: Point[]): Desk => release(rest.reduce(drag, press(on, first!)));
const marks = (on: Desk) => sceneOf(on).marks;
const box = (on: Desk) => around(marks(on)[0]!.points).map(Math.round);
/** A mark, drawn and chosen. */
const chosen = (tool: Desk["tool"], ...points: Point[]): Desk => {
  const drawn = takeTool(stroke(desk(tool), ...points), "select");
  return { ...drawn, chosen: 0 };
};
const aBox = () => chosen("box", [100, 100], [300, 200]);
const aText = () => ({ ...takeTool(write(stroke(desk("text"), [100, 100]), "Hello"), "select"), chosen: 0 });

test("a corner that is pulled takes the mark's form along, and the corner across stays", () => {
  const pulled = stroke(aBox(), [300, 200], [350, 250], [400, 300]);
  expect(box(pulled)).toEqual([100, 100, 300, 200]);
  expect(box(undo(pulled))).toEqual([100, 100, 200, 100]);
  expect(box(stroke(aBox(), [100, 200], [50, 220]))).toEqual([50, 100, 250, 120]);
  expect(marksOf(drag(press(aBox(), [300, 200]), [310, 210]))[0]?.points[1]).toEqual([310, 210]);
});

test("no corner passes the one across, nor leaves the picture", () => {
  const [x, y, width, height] = around(marks(stroke(aBox(), [300, 200], [-500, -500]))[0]!.points);
  expect([x, y]).toEqual([100, 100]);
  expect(Math.min(width, height)).toBeGreaterThan(0);
  expect(box(stroke(aBox(), [300, 200], [5_000, 5_000]))).toEqual([100, 100, 900, 400]);
});

test("an arrow is led by its ends, a pen's line by the corners around it, a pin only as a whole", () => {
  const arrow = stroke(chosen("arrow", [100, 100], [300, 200]), [300, 200], [400, 50]);
  expect(marks(arrow)[0]?.points).toEqual([
    [100, 100],
    [400, 50],
  ]);
  const pen = stroke(chosen("pen", [100, 100], [150, 120], [200, 200]), [200, 200], [300, 300]);
  expect(marks(pen)[0]?.points).toEqual([
    [100, 100],
    [200, 140],
    [300, 300],
  ]);
  expect(handlesOf({ kind: "pin", color: "red", points: [[1, 1]] })).toEqual([]);
});

test("a line without width is pulled as well", () => {
  const [x, y, width, height] = box(stroke(chosen("pen", [100, 100], [200, 100]), [200, 100], [300, 180]));
  expect([x, y, width, height]).toEqual([100, 100, 200, 0]);
});

test("a text is made larger with its letters, and written anew where it is, as large as it is", () => {
  const [x, y, width, height] = around(marks(aText())[0]!.points);
  const larger = stroke(aText(), [x + width, y + height], [x + width * 2, y + height]);
  const now = around(marks(larger)[0]!.points);
  expect(now[2] / now[3]).toBeCloseTo(width / height, 5);
  expect(now[2]).toBeCloseTo(width * 2, 5);
  const again = stroke(larger, [x + width, y + height / 2]);
  expect(again.writing).toEqual([x, y]);
  expect(marksOf(again)).toEqual([]);
  const written = write(again, "Hello to all");
  expect(marks(written)).toMatchObject([{ kind: "text", text: "Hello to all", points: [[x, y], expect.anything()] }]);
  expect(around(marks(written)[0]!.points)[3]).toBeCloseTo(height * 2, 5);
  expect(marks(undo(written))[0]?.text).toBe("Hello");
  expect(marks(write(again, " "))).toEqual([]);
});

test("what is pressed for the first time is chosen, and only pressed again written", () => {
  const fresh = { ...aText(), chosen: undefined };
  const [x, y] = marks(fresh)[0]!.points[0]!;
  const first = stroke(fresh, [x + 20, y + 8]);
  expect([first.chosen, first.writing]).toEqual([0, undefined]);
  expect(stroke(first, [x + 20, y + 8]).writing).toEqual([x, y]);
  expect(stroke(first, [x + 20, y + 8], [x + 90, y + 8]).writing).toBeUndefined();
});

test("a text at the edge is moved in, so that all of it is seen", () => {
  const written = write(stroke(desk("text"), [995, 498]), "All of it");
  const [x, y, width, height] = around(marks(written)[0]!.points);
  expect([x + width, y + height]).toEqual([expect.closeTo(1_000, 5), expect.closeTo(500, 5)]);
});

test("by keyboard the space bar goes from handle to handle, arrows lead the one that is held, and say place and size", () => {
  const held = grasp(grasp(grasp(aBox())));
  expect(held.said).toBe("markHandle 3. markAt 30 40");
  const led = step(step(held, 0.1, 0), 0.1, 0.1);
  expect(led.said).toBe("markAt 50 50. markSize 40 30");
  expect(box(led)).toEqual([100, 100, 400, 150]);
  expect(box(undo(led))).toEqual([100, 100, 200, 100]);
  const whole = grasp(grasp(led));
  expect(whole.said).toBe("markChosen toolBox");
  expect(box(step(whole, 0.1, 0))).toEqual([200, 100, 400, 150]);
  expect(act(held).handle).toBeUndefined();
});

test("by keyboard what is led out of sight is followed", () => {
  const away = Array.from({ length: 9 }).reduce<Desk>((now) => step(now, 0.1, 0), zoom(aBox(), 6));
  const [scale, x] = lensOf(away);
  expect(around(marks(away)[0]!.points)[0] * scale + x).toBeLessThanOrEqual(500);
});

test("by keyboard a text is written anew; no other mark is", () => {
  expect(rewrite(aText()).writing).toEqual(marks(aText())[0]?.points[0]);
  expect(rewrite(aBox()).writing).toBeUndefined();
});

test("a crop is changed by its corners", () => {
  const cropped = stroke(desk("crop"), [100, 100], [500, 400]);
  expect(cropOf(stroke(cropped, [500, 400], [700, 300]))).toEqual([100, 100, 600, 200]);
  expect(cropOf(stroke(cropped, [100, 400], [200, 450]))).toEqual([200, 100, 300, 350]);
});

test("the pointer shows what it would take hold of", () => {
  expect([cursorAt(aBox(), [300, 200]), cursorAt(aBox(), [200, 100]), cursorAt(aBox(), [800, 400])]).toEqual([
    "pointer",
    "move",
    "",
  ]);
  const cropped = stroke(desk("crop"), [100, 100], [500, 400]);
  expect([cursorAt(cropped, [500, 400]), cursorAt(cropped, [300, 200])]).toEqual(["pointer", ""]);
  expect(cursorAt(takeTool(aBox(), "pen"), [200, 100])).toBe("");
});
