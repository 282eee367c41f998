import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningPostgres, startPostgres } from "../../../build/services/postgres.ts";
import { STUB_APP_ID, STUB_EPOCH, stubSetup } from "../../../server-stub/fixture.ts";
import { createIds } from "../../ids.ts";
import type { NewFeedback } from "../feedback.ts";
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

test.each([
  ["as it likes", ""],
  [
    "row by row",
    "-c enable_hashjoin=off -c enable_mergejoin=off -c enable_hashagg=off -c enable_material=off -c enable_sort=off -c enable_tidscan=off",
  ],
])("a claim takes no more than was asked for where the database joins %s", async (_, plan) => {
  const url = new URL(await postgres.createDatabase(`joins${plan.length}`));
  if (plan) url.searchParams.set("options", plan);
  const store = createStore(await openPostgresEngine(url.href, 2));
  const setup = stubSetup({ origins: [], ownerRole: null, expiresAt: null }, STUB_EPOCH);
  await store.organizations.setUp(setup);
  const makeId = createIds({ now: () => STUB_EPOCH, monotonic: () => 0 });
  const webhook = { organizationId: setup.organization.id, appId: STUB_APP_ID, createdAt: STUB_EPOCH };
  for (const name of ["one", "two"])
    await store.webhooks.add(
      {
        ...webhook,
        id: makeId(),
        url: `https://${name}.example`,
        events: ["feedback.created"],
        secret: Buffer.from("x"),
      },
      20,
    );
  const rest = { screenshot: null, attachments: [], customer: null, singleUse: null, idempotency: null };
  const feedback = { appId: STUB_APP_ID, createdAt: STUB_EPOCH, submission: { content: "x" }, sourceType: "api" };
  for (let count = 0; count < 30; count++)
    await store.feedback.accept({ ...feedback, ...rest, id: makeId() } as NewFeedback);
  for (let count = 0; count < 3; count++) {
    const claim = { lease: makeId(), leaseMs: 15_000, limit: 4, passOver: [] };
    expect(await store.deliveries.claim(STUB_EPOCH, claim)).toHaveLength(4);
  }
  await store.close();
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

test("a unit is done whole when the connection has forgotten the names of its statements, as behind a pooler", async () => {
  const engine = await openPostgresEngine(await postgres.createDatabase("forgetful_writes"), 1);
  const add = (id: string) => ({
    query: engine.sql.insertInto("organizations").values({ id, name: "One of many", created_at: 0 }).compile(),
  });
  const forget = { ...engine.sql.selectFrom("schema_version").select("version").compile(), sql: "deallocate all" };
  for (let times = 0; times < 3; times++)
    expect(await engine.write([add(`a${times}`), add(`b${times}`)])).toMatchObject({ done: true });
  await engine.read(forget);
  for (let times = 3; times < 6; times++)
    expect(await engine.write([add(`a${times}`), add(`b${times}`)])).toMatchObject({ done: true });
  expect(await engine.read(engine.sql.selectFrom("organizations").select("id").compile())).toHaveLength(12);
  await engine.close();
});

test("a statement that stops its unit undoes what was sent with it, before and after", async () => {
  const engine = await openPostgresEngine(await postgres.createDatabase("stopped"), 1);
  const add = (id: string) => ({
    query: engine.sql.insertInto("organizations").values({ id, name: "One of many", created_at: 0 }).compile(),
  });
  const none = engine.sql.updateTable("organizations").set({ name: "x" }).where("id", "=", "nobody").compile();
  // What stands after it fails by itself: that is not what is told.
  const unit = [add("a"), { query: none, expectRows: 1 }, add("b"), { ...add("b"), expectRows: 1 }];
  expect(await engine.write(unit)).toEqual({ done: false, stoppedAt: 1 });
  await expect(engine.write([add("c"), add("c"), add("d")])).rejects.toThrow(/duplicate key/);
  expect(await engine.read(engine.sql.selectFrom("organizations").select("id").compile())).toEqual([]);
  expect(await engine.write([add("e")])).toMatchObject({ done: true });
  await engine.close();
});
