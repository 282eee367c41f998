import { expect, test } from "vitest";
import { commandOf } from "./keyboard.ts";

const key = (name: string, more: Partial<KeyboardEvent> = {}) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  ...more,
});

test("undo and redo have the keys of every system, wherever the focus is", () => {
  expect(commandOf(key("z", { ctrlKey: true }), false)).toEqual({ do: "undo" });
  expect(commandOf(key("z", { metaKey: true }), false)).toEqual({ do: "undo" });
  expect(commandOf(key("Z", { metaKey: true, shiftKey: true }), false)).toEqual({ do: "redo" });
  expect(commandOf(key("y", { ctrlKey: true }), true)).toEqual({ do: "redo" });
});

test("on the picture arrows move by a hundredth, with Shift by a tenth", () => {
  expect(commandOf(key("ArrowLeft"), true)).toEqual({ do: "step", x: -0.01, y: 0 });
  expect(commandOf(key("ArrowDown", { shiftKey: true }), true)).toEqual({ do: "step", x: 0, y: 0.1 });
});

test("beside the picture keys are what they are in any window", () => {
  for (const name of ["ArrowLeft", "Enter", " ", "Delete", "1", "+"])
    expect(commandOf(key(name), false)).toBeUndefined();
});

test("a key that an input method is composing with is none of ours", () => {
  for (const name of ["Enter", "Escape", " ", "z"])
    expect(commandOf(key(name, { isComposing: true, ctrlKey: name === "z" }), true)).toBeUndefined();
});

test("the browser's own shortcuts stay the browser's", () => {
  expect(commandOf(key("+", { ctrlKey: true }), true)).toBeUndefined();
  expect(commandOf(key("ArrowLeft", { altKey: true }), true)).toBeUndefined();
  expect(commandOf(key("Tab"), true)).toBeUndefined();
});
