import { expect, test } from "vitest";
import type { FeedbackList } from "../../shared/contract/record.ts";
import { exampleRecord } from "../testing/example-record.ts";
import { firstPage, withNewest, withNextPage } from "./pages.ts";

const record = (number: number, updatedAt = "2026-10-05T12:00:00.000Z") =>
  exampleRecord({ id: number.toString(16).padStart(24, "0"), updatedAt });
const page = (numbers: number[], nextCursor: string | null): FeedbackList => ({
  data: numbers.map((number) => record(number)),
  nextCursor,
});
const numbers = ({ records }: { records: { id: string }[] }) => records.map(({ id }) => Number.parseInt(id, 16));

test("the next page goes below, without what is there already", () => {
  const pages = withNextPage(firstPage(page([9, 8, 7], "c7")), "c7", page([7, 6], null));
  expect(numbers(pages)).toEqual([9, 8, 7, 6]);
  expect(pages.cursor).toBeNull();
});

test("a page asked for before the list started anew is dropped", () => {
  const pages = firstPage(page([99, 98], "c98"));
  expect(withNextPage(pages, "c7", page([6, 5], null))).toBe(pages);
});

test("new records come on top, older pages stay and loading goes on where it was", () => {
  const before = withNextPage(firstPage(page([9, 8, 7], "c7")), "c7", page([6, 5, 4], "c4"));
  const { pages, arrived } = withNewest(before, page([11, 10, 9], "c9"));
  expect(numbers(pages)).toEqual([11, 10, 9, 8, 7, 6, 5, 4]);
  expect(pages.cursor).toBe("c4");
  expect(arrived).toBe(2);
});

test("what was deleted goes, what did not change stays the same object, what changed is replaced", () => {
  const before = firstPage(page([9, 8, 7], "c7"));
  const changed = record(7, "2026-10-05T13:00:00.000Z");
  const { pages, arrived } = withNewest(before, { data: [before.records[0]!, changed], nextCursor: "c7" });
  expect(numbers(pages)).toEqual([9, 7]);
  expect(pages.records[0]).toBe(before.records[0]);
  expect(pages.records[1]).toBe(changed);
  expect(arrived).toBe(0);
});

test("when more arrived than a page holds, the list starts anew and has no hole", () => {
  const { pages, arrived } = withNewest(firstPage(page([9, 8, 7], "c7")), page([30, 29, 28], "c28"));
  expect(numbers(pages)).toEqual([30, 29, 28]);
  expect(pages.cursor).toBe("c28");
  expect(arrived).toBe(3);
});

test("the last one deleted leaves an empty list, and a first one fills it", () => {
  const { pages } = withNewest(firstPage(page([9], null)), page([], null));
  expect(pages).toEqual({ records: [], cursor: null });
  expect(withNewest(pages, page([10], null))).toMatchObject({ arrived: 1 });
});
