import { expect, test } from "vitest";
import { exampleRecord } from "../testing/example-record.ts";
import { rebased } from "./send-changes.ts";

const record = exampleRecord({ tags: ["a", "b"] });

test("tags of both are kept, and what either took away is gone", () => {
  const theirs = { ...record, tags: ["b", "theirs"] };
  const { changes, isAtOdds } = rebased({ record, changes: { tags: ["a", "b", "mine"] } }, theirs);
  expect(changes.tags).toEqual(["b", "theirs", "mine"]);
  expect(isAtOdds).toBe(false);
  expect(rebased({ record, changes: { tags: ["a"] } }, theirs).changes.tags).toEqual(["theirs"]);
});

test("only the same field, made something else by both, is at odds", () => {
  const step = { record, changes: { status: "queued" as const } };
  expect(rebased(step, { ...record, status: "done" }).isAtOdds).toBe(true);
  expect(rebased(step, { ...record, status: "queued" }).isAtOdds).toBe(false);
  expect(rebased(step, { ...record, assignee: "68e25d00000000000000b002" }).isAtOdds).toBe(false);
});
