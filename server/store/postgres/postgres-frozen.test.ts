import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type RunningPostgres, startPostgres } from "../../../build/services/postgres.ts";
import { type Engine, StoreUnavailableError } from "../engine.ts";
import { openPostgresEngine } from "./postgres-engine.ts";

const ANSWER_MS = 400;
let postgres: RunningPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterEach(() => postgres.thaw());
afterAll(() => postgres.close());

const look = (engine: Engine) => engine.read(engine.sql.selectFrom("organizations").select("id").compile());
const add = ({ sql }: Engine, id: string) => ({
  query: sql.insertInto("organizations").values({ id, name: "One of many", created_at: 0 }).compile(),
});

/** As long as it takes to be refused, in milliseconds. */
const refusal = async (work: Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await expect(work).rejects.toBeInstanceOf(StoreUnavailableError);
  return performance.now() - begun;
};

test("a database that stands still is unavailable to reads and units of every shape, and is used again when it goes on", async () => {
  const engine = await openPostgresEngine(await postgres.createDatabase("frozen"), 4, ANSWER_MS);
  await Promise.all([look(engine), look(engine), look(engine), look(engine)]); // connections that are open already
  postgres.freeze();
  const waited = await Promise.all([
    refusal(look(engine)),
    refusal(engine.write([add(engine, "a"), add(engine, "b")])),
    refusal(engine.write([{ ...add(engine, "c"), expectRows: 1 }, add(engine, "d")])),
    refusal(engine.write([{ ...add(engine, "e"), expectRows: 1 }])),
  ]);
  for (const milliseconds of waited) {
    expect(milliseconds).toBeGreaterThan(ANSWER_MS / 2);
    expect(milliseconds).toBeLessThan(ANSWER_MS + 5_000);
  }
  postgres.thaw();
  expect(await engine.write([add(engine, "f")])).toMatchObject({ done: true });
  // Nothing is half there: a unit without an answer was done whole or not at all.
  const ids = (await look(engine)) as Array<{ id: string }>;
  const there = (id: string) => ids.some((row) => row.id === id);
  expect([there("f"), there("a") === there("b"), there("c") === there("d")]).toEqual([true, true, true]);
  await engine.close();
}, 30_000);

test("a unit that says it takes long is waited for", async () => {
  const engine = await openPostgresEngine(await postgres.createDatabase("long"), 2, ANSWER_MS);
  const slow = { query: { ...add(engine, "x").query, sql: "select pg_sleep(1)", parameters: [] } };
  expect(await engine.write([{ ...slow, takesLong: true }])).toMatchObject({ done: true });
  await refusal(engine.write([slow]));
  await engine.close();
}, 30_000);

test("an engine closes while its database stands still, with work under way; what is asked of it later is unavailable", async () => {
  const engine = await openPostgresEngine(await postgres.createDatabase("closed"), 3);
  await Promise.all([look(engine), look(engine)]);
  postgres.freeze();
  const underWay = [refusal(look(engine)), refusal(engine.write([add(engine, "a")]))];
  await new Promise(setImmediate); // both have their connection
  const begun = performance.now();
  await engine.close();
  await Promise.all(underWay);
  expect(performance.now() - begun).toBeLessThan(3_000);
  await refusal(look(engine));
}, 30_000);
