import { expect, test } from "vitest";
import { exactTime, relativeTime } from "./relative-time.ts";

const NOW = Date.parse("2026-10-05T12:00:00.000Z");
const ago = (seconds: number) => relativeTime(new Date(NOW - seconds * 1_000).toISOString(), NOW);

test("a time is told in the largest unit that fits", () => {
  expect([59, 60, 3_599, 3_600, 86_400, 3 * 86_400, 8 * 86_400, 400 * 86_400].map(ago)).toEqual([
    "just now",
    "1 minute ago",
    "59 minutes ago",
    "1 hour ago",
    "yesterday",
    "3 days ago",
    "last week",
    "last year",
  ]);
});

test("a clock that runs ahead does not tell of the future", () => expect(ago(-90)).toBe("just now"));

test("the exact time names the day and the zone", () => {
  expect(exactTime("2026-10-05T12:00:00.000Z")).toMatch(/October \d+, 2026 at .*:00:00/);
});
