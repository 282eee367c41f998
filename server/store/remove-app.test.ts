import { afterAll, beforeAll, expect, test } from "vitest";
import { ownEngine } from "../../server-stub/own-database.ts";
import { TABLES_OF_AN_APP } from "./remove-app.ts";

let database: Awaited<ReturnType<typeof ownEngine>>;
beforeAll(async () => {
  database = await ownEngine();
});
afterAll(() => database.drop());

/** The log of changes says what became of an app, so it outlives it. */
const OUTLIVE = ["audit"];
/** Each engine has words of its own for what tables it has. */
const TABLES_WITH_APP_ID = {
  SQLite:
    "SELECT m.name AS name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'app_id' WHERE m.type = 'table'",
  PostgreSQL:
    "SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'app_id'",
};

test("every table with a column app_id is emptied when an app goes: add a new one to TABLES_OF_AN_APP", async () => {
  const tables = (await database.look(TABLES_WITH_APP_ID[database.engine])).map(({ name }) => String(name));
  expect(tables.filter((name) => !OUTLIVE.includes(name) && !/search/.test(name)).sort()).toEqual(
    [...TABLES_OF_AN_APP].sort(),
  );
});
