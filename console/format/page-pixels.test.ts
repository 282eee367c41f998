import { expect, test } from "vitest";
import { pagePixels } from "./page-pixels.ts";

const window = { width: 1280, height: 720, devicePixelRatio: 2 };

test.each([
  ["of the window", 2560, 1440, 2],
  ["of the window beside its scroll bar", 2530, 1440, 2],
  ["of the window, made smaller", 1792, 1008, 1.4],
  ["of a whole page", 2560, 9000, 2],
  ["of a whole page, made smaller", 1792, 6300, 1.4],
  ["of a part", 600, 300, 2],
  ["of a part as high as the window", 300, 1440, 2],
])("a picture %s", (_what, width, height, pixels) => {
  expect(pagePixels({ width, height }, window, "tab")).toBeCloseTo(pixels);
});

test("our own engines draw two pixels for one of the page at most, the extension has what the screen has", () => {
  const fine = { ...window, devicePixelRatio: 3 };
  expect(pagePixels({ width: 2560, height: 1440 }, fine, "renderer")).toBe(2);
  expect(pagePixels({ width: 900, height: 600 }, fine, "tab")).toBe(3);
});

test("where nothing is known of the window or its screen, it is guessed by the width alone", () => {
  expect(pagePixels({ width: 640, height: 300 }, undefined, undefined)).toBe(1);
  expect(pagePixels({ width: 640, height: 300 }, { width: 1280, height: 720 }, "renderer")).toBe(0.5);
});
