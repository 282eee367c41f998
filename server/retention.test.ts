import { expect, test } from "vitest";
import { createStubClock, STUB_APP_ID, stubSetup } from "../server-stub/fixture.ts";
import { ownEngine } from "../server-stub/own-database.ts";
import { createIds } from "./ids.ts";
import { createLog } from "./logs.ts";
import type { Timers } from "./outbox/outbox.ts";
import { removeExpired, startRetention } from "./retention.ts";
import { createStore } from "./store/store.ts";

const DAY = 24 * 3_600_000;

const installation = async () => {
  const { opened, engine, look, drop } = await ownEngine();
  const store = createStore(opened);
  const clock = createStubClock();
  const makeId = createIds(clock);
  await store.organizations.setUp(stubSetup({ origins: [], ownerRole: "product", expiresAt: null }, clock.now()));
  const take = (pictureBytes = 0) =>
    store.feedback.accept({
      id: makeId(),
      appId: STUB_APP_ID,
      createdAt: clock.now(),
      submission: { content: "x", customerEmail: "ann@example.com" },
      sourceType: "api",
      screenshot: pictureBytes
        ? { contentType: "image/png", width: 1, height: 1, bytes: Buffer.alloc(pictureBytes, 1) }
        : null,
      attachments: [],
      customer: null,
      singleUse: null,
      idempotency: null,
    });
  const given = { store, clock, makeId, log: createLog("silent") };
  const reader = { organizationId: "000000000000000000000001", appId: null };
  const all = { limit: 100, before: undefined, appId: undefined, status: undefined, category: undefined };
  const list = () =>
    store.feedback.list(reader, { ...all, sourceType: undefined, tag: undefined, since: undefined, until: undefined });
  return { engine, look, drop, store, clock, take, given, list, reader };
};

test("feedback is kept for ever, or for the app's days and not an hour less, and the disk gets its space back", async () => {
  const { engine, look, drop, store, clock, take, given, list, reader } = await installation();
  for (let i = 0; i < 40; i++) await take(500_000);
  clock.advance(20 * DAY);
  await take();
  clock.advance(10 * DAY - 1);
  expect(await removeExpired(given)).toBe(0);
  await store.retention.set(STUB_APP_ID, 30);
  expect(await removeExpired(given)).toBe(0);
  clock.advance(2);
  expect(await removeExpired(given)).toBe(40);
  expect(await list()).toHaveLength(1);
  expect(
    await store.customers.list(reader, { limit: 5, before: undefined, appId: undefined, search: undefined }),
  ).toHaveLength(1);
  expect((await store.audit.list(reader, { limit: 1, before: undefined }))[0]).toMatchObject({
    action: "feedback.expired",
    actor: "server retention",
    details: { feedback: 40 },
  });
  clock.advance(30 * DAY);
  expect(await removeExpired(given)).toBe(1);
  expect(
    await store.customers.list(reader, { limit: 5, before: undefined, appId: undefined, search: undefined }),
  ).toEqual([]);
  // PostgreSQL vacuums by itself.
  if (engine === "SQLite")
    expect(Number((await look("SELECT page_count AS n FROM pragma_page_count"))[0]?.n)).toBeLessThan(4_000_000 / 4_096);
  await drop();
}, 30_000);

test("the job runs every hour, and stops between two batches", async () => {
  const { drop, store, clock, take, given, list } = await installation();
  for (let i = 0; i < 250; i++) await take();
  await store.retention.set(STUB_APP_ID, 1);
  const due: Array<{ after: number; run: () => void }> = [];
  const timers: Timers = {
    after(milliseconds, run) {
      due.push({ after: milliseconds, run });
      return () => {};
    },
  };
  const job = startRetention({ ...given, timers });
  expect(due[0]?.after).toBe(3_600_000);
  clock.advance(2 * DAY);
  due[0]?.run();
  await job.stop();
  expect(due).toHaveLength(1);
  const left = (await list()).length;
  expect(left).toBeGreaterThan(0);
  expect((250 - left) % 50).toBe(0);
  expect(await removeExpired(given)).toBeGreaterThan(0);
  expect(await list()).toEqual([]);
  await drop();
});
