import { expect, test } from "vitest";
import type { Usage } from "../../shared/contract/usage.ts";
import { daysOf, firstDay, refusedOf, seriesOf } from "./figures.ts";

const row = (day: string, key: string, requests: number, refusals: Usage["data"][number]["refusals"] = {}) => ({
  day,
  key,
  app: "a",
  requests,
  throttled: refusals.rate_limited ?? 0,
  events: 0,
  refusals,
});
const LABELS = { of: (name: string) => name.toUpperCase(), rest: "others" };

test("days without any request are there as nothing, across a change of clocks and a leap day", () => {
  expect(daysOf({ from: "2024-02-28", to: "2024-03-01" })).toEqual(["2024-02-28", "2024-02-29", "2024-03-01"]);
  expect(daysOf({ from: "2026-03-01", to: "2026-03-31" })).toHaveLength(31);
});

test("a range of so many days ends today, in UTC", () => {
  expect(firstDay(Date.parse("2026-10-05T23:59:00Z"), 7)).toBe("2026-09-29");
});

test("figures are added up by day and name, the largest first", () => {
  const usage = {
    from: "2026-10-01",
    to: "2026-10-03",
    data: [row("2026-10-03", "a", 2), row("2026-10-03", "b", 5), row("2026-10-01", "a", 1)],
  };
  expect(seriesOf(usage, ({ key, requests }) => [[key, requests]], LABELS)).toEqual([
    { name: "b", label: "B", values: [0, 0, 5] },
    { name: "a", label: "A", values: [1, 0, 2] },
  ]);
});

test("from the sixth on they are one line, and nothing is lost in it", () => {
  const data = [..."abcdefgh"].map((key, index) => row("2026-10-01", key, 10 - index));
  const series = seriesOf(
    { from: "2026-10-01", to: "2026-10-01", data },
    ({ key, requests }) => [[key, requests]],
    LABELS,
  );
  expect(series.map(({ label }) => label)).toEqual(["A", "B", "C", "D", "E", "others"]);
  expect(series.at(-1)?.values).toEqual([5 + 4 + 3]);
});

test("what was refused is the sum of all codes", () => {
  expect(refusedOf(row("2026-10-01", "a", 9, { rate_limited: 3, invalid_body: 2 }))).toBe(5);
});
