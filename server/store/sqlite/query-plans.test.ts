import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql as raw } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Engine } from "../engine.ts";
import type { FeedbackFilter } from "../feedback.ts";
import { listQuery } from "../feedback-list.ts";
import { openSqliteEngine } from "./sqlite-engine.ts";

const folder = mkdtempSync(join(tmpdir(), "earshot-plans-"));
let engine: Engine;
beforeAll(async () => {
  engine = await openSqliteEngine(join(folder, "earshot.db"));
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const [A, B] = ["000000000000000000000a01", "000000000000000000000a02"];
const NOTHING: FeedbackFilter = {
  limit: 50,
  before: "019b7bfdf6ca5981469c1ce6",
  appId: undefined,
  status: undefined,
  category: undefined,
  sourceType: undefined,
  tag: undefined,
  since: undefined,
  until: undefined,
};

/** What SQLite would do for a list, step by step. */
const planOf = async (appIds: string[], filter: Partial<FeedbackFilter>): Promise<string> => {
  const { sql, parameters } = listQuery(engine, appIds, { ...NOTHING, ...filter });
  const explained = raw<{ detail: string }>`${raw.raw("explain query plan ")}`.compile(engine.sql);
  const steps = await engine.read<{ detail: string }>({ ...explained, sql: explained.sql + sql, parameters } as never);
  return steps.map(({ detail }) => detail).join("\n");
};

test.each([
  ["nothing", {}, "sqlite_autoindex_feedback_1 (app_id=? AND id<?)"],
  ["status", { status: "new" }, "feedback_by_status (app_id=? AND status=? AND id<?)"],
  ["category", { category: "idea" }, "feedback_by_category (app_id=? AND category=? AND id<?)"],
  ["statuses", { status: ["new", "done"] }, "feedback_by_status (app_id=? AND status=? AND id<?)"],
  ["categories", { category: ["idea", "other"] }, "feedback_by_category (app_id=? AND category=? AND id<?)"],
  ["sourceType", { sourceType: "api" }, "feedback_by_source (app_id=? AND source_type=? AND id<?)"],
  ["assignee", { assignee: A }, "feedback_by_assignee (app_id=? AND assignee=? AND id<?)"],
  ["customer", { customerId: A }, "feedback_by_customer (app_id=? AND customer_id=? AND id<?)"],
  ["time", { since: 1, until: 2, before: undefined }, "sqlite_autoindex_feedback_1 (app_id=? AND id>? AND id<?)"],
] as const)(
  "a list filtered by %s follows an index in its order, of one app and of several",
  async (_, filter, index) => {
    for (const appIds of [[A], [A, B]]) {
      const plan = await planOf(appIds, filter);
      expect(plan).toContain(`INDEX ${index}`);
      expect(plan).not.toMatch(/^SCAN feedback\b/m);
    }
    const one = Object.values(filter).every((value) => !Array.isArray(value));
    if (one) expect(await planOf([A], filter)).not.toContain("TEMP B-TREE");
  },
);

test("a list filtered by tag looks tags up by their own index", async () => {
  const plan = await planOf([A], { tag: "cart" });
  expect(plan).toContain("(app_id=? AND tag=? AND feedback_id=?)");
  expect(plan).not.toContain("TEMP B-TREE");
});

test("words are found by the search index, the newest first, without sorting or reading other records", async () => {
  for (const filter of [{}, { status: "new" }, { tag: "cart" }, { customerId: A }] as const) {
    const plan = (await planOf([A], { words: ["cart"], ...filter })).split("\n");
    expect(plan[0]).toMatch(/^SCAN feedback_search VIRTUAL TABLE INDEX/);
    expect(plan[1]).toMatch(/^SEARCH feedback USING INDEX/);
    expect(plan.join()).not.toContain("TEMP B-TREE");
  }
});
