import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningPostgres, startPostgres } from "../../../build/services/postgres.ts";
import { STUB_EPOCH, stubSetup } from "../../../server-stub/fixture.ts";
import { MIGRATIONS, NewerSchemaError } from "../migrations/index.ts";
import { createStore } from "../store.ts";
import { storeSuite } from "../store-suite.ts";
import { openPostgresEngine } from "./postgres-engine.ts";

let postgres: RunningPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres.close());

storeSuite("PostgreSQL", async () => createStore(await openPostgresEngine(await postgres.createDatabase("suite"))));

test("several processes may start on an empty database at once", async () => {
  const url = await postgres.createDatabase("together");
  const engines = await Promise.all(Array.from({ length: 6 }, () => openPostgresEngine(url, 2)));
  const { sql } = engines[0] ?? expect.fail();
  expect(await engines[0]?.read(sql.selectFrom("schema_version").selectAll().compile())).toEqual([
    { id: 1, version: MIGRATIONS.length },
  ]);
  await Promise.all(engines.map((engine) => engine.close()));
});

test("of several processes that start together on an empty database, one sets it up", async () => {
  const url = await postgres.createDatabase("first");
  const stores = await Promise.all(
    Array.from({ length: 5 }, async () => createStore(await openPostgresEngine(url, 2))),
  );
  const setups = stores.map((_, index) => {
    const setup = stubSetup({ origins: [], ownerRole: null, expiresAt: null }, STUB_EPOCH);
    return { ...setup, organization: { ...setup.organization, name: `process ${index}` } };
  });
  const done = await Promise.all(
    stores.map((store, index) => store.organizations.setUp(setups[index] ?? expect.fail())),
  );
  expect(done.filter(Boolean)).toHaveLength(1);
  await Promise.all(stores.map((store) => store.close()));
});

test("a query runs on when the connection has forgotten its name, as behind a pooler", async () => {
  const engine = await openPostgresEngine(await postgres.createDatabase("forgetful"), 1);
  const query = engine.sql.selectFrom("schema_version").select("version").compile();
  const forget = { ...query, sql: "deallocate all" };
  for (let times = 0; times < 3; times++) expect(await engine.read(query)).toEqual([{ version: MIGRATIONS.length }]);
  await engine.read(forget);
  for (let times = 0; times < 3; times++) expect(await engine.read(query)).toEqual([{ version: MIGRATIONS.length }]);
  await engine.close();
});

test("a database of a newer version is left alone", async () => {
  const url = await postgres.createDatabase("newer");
  const engine = await openPostgresEngine(url);
  await engine.write([{ query: engine.sql.updateTable("schema_version").set({ version: 999 }).compile() }]);
  await engine.close();
  await expect(openPostgresEngine(url)).rejects.toThrow(NewerSchemaError);
});
