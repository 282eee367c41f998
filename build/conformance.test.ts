import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { conformanceDocument, conformanceRows, NOT_YET } from "./conformance.ts";
import { ROOT } from "./run.ts";

test("docs/conformance.md says what the tests are named; npm run conformance writes it", () => {
  expect(readFileSync(join(ROOT, "docs/conformance.md"), "utf8")).toBe(conformanceDocument());
});

test("each row either has its test, or is named as not there yet", () => {
  const missing = conformanceRows().filter(({ says }) => says === undefined);
  expect(Object.keys(NOT_YET)).toEqual(missing.map(({ id }) => id));
});
