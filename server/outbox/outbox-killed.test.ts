import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, expect, test } from "vitest";
import { STUB_APP_ID, stubSetup } from "../../server-stub/fixture.ts";
import { startReceiver } from "../../server-stub/receiver.ts";
import { createIds } from "../ids.ts";
import { createLog } from "../logs.ts";
import { openSqliteEngine } from "../store/sqlite/sqlite-engine.ts";
import { createStore, type Store } from "../store/store.ts";
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

const run = (file: string, work: "deliver" | "write"): ChildProcess => {
  const child = spawn(process.execPath, [PROGRAM, file, work], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  return child;
};

const kill = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });

const openStore = async (file: string): Promise<Store> => createStore(await openSqliteEngine(file));

const withWebhook = async (file: string, url: string): Promise<string> => {
  const store = await openStore(file);
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
  const webhookId = await withWebhook(file, receiver.url);
  const worker = run(file, "deliver");
  await receiver.until(1);
  await kill(worker);
  receiver.answerWith(200);

  // The rest of the lease passes by the clock, the last second by the timers.
  const store = await openStore(file);
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

test("a server killed while it writes leaves no event without its delivery, and no delivery without its event", async () => {
  const file = join(folder, "write.db");
  await withWebhook(file, "https://hooks.example");
  let rounds = 0;
  const durable = new Set<string>();
  for (; rounds < 3; rounds++) {
    const writer = run(file, "write");
    const target = durable.size + 150;
    await new Promise<void>((enough) => {
      let rest = "";
      writer.stdout?.on("data", (chunk: Buffer) => {
        const lines = (rest + chunk).split("\n");
        rest = lines.pop() ?? "";
        for (const id of lines) durable.add(id);
        if (durable.size >= target) enough();
      });
    });
    await kill(writer);
  }
  const database = new DatabaseSync(file);
  const ids = (query: string) =>
    new Set(
      database
        .prepare(query)
        .all()
        .map((row) => row.id),
    );
  const events = ids("SELECT id FROM events WHERE type = 'feedback.created'");
  expect(ids("SELECT id FROM feedback")).toEqual(events);
  expect(
    ids("SELECT event_id AS id FROM deliveries JOIN events ON events.id = event_id AND type <> 'webhook.test'"),
  ).toEqual(events);
  expect(ids("SELECT event_id AS id FROM deliveries WHERE event_id NOT IN (SELECT id FROM events)")).toEqual(new Set());
  expect([...durable].filter((id) => !events.has(id))).toEqual([]);
  expect(database.prepare("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" });
  database.close();
}, 30_000);
