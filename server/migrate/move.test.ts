import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sql as raw } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningPostgres, startPostgres } from "../../build/services/postgres.ts";
import { openStorage } from "../open-storage.ts";
import { moveState } from "../store/moves.ts";
import { openPostgresDestination, openSqliteDestination } from "./destination.ts";
import { moveRows } from "./move.ts";
import { dumpOf, makeSampleInstallation, sampleId } from "./sample-installation.ts";
import { snapshotOfPostgres, snapshotOfSqlite } from "./snapshot.ts";
import { movedTables, ownTables, TABLES } from "./tables.ts";

const folder = mkdtempSync(join(tmpdir(), "earshot-move-"));
let postgres: RunningPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(async () => {
  await postgres.close();
  rmSync(folder, { recursive: true, force: true });
});

const options = { now: () => 1_000, onProgress: () => {} };

const move = async (dataFolder: string, url: string) => {
  const source = snapshotOfSqlite(dataFolder);
  const destination = await openPostgresDestination(url);
  try {
    return await moveRows(source, destination, options);
  } finally {
    await destination.engine.close();
    await source.close();
  }
};

const change = (dataFolder: string, statements: string): void => {
  const database = new DatabaseSync(join(dataFolder, "earshot.db"));
  database.exec(statements);
  database.close();
};

test("every table of the schema is moved, or says why not: a new one needs a line in tables.ts", async () => {
  const data = join(folder, "tables");
  await makeSampleInstallation(data);
  const url = await postgres.createDatabase("tables");
  await (await openPostgresDestination(url)).engine.close();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows: inPostgres } = await client.query(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema()",
  );
  const { rows: columns } = await client.query(
    "SELECT table_name AS name, column_name AS column FROM information_schema.columns WHERE table_schema = current_schema()",
  );
  await client.end();
  const database = new DatabaseSync(join(data, "earshot.db"));
  const inSqlite = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  // The index of words keeps its own tables beside it.
  const tables = inSqlite.map(({ name }) => String(name)).filter((name) => !/^(sqlite_|feedback_search_)/.test(name));
  const planned = [...movedTables().map(({ name }) => name), ...ownTables().map(({ table }) => table)].sort();
  expect(planned).toEqual(tables.sort());
  expect(planned).toEqual(inPostgres.map(({ name }) => name).sort());
  expect(Object.keys(TABLES).sort()).toEqual(planned.filter((name) => name !== "feedback_search"));

  for (const { name, key, large } of movedTables()) {
    const unique = database
      .prepare(
        `SELECT group_concat(i.name) AS columns FROM pragma_index_list('${name}') l, pragma_index_info(l.name) i WHERE l."unique" GROUP BY l.name
         UNION ALL SELECT group_concat(name) FROM pragma_table_info('${name}') WHERE pk > 0`,
      )
      .all()
      .map((row) => String(row.columns).split(",").sort().join());
    expect(unique, `${name} is told apart by ${key}`).toContain([...key].sort().join());
    const all = columns.filter((row) => row.name === name).map(({ column }) => column);
    if (large) expect([...large.others, large.column].sort(), name).toEqual(all.sort());
  }
  database.close();
  for (const { reason } of ownTables()) expect(reason.length).toBeGreaterThan(20);
});

test("rows of every table arrive as they are, in pages; a second run writes only what is new, changed or gone", async () => {
  const data = join(folder, "all");
  const url = await postgres.createDatabase("everything");
  await makeSampleInstallation(data, {
    feedback: 120,
    pictures: 30,
    deliveries: 1_100,
    feedback_tags: 1_001,
    usage: 600,
  });
  const first = await move(data, url);
  expect(first.every(({ source, destination, copied }) => source === destination && copied === source)).toBe(true);
  expect(first.map(({ table }) => table)).toEqual(movedTables().map(({ name }) => name));
  const compare = async () => {
    const [source, destination] = [snapshotOfSqlite(data), await snapshotOfPostgres(url)];
    expect(await dumpOf(destination)).toEqual(await dumpOf(source));
    await Promise.all([source.close(), destination.close()]);
  };
  await compare();

  expect((await move(data, url)).every(({ copied, changed, removed }) => copied + changed + removed === 0)).toBe(true);
  change(
    data,
    `UPDATE feedback SET status = 'done', updated_at = 7 WHERE id = '${sampleId("feedback", 5)}';
     DELETE FROM feedback WHERE id = '${sampleId("feedback", 6)}';
     DELETE FROM pictures WHERE rowid = 1;
     UPDATE keys SET revoked_at = 9 WHERE id = '${sampleId("keys", 0)}';
     DELETE FROM sessions; DELETE FROM sign_in_links; DELETE FROM webhooks;
     UPDATE customers SET id = 'abcabcabcabcabcabcabcabc', submissions = 1 WHERE id = '${sampleId("customers", 1)}';
     INSERT INTO feedback (app_id, id, created_at, updated_at, status, source_type, submission)
       VALUES ('a', 'bbbbbbbbbbbbbbbbbbbbbbbb', 1, 1, 'new', 'api', '{"content":"brand new words"}');`,
  );
  const third = Object.fromEntries((await move(data, url)).map((row) => [row.table, row]));
  expect(third.feedback).toMatchObject({ source: 120, copied: 1, changed: 1, removed: 1 });
  expect(third.customers, "the same identity under another id").toMatchObject({ source: 3, copied: 1, removed: 1 });
  expect(third.sessions).toMatchObject({ source: 0, destination: 0, removed: 3 });
  expect(third.keys).toMatchObject({ copied: 0, changed: 1, removed: 0 });
  await compare();

  const { engine } = await openPostgresDestination(url);
  const found = await engine.read(
    engine.search
      .newest(engine.sql.selectFrom("feedback").select("feedback.id"), { words: ["brand", "new"], appIds: ["a"] })
      .compile(),
  );
  expect(found).toEqual([{ id: "b".repeat(24) }]);
  await engine.close();
}, 60_000);

test("it moves back into an empty data folder, with a search that finds", async () => {
  const [data, back] = [join(folder, "there"), join(folder, "back")];
  const url = await postgres.createDatabase("there");
  await makeSampleInstallation(data, { feedback: 60 });
  await move(data, url);
  const source = await snapshotOfPostgres(url);
  const destination = await openSqliteDestination(back);
  await moveRows(source, destination, options);
  const there = snapshotOfSqlite(data);
  expect(await dumpOf(destination.engine)).toEqual(await dumpOf(there));
  await Promise.all([there.close(), destination.engine.close(), source.close()]);
});

test("a destination is refused that holds other tables, another installation, or one that a server has opened", async () => {
  const [data, other] = [join(folder, "mine"), join(folder, "other")];
  await makeSampleInstallation(data);
  await makeSampleInstallation(other, {}, { of: "o" });
  const foreign = await postgres.createDatabase("foreign");
  const client = new pg.Client({ connectionString: foreign });
  await client.connect();
  await client.query("CREATE TABLE orders (id integer)");
  await expect(move(data, foreign)).rejects.toThrow(/tables of another program \(orders\)\. Nothing was written/);
  const { rows } = await client.query(
    "SELECT count(*) AS tables FROM information_schema.tables WHERE table_schema = 'public'",
  );
  expect(Number(rows[0].tables)).toBe(1);
  await client.end();

  const mine = await postgres.createDatabase("mine");
  await move(data, mine);
  await expect(move(other, mine)).rejects.toThrow(/holds an installation already: another one/);
  await move(data, mine); // it still belongs to the move
  await (await openStorage({ dataFolder: join(folder, "new"), databaseUrl: mine, onlyReads: true })).store.close();
  await move(data, mine); // who only reads takes nothing over
  await (await openStorage({ dataFolder: join(folder, "new"), databaseUrl: mine })).store.close();
  await expect(move(data, mine)).rejects.toThrow(/holds an installation already.*Name an empty database\.$/);
});

test("a server does not start on a database that is half filled, nor is one moved from", async () => {
  const data = join(folder, "half");
  const url = await postgres.createDatabase("half");
  await makeSampleInstallation(data, { feedback: 200 });
  const [source, destination] = [snapshotOfSqlite(data), await openPostgresDestination(url)];
  const cut = { ...destination.engine, write: destination.engine.write };
  let writes = 0;
  cut.write = async (unit) => {
    if (++writes > 8) throw new Error("the network is gone");
    return destination.engine.write(unit);
  };
  await expect(moveRows(source, { ...destination, engine: cut }, options)).rejects.toThrow("the network is gone");
  expect(await moveState(destination.engine)).toMatchObject({ finishedAt: null });
  for (const onlyReads of [false, true])
    await expect(openStorage({ dataFolder: join(folder, "new"), databaseUrl: url, onlyReads })).rejects.toThrow(
      /is being filled by earshot migrate, which has not ended\. Run it again/,
    );
  const half = await snapshotOfPostgres(url);
  const empty = await openSqliteDestination(join(folder, "empty"));
  await expect(moveRows(half, empty, options)).rejects.toThrow(/is itself being filled/);
  await Promise.all([source.close(), destination.engine.close(), half.close(), empty.engine.close()]);
  await move(data, url);
  await (await openStorage({ dataFolder: join(folder, "new"), databaseUrl: url })).store.close();
});

test("a source of another schema, that is empty, or that is no database of ours is refused with what to do", async () => {
  const data = join(folder, "odd");
  await makeSampleInstallation(data, Object.fromEntries(movedTables().map(({ name }) => [name, 0])));
  const url = await postgres.createDatabase("odd");
  await expect(move(data, url)).rejects.toThrow(/is not set up: there is nothing to move/);
  change(data, "UPDATE schema_version SET version = version - 1");
  await expect(move(data, url)).rejects.toThrow(
    /has schema \d+ and this Earshot writes \d+\. Run earshot start on it once/,
  );
  change(data, "UPDATE schema_version SET version = 99");
  await expect(move(data, url)).rejects.toThrow(/has schema 99, which a newer Earshot wrote.*Move it with the version/);
  change(data, "DROP TABLE schema_version");
  await expect(move(data, url)).rejects.toThrow(/holds no Earshot/);
  await expect(move(join(folder, "nowhere"), url)).rejects.toThrow(/no installation in .*Say where it is/);
});

test("the source can be written to while it is read, and the snapshot says that it was", async () => {
  const data = join(folder, "live");
  await makeSampleInstallation(data);
  const quiet = snapshotOfSqlite(data);
  expect(await quiet.end()).toBe(false);
  await quiet.close();
  const source = snapshotOfSqlite(data);
  change(data, "DELETE FROM feedback");
  const feedback = await source.read(source.sql.selectFrom("feedback").select("id").compile());
  expect(feedback).toHaveLength(3);
  expect(await source.end()).toBe(true);
  await source.close();
});

test("what something else writes into the destination meanwhile is found, and it is not said to be done", async () => {
  const data = join(folder, "meddled");
  const url = await postgres.createDatabase("meddled");
  await makeSampleInstallation(data);
  const [source, destination] = [snapshotOfSqlite(data), await openPostgresDestination(url)];
  const meddle = async ({ table }: { table: string }) => {
    if (table === "audit")
      await destination.engine.write([{ query: raw`update pictures set bytes = 'x'`.compile(destination.engine.sql) }]);
  };
  const waiting: Array<Promise<void>> = [];
  const onProgress = (progress: { table: string }) => void waiting.push(meddle(progress));
  await expect(moveRows(source, destination, { ...options, onProgress })).rejects.toThrow(
    /pictures is not the same in both databases/,
  );
  await Promise.all(waiting);
  expect(await moveState(destination.engine)).toMatchObject({ finishedAt: null });
  await Promise.all([source.close(), destination.engine.close()]);
});
