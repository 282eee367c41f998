import { expect, test } from "vitest";
import { submissionSchema } from "../contract/submission.ts";
import { metadataFrom } from "./site-metadata.ts";

test("what can be sent goes, and nothing to say is no mistake", () => {
  const given = { plan: "pro", seats: 3, isTrial: false, userId: null, team: undefined };
  expect(metadataFrom(given)).toEqual({ metadata: { plan: "pro", seats: 3, isTrial: false }, problems: [] });
  for (const nothing of [undefined, null, {}]) expect(metadataFrom(nothing)).toEqual({ metadata: {}, problems: [] });
});

test.each([
  ["a date", { when: new Date(0) }],
  ["no number", { n: Number.NaN }],
  ["an object", { a: { b: 1 } }],
  ["a list", { a: [1] }],
  ["a name that is too long", { ["x".repeat(129)]: 1 }],
  ["a text instead of an object", "pro"],
])("%s is left out, and the site's developer is told", (_what, given) => {
  const { metadata, problems } = metadataFrom(given);
  expect(metadata).toEqual({});
  expect(problems).toHaveLength(1);
});

test("what does not fit is left out, the rest goes, and the server takes it", () => {
  const given = { plan: "pro", large: "ü".repeat(3_000), seats: 3, more: "x".repeat(4_000) };
  const { metadata, problems } = metadataFrom(given);
  expect(Object.keys(metadata)).toEqual(["plan", "seats", "more"]);
  expect(problems).toEqual([expect.stringContaining('"large" does not fit')]);
  expect(submissionSchema.safeParse({ content: "x", metadata }).success).toBe(true);
});
