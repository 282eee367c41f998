import { expect, test } from "vitest";
import type { CaptureMark } from "../../shared/contract/submission.ts";
import { TEXT } from "../text.ts";
import { markBox, markPlace } from "./mark-place.ts";

const mark = (kind: CaptureMark["kind"], ...points: [number, number][]): CaptureMark => ({
  kind,
  color: "red",
  points: points.map(([x, y]) => ({ x, y })),
});

test("an arrow is where its tip is, every other mark where its middle is", () => {
  expect(markPlace(mark("arrow", [0.9, 0.9], [0.1, 0.5]))).toEqual(["middle", "left"]);
  expect(markPlace(mark("box", [0.9, 0.9], [0.8, 0.1]))).toEqual(["middle", "right"]);
  expect(markPlace(mark("pin", [0.5, 1]))).toEqual(["bottom", "middle"]);
});

test("a mark is told in words", () => {
  const told = (one: CaptureMark) => TEXT.mark(one, markPlace(one));
  expect(told(mark("arrow", [0.9, 0.9], [0.1, 0.1]))).toBe("Red arrow to the top left");
  expect(told(mark("box", [0.4, 0.4], [0.6, 0.6]))).toBe("Red box in the middle");
  expect(told({ ...mark("pin", [0.9, 0.5]), color: "blue", number: 2 })).toBe("Blue number 2 at the right");
  expect(told(mark("highlight", [0.1, 0.9], [0.9, 0.9]))).toBe("Red highlight at the bottom");
});

test("the box around a mark is in pixels of the picture, with its margin", () => {
  expect(markBox(mark("arrow", [0.5, 0.1], [0.1, 0.2]), 1_000, 500, 10)).toEqual([90, 40, 420, 70]);
});
