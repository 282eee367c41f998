import { expect, test } from "vitest";
import { imagesBy } from "./image-policy.ts";

test.each<[policy: string, expected: boolean | undefined]>([
  ["", undefined],
  ["upgrade-insecure-requests", undefined],
  ["frame-ancestors 'self'; script-src 'self'", undefined],
  ["img-src data:", true],
  ["IMG-SRC 'self' DATA:", true],
  ["default-src 'self'; img-src * data:", true],
  ["default-src data:", true],
  ["default-src 'self' data:; img-src 'self'", false],
  ["img-src 'self'; img-src data:", false],
  ["img-src *", false],
  ["img-src", false],
  ["img-src 'none'", false],
  ["img-src https://data.example/data:", false],
  ["default-src 'self'", false],
  ["default-src 'self';\n  img-src\tdata: ;", true],
  ["img-src data:, default-src 'self'", false],
  ["img-src data:, script-src 'self'", true],
])("of `%s` it is said: %s", (policy, expected) => {
  expect(imagesBy(policy)).toBe(expected);
});
