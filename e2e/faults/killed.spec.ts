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
import { type Killed, killUnderLoad } from "./killing.ts";

/** How often each engine is killed: a few in CI, `KILLS=200` for the whole. `SEED` repeats the choices of an earlier run. */
const KILLS = Number(process.env.KILLS ?? 15);
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
/** What was on its way when its process died is told again when its lease ends: a short run does not wait so long. */
const TELL_MS = KILLS >= 50 ? 60_000 : 3_000;
/** The longest that a start after kill -9 may take. */
const READY_MS = 1_500;

const at = (sorted: number[], part: number): number => Math.round(sorted[Math.floor((sorted.length - 1) * part)] ?? 0);

const report = (engine: string, { ledger, readyMs, recoveredMs, told, untold }: Killed): void => {
  const refused = [...ledger.refused].map(([code, count]) => `${code} ${count}`).join(", ") || "none";
  const times = (sorted: number[]) => `p50 ${at(sorted, 0.5)} ms, p95 ${at(sorted, 0.95)} ms, most ${at(sorted, 1)} ms`;
  process.stdout.write(
    `    ${engine}, seed ${SEED}: ${readyMs.length} kills of the server and ${recoveredMs.length} of its database; ` +
      `${ledger.kept.length} submissions answered 201, ${ledger.replayed} of them again; ${ledger.unanswered} requests without an answer; ` +
      `told to stop and come again: ${refused}; ${told.events} events told ${told.times} times, ${untold.length} records still to be told of; ` +
      `ready after kill -9: ${times(readyMs)}` +
      `${recoveredMs.length > 0 ? `; ready after the database came back: ${times(recoveredMs)}` : ""}\n`,
  );
};

const holds = (killed: Killed): void => {
  expect(killed.ledger.wrong.slice(0, 20)).toEqual([]);
  expect(killed.ledger.kept.length).toBeGreaterThan(KILLS);
  expect(killed.ledger.unanswered).toBeGreaterThan(0);
  expect(at(killed.readyMs, 0.5)).toBeLessThan(READY_MS);
};

const isWhole = async (engine: Engine, kind: "sqlite" | "postgres", { untold }: Killed): Promise<void> => {
  expect(await brokenRules(engine, kind)).toEqual([]);
  const pending = await pendingRecords(engine);
  expect(untold.filter((id) => !pending.has(id))).toEqual([]);
  await engine.close();
};

let folder = "";
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "earshot-faults-"));
  test.setTimeout(120_000 + KILLS * 6_000);
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

test(`kill -9 under load, ${KILLS} times: every 201 is there after the restart, once and whole, on the embedded database`, async () => {
  const port = await freePort();
  const installation = await setUpInstallation({ dataFolder: folder });
  const killed = await killUnderLoad({
    target: { url: `http://127.0.0.1:${port}`, ...installation },
    port,
    environment: installation.environment,
    kills: KILLS,
    seed: SEED,
    tellMs: TELL_MS,
  });
  report("SQLite", killed);
  holds(killed);
  expect([...killed.ledger.refused.keys()].filter((code) => code !== "idempotency_in_flight")).toEqual([]);
  const engine = await openSqliteEngine(join(folder, "earshot.db"));
  await isWhole(engine, "sqlite", killed);
});

test(`kill -9 under load, ${KILLS} times, of the server or of PostgreSQL: every 201 is there, and the server waits for its database`, async () => {
  const postgres = await startPostgres();
  try {
    const databaseUrl = await postgres.createDatabase("faults");
    const port = await freePort();
    const installation = await setUpInstallation({ dataFolder: folder, databaseUrl });
    const killed = await killUnderLoad({
      target: { url: `http://127.0.0.1:${port}`, ...installation },
      port,
      environment: installation.environment,
      kills: KILLS,
      seed: SEED,
      tellMs: TELL_MS,
      database: postgres,
    });
    report("PostgreSQL", killed);
    holds(killed);
    expect(killed.ledger.refused.get("unavailable")).toBeGreaterThan(0);
    const engine = await openPostgresEngine(databaseUrl);
    await isWhole(engine, "postgres", killed);
  } finally {
    await postgres.close();
  }
});
