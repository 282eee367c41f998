import { expect, test } from "vitest";
import { createStatementNames, isAboutName } from "./statement-names.ts";

test("a text gets a name when it comes again, its own, and keeps it", () => {
  const names = createStatementNames();
  expect([names.of("a"), names.of("b")]).toEqual([undefined, undefined]);
  expect([names.of("a"), names.of("b"), names.of("a")]).toEqual(["earshot_1", "earshot_2", "earshot_1"]);
});

test("there are only so many names, and texts that come once use none up", () => {
  const names = createStatementNames(3);
  for (let i = 0; i < 100; i++) expect(names.of(`once ${i}`)).toBeUndefined();
  const given = ["a", "b", "c", "d"].map((text) => [names.of(text), names.of(text)][1]);
  expect(given).toEqual(["earshot_1", "earshot_2", "earshot_3", undefined]);
  expect(names.of("a")).toBe("earshot_1");
});

test("once they are of no use, no text has one", () => {
  const names = createStatementNames();
  names.of("a");
  expect(names.of("a")).toBe("earshot_1");
  names.stop();
  expect(names.of("a")).toBeUndefined();
});

test("an error is about a name when the connection does not know it, or knows another by it", () => {
  expect(isAboutName({ code: "26000" })).toBe(true);
  expect(isAboutName({ code: "42P05" })).toBe(true);
  expect(isAboutName({ code: "57P01" })).toBe(false);
  expect(isAboutName(new Error("x"))).toBe(false);
});
