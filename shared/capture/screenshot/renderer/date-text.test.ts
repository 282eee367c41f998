import { expect, test } from "vitest";
import { dateTextOf } from "./date-text.ts";

const said = (type: string, value: string, step = "") =>
  dateTextOf({ localName: "input", type, value, step } as HTMLInputElement)
    ?.filter(({ isField }) => isField)
    .map(({ text }) => text);

test("a date is said in its parts, whatever the time zone", () => {
  expect(said("date", "2026-11-01")?.toSorted()).toEqual(["01", "11", "2026"]);
});

test("a time has seconds only where its field has", () => {
  expect(said("time", "09:37")).toEqual(expect.arrayContaining(["09", "37"]));
  expect(said("time", "09:37")).not.toContain("00");
  expect(said("time", "09:37", "1")).toContain("00");
  expect(said("datetime-local", "2026-02-03T04:05:06")).toEqual(expect.arrayContaining(["2026", "04", "05", "06"]));
});

test("where nothing has been entered stands what is asked for, and no date", () => {
  expect(said("date", "")?.toSorted()).toEqual(["dd", "mm", "yyyy"]);
  expect(said("time", "")).toEqual(expect.arrayContaining(["--"]));
  expect(said("time", "")?.join("")).not.toMatch(/\d/);
});

test("other fields are none of its business", () => {
  expect(said("text", "2026-11-21")).toBeUndefined();
});
