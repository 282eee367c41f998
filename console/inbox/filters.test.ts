import { expect, test } from "vitest";
import { exampleRecord } from "../testing/example-record.ts";
import { type Filters, isSame, listQuery, matches, NO_FILTERS, readFilters, writeFilters } from "./filters.ts";

const ME = "68e25d00000000000000b001";
const filters: Filters = {
  ...NO_FILTERS,
  q: "two words",
  status: ["new", "done"],
  category: ["idea"],
  tag: "a, b",
  assignee: "me",
  since: "2026-10-01",
  until: "2026-10-05",
};

test("filters come out of the address as they went in", () => {
  expect(readFilters(writeFilters(filters))).toEqual(filters);
  expect(isSame(readFilters(new URLSearchParams("status=done,new")), { ...NO_FILTERS, status: ["new", "done"] })).toBe(
    true,
  );
});

test("what is no filter in an address is none", () => {
  const odd = "status=gone,<b>&category=&assignee=../x&app=1&since=yesterday&until=2026-13-41&source=fax&customer=%00";
  expect(readFilters(new URLSearchParams(odd))).toEqual(NO_FILTERS);
});

test("the archive is asked for by name only, and the last day of a range is in it", () => {
  expect(listQuery(NO_FILTERS).status).toBe("new,triaged,queued,in_progress,done");
  const { since, until } = listQuery(filters);
  expect(Date.parse(until!) - Date.parse(since!)).toBe(5 * 24 * 3_600_000);
});

test.each<[string, Partial<Filters>, boolean]>([
  ["no filter", {}, true],
  ["another status", { status: ["done"] }, false],
  ["one of its tags", { tag: "cart" }, true],
  ["another tag", { tag: "car" }, false],
  ["its assignee as me", { assignee: "me" }, true],
  ["nobody", { assignee: "none" }, false],
  ["a day before it", { until: "2026-10-03" }, false],
])("a record that changed belongs to a list of %s or does not", (_name, given, expected) => {
  const record = exampleRecord({ tags: ["cart"], assignee: ME });
  expect(matches({ ...NO_FILTERS, ...given }, record, ME)).toBe(expected);
  expect(matches(NO_FILTERS, { ...record, status: "archived" }, ME)).toBe(false);
});
