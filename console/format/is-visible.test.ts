import { expect, test } from "vitest";
import { isVisible } from "./is-visible.ts";

test.each([
  ["zero-width space", "\u200b\u200b"],
  ["joiners", "\u200d\u200c\u2060"],
  ["byte order mark", "\ufeff"],
  ["marks of direction", "\u202e\u2066\u200f"],
  ["spaces and line ends", " \u00a0\u3000\n"],
  ["Hangul fillers", "\u3164\u115f\uffa0"],
  ["blank Braille", "\u2800"],
  ["soft hyphen", "\u00ad"],
  ["nothing", ""],
])("there is nothing to see in: %s", (_name, text) => {
  expect(isVisible(text)).toBe(false);
});

test.each(["x", "\u200b.\u200b", "👩‍👩‍👧", "日本", "\u202eabc"])("there is something to see in: %j", (text) => {
  expect(isVisible(text)).toBe(true);
});
