import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { freePort } from "../../build/services/free-port.ts";
import { startPostgres } from "../../build/services/postgres.ts";
import type { Engine } from "../../server/store/engine.ts";
import { openPostgresEngine } from "../../server/store/postgres/postgres-engine.ts";
import { openSqliteEngine } from "../../server/store/sqlite/sqlite-engine.ts";
import { setUpInstallation } from "../../server-stub/installation.ts";
import { brokenRules, pendingRecords } from "./invariants.ts";
import { type Database, type Killed, killUnderLoad } from "./killing.ts";
import { KILLS, SEED, TELL_MS } from "./settings.ts";
import { spread, summaryOf } from "./under-load.ts";

/** So soon a server can be ready after kill -9: the quickest time is held to it, because a busy machine slows only some. */
const READY_MS = 1_500;

let folder = "";
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "earshot-faults-"));
  test.setTimeout(120_000 + KILLS * 6_000);
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const kill = async (databaseUrl?: string, database?: Database): Promise<Killed> => {
  const { environment, ...keys } = await setUpInstallation({
    dataFolder: folder,
    ...(databaseUrl ? { databaseUrl } : {}),
  });
  const killed = await killUnderLoad({
    port: await freePort(),
    environment,
    keys,
    kills: KILLS,
    seed: SEED,
    tellMs: TELL_MS,
    database,
  });
  const times = (all: number[]) => {
    const { p50, p95, most } = spread(all);
    return `p50 ${p50} ms, p95 ${p95} ms, most ${most} ms`;
  };
  process.stdout.write(
    `    seed ${SEED}: the server killed ${killed.readyMs.length} times, ready after ${times(killed.readyMs)}` +
      `${database ? `; its database killed ${killed.recoveredMs.length} times, ready again after ${times(killed.recoveredMs)}` : ""}` +
      `; ${summaryOf(killed)}\n`,
  );
  expect(killed.ledger.wrong.slice(0, 20)).toEqual([]);
  expect(killed.ledger.kept.length).toBeGreaterThan(KILLS);
  expect(killed.ledger.unanswered).toBeGreaterThan(0);
  expect(Math.min(...killed.readyMs)).toBeLessThan(READY_MS);
  return killed;
};

const isWhole = async (engine: Engine, kind: "sqlite" | "postgres", { untold }: Killed): Promise<void> => {
  expect(await brokenRules(engine, kind)).toEqual([]);
  const pending = await pendingRecords(engine);
  expect(untold.filter((id) => !pending.has(id))).toEqual([]);
  await engine.close();
};

test(`kill -9 under load, ${KILLS} times: every 201 is there after the restart, once and whole, on the embedded database`, async () => {
  const killed = await kill();
  expect([...killed.ledger.refused.keys()].filter((code) => code !== "idempotency_in_flight")).toEqual([]);
  await isWhole(await openSqliteEngine(join(folder, "earshot.db")), "sqlite", killed);
});

test(`kill -9 under load, ${KILLS} times, of the server or of PostgreSQL: every 201 is there, and the server waits for its database`, async () => {
  const postgres = await startPostgres();
  try {
    const databaseUrl = await postgres.createDatabase("faults");
    const killed = await kill(databaseUrl, postgres);
    expect(killed.ledger.refused.get("unavailable")).toBeGreaterThan(0);
    await isWhole(await openPostgresEngine(databaseUrl), "postgres", killed);
  } finally {
    await postgres.close();
  }
});
