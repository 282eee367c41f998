import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, expect, test } from "vitest";
import { openStorage } from "../open-storage.ts";
import { TABLES_OF_AN_APP } from "./remove-app.ts";

const folder = mkdtempSync(join(tmpdir(), "earshot-remove-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The log of changes says what became of an app, so it outlives it. */
const OUTLIVE = ["audit"];

test("every table with a column app_id is emptied when an app goes: add a new one to TABLES_OF_AN_APP", async () => {
  await (await openStorage({ dataFolder: folder })).store.close();
  const database = new DatabaseSync(join(folder, "earshot.db"));
  const tables = database
    .prepare(
      "SELECT m.name AS name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'app_id' WHERE m.type = 'table'",
    )
    .all()
    .map(({ name }) => String(name));
  database.close();
  expect(tables.filter((name) => !OUTLIVE.includes(name) && !/^search/.test(name)).sort()).toEqual(
    [...TABLES_OF_AN_APP].sort(),
  );
});
