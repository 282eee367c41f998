import { expect, test } from "vitest";
import { newDesk, redo, undo } from "./desk.ts";
import { grasp, rewrite } from "./hand.ts";
import { changeOf } from "./keyboard.ts";

const key = (name: string, more: Partial<KeyboardEvent> = {}) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  ...more,
});
const desk = newDesk(() => "", [1_000, 500], [500, 300]);
const after = (name: string, more: Partial<KeyboardEvent> = {}) => changeOf(key(name, more), true)?.(desk);

test("undo and redo have the keys of every system, wherever the focus is", () => {
  expect(changeOf(key("z", { ctrlKey: true }), false)).toBe(undo);
  expect(changeOf(key("z", { metaKey: true }), false)).toBe(undo);
  expect(changeOf(key("Z", { metaKey: true, shiftKey: true }), false)).toBe(redo);
  expect(changeOf(key("y", { ctrlKey: true }), true)).toBe(redo);
});

test("on the picture arrows move by a hundredth, with Shift by a tenth", () => {
  expect(after("ArrowLeft")?.cursor).toEqual([490, 250]);
  expect(after("ArrowDown", { shiftKey: true })?.cursor).toEqual([500, 300]);
});

test("digits take the tools in their order", () => {
  expect(["1", "3", "8", "9"].map((digit) => after(digit)?.tool)).toEqual(["select", "box", "redact", "crop"]);
});

test("on the picture the space bar takes hold of handles, and F2 writes a text anew", () => {
  expect([changeOf(key(" "), true), changeOf(key("F2"), true)]).toEqual([grasp, rewrite]);
  expect([changeOf(key(" "), false), changeOf(key("F2"), false)]).toEqual([undefined, undefined]);
});

test("beside the picture keys are what they are in any window", () => {
  for (const name of ["ArrowLeft", "Enter", " ", "Delete", "1", "+"])
    expect(changeOf(key(name), false)).toBeUndefined();
});

test("a key that an input method is composing with is none of ours", () => {
  for (const name of ["Enter", " ", "z"])
    expect(changeOf(key(name, { isComposing: true, ctrlKey: name === "z" }), true)).toBeUndefined();
});

test("the browser's own shortcuts stay the browser's", () => {
  expect(changeOf(key("+", { ctrlKey: true }), true)).toBeUndefined();
  expect(changeOf(key("ArrowLeft", { altKey: true }), true)).toBeUndefined();
  expect(changeOf(key("Tab"), true)).toBeUndefined();
});
