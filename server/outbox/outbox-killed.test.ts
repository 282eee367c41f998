import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CompiledQuery, sql as raw } from "kysely";
import { afterAll, expect, test } from "vitest";
import { startPostgres } from "../../build/services/postgres.ts";
import { STUB_APP_ID, stubSetup } from "../../server-stub/fixture.ts";
import { startReceiver } from "../../server-stub/receiver.ts";
import { createIds } from "../ids.ts";
import { createLog } from "../logs.ts";
import type { Engine } from "../store/engine.ts";
import { openPostgresEngine } from "../store/postgres/postgres-engine.ts";
import { openSqliteEngine } from "../store/sqlite/sqlite-engine.ts";
import { createStore } from "../store/store.ts";
import { createVault } from "../vault.ts";
import { sealWebhookSecret } from "../webhooks/sealed-secret.ts";
import { LEASE_MS, startOutbox, systemTimers } from "./outbox.ts";
import { createSend } from "./send.ts";
import { makeWebhookSecret } from "./signature.ts";

const PROGRAM = new URL("../../server-stub/killed-worker.ts", import.meta.url).pathname;
const SETUP = stubSetup({ origins: [], ownerRole: "product", expiresAt: null }, 0);
const makeId = createIds({ now: Date.now, monotonic: Date.now });
const vault = createVault(Buffer.alloc(32, "v"));
const folder = mkdtempSync(join(tmpdir(), "earshot-killed-"));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const run = (place: string, work: "deliver" | "write"): ChildProcess => {
  const child = spawn(process.execPath, [PROGRAM, place, work], { stdio: ["ignore", "pipe", "ignore"] });
  children.push(child);
  return child;
};

const kill = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve(); // it died with its database
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });

const withWebhook = async (engine: Engine, url: string): Promise<string> => {
  const store = createStore(engine);
  await store.organizations.setUp(SETUP);
  const id = makeId();
  const secret = sealWebhookSecret(vault, id, makeWebhookSecret());
  const webhook = { id, organizationId: SETUP.organization.id, appId: STUB_APP_ID, url, createdAt: Date.now(), secret };
  await store.webhooks.add({ ...webhook, events: ["feedback.created"] }, 20);
  const added =
    (await store.webhooks.find({ organizationId: SETUP.organization.id, appId: null }, id)) ?? expect.fail();
  await store.deliveries.addTest(added, makeId(), Date.now());
  await store.close();
  return id;
};

test("what a worker had under way when it was killed is tried again when its lease ends, and at most a second later", async () => {
  const file = join(folder, "lease.db");
  const receiver = await startReceiver();
  receiver.answerWith(() => {});
  const webhookId = await withWebhook(await openSqliteEngine(file), receiver.url);
  const worker = run(file, "deliver");
  await receiver.until(1);
  await kill(worker);
  receiver.answerWith(200);

  // The rest of the lease passes by the clock, the last second by the timers.
  const store = createStore(await openSqliteEngine(file));
  const ends = (await store.deliveries.nextDue([])) ?? expect.fail();
  expect(ends - Date.now()).toBeLessThanOrEqual(LEASE_MS);
  const [started, begin] = [performance.now(), ends - 100];
  const clock = { now: () => begin + (performance.now() - started), monotonic: () => performance.now() };
  const outbox = startOutbox({
    store,
    vault,
    clock,
    makeId,
    log: createLog("silent"),
    random: Math.random,
    version: "0",
    timers: systemTimers,
    send: createSend({
      clock,
      lookup: async () => [{ address: "127.0.0.1", family: 4 }],
      allowedHosts: [{ name: "localhost", port: null }],
    }),
  });
  await outbox.settled();
  expect(receiver.received).toHaveLength(1);
  await receiver.until(2);
  expect(clock.now() - ends).toBeGreaterThanOrEqual(0);
  expect(clock.now() - ends).toBeLessThan(1_000);
  await outbox.stop();
  const [first, second] = receiver.received.map(({ headers }) => headers["webhook-id"]);
  expect(second).toBe(first);
  expect(await store.deliveries.find(webhookId, first ?? "")).toMatchObject({ status: "delivered", statusCode: 200 });
  await store.close();
  await receiver.close();
}, 20_000);

/** Writers that are killed, one after the other, in the middle of their work. @returns what they said was durable. */
const killWriters = async (place: string, count: number, beforeKill: () => Promise<void>): Promise<Set<string>> => {
  const durable = new Set<string>();
  for (let round = 0; round < count; round++) {
    const writer = run(place, "write");
    const target = durable.size + 100;
    await new Promise<void>((enough) => {
      let rest = "";
      writer.stdout?.on("data", (chunk: Buffer) => {
        const lines = (rest + chunk).split("\n");
        rest = lines.pop() ?? "";
        for (const id of lines) durable.add(id);
        if (durable.size >= target) enough();
      });
    });
    await beforeKill();
    await kill(writer);
  }
  return durable;
};

const expectWhole = async (engine: Engine, durable: Set<string>): Promise<void> => {
  const { sql } = engine;
  const ids = async (query: { compile(): CompiledQuery<{ id: string }> }) =>
    new Set((await engine.read(query.compile())).map(({ id }) => id));
  const events = await ids(sql.selectFrom("events").select("id").where("type", "=", "feedback.created"));
  const deliveries = await ids(
    sql
      .selectFrom("deliveries")
      .select("event_id as id")
      .where("event_id", "not in", sql.selectFrom("events").select("id").where("type", "=", "webhook.test")),
  );
  expect(events.size).toBeGreaterThanOrEqual(durable.size);
  expect(await ids(sql.selectFrom("feedback").select("id"))).toEqual(events);
  expect(deliveries).toEqual(events);
  expect([...durable].filter((id) => !events.has(id))).toEqual([]);
};

test("a server killed while it writes leaves no event without its delivery, and no delivery without its event", async () => {
  const file = join(folder, "write.db");
  await withWebhook(await openSqliteEngine(file), "https://hooks.example");
  const durable = await killWriters(file, 3, async () => {});
  const engine = await openSqliteEngine(file);
  await expectWhole(engine, durable);
  expect(await engine.read(raw`PRAGMA integrity_check`.compile(engine.sql))).toEqual([{ integrity_check: "ok" }]);
  await engine.close();
}, 30_000);

test("nor does one on PostgreSQL, killed together with its database", async () => {
  const postgres = await startPostgres();
  try {
    const url = await postgres.createDatabase("killed");
    await withWebhook(await openPostgresEngine(url), "https://hooks.example");
    const durable = await killWriters(url, 2, async () => {
      await postgres.kill();
      await postgres.start();
    });
    const engine = await openPostgresEngine(url);
    await expectWhole(engine, durable);
    await engine.close();
  } finally {
    await postgres.close();
  }
}, 60_000);
