import { afterAll, expect, test } from "vitest";
import { momentOf, timeIn } from "./moment.ts";

const zone = process.env.TZ;
process.env.TZ = "Asia/Tokyo";
afterAll(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

test.each([
  ["2025-12-01", "2025-12-01T00:00:00.000Z"],
  ["2025-12-01T10:00:00", "2025-12-01T10:00:00.000Z"],
  ["2025-12-01 10:00:00.123456", "2025-12-01T10:00:00.123Z"],
  ["2025-12-01T10:00z", "2025-12-01T10:00:00.000Z"],
  ["2025-12-01 10:00:00+02", "2025-12-01T08:00:00.000Z"],
  ["2025-12-01T10:00:00-0530", "2025-12-01T15:30:00.000Z"],
])("%s is %s, wherever this machine stands", (text, iso) => {
  expect(timeIn(text)).toBe(Date.parse(iso));
});

test.each(["1", "", "12/01/2025", "Mon, 01 Dec 2025 10:00:00 GMT", "2025-13-01", "2025-12-01T99:00", null, undefined])(
  "%j is no time",
  (text) => {
    expect(timeIn(text)).toBeUndefined();
    expect(() => momentOf(text, Date.now())).toThrow("does not say when");
  },
);
