import { expect, test } from "vitest";
import { parseRetryAfter } from "./retry-after.ts";

const NOW = Date.parse("2026-01-01T00:00:00Z");

test.each([
  ["120", 120_000],
  [" 0 ", 0],
  ["Thu, 01 Jan 2026 00:00:30 GMT", 30_000],
  ["Wed, 31 Dec 2025 23:59:00 GMT", 0],
  [null, undefined],
  ["", undefined],
  ["soon", undefined],
  ["1.5", undefined],
  ["-3", undefined],
])("Retry-After %j is a wait of %j ms", (header, wait) => {
  expect(parseRetryAfter(header, NOW)).toBe(wait);
});
