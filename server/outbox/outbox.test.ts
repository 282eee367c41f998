import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { startReceiver } from "../../server-stub/receiver.ts";
import { sealWebhookSecret } from "../webhooks/sealed-secret.ts";
import { eventData } from "./event-data.ts";
import { OURS, stageForEach } from "./outbox-stage.ts";
import { makeWebhookSecret } from "./signature.ts";

const HOUR = 3_600_000;

const stage = stageForEach();

test("what is told is the record as the API shows it, signed so that the published package takes it", async () => {
  const { clock, receiver, start, addWebhook, submit, delivery } = stage();
  const { id: webhookId, secret } = await addWebhook();
  const outbox = start();
  const id = await submit();
  await outbox.settled();
  const [got] = receiver.received;
  if (!got) expect.fail();
  expect(got.headers).toMatchObject({
    "content-type": "application/json",
    "user-agent": "Earshot/1.2.3",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(clock.now() / 1_000)),
    "webhook-signature": new Webhook(secret).sign(id, new Date(clock.now()), got.body),
  });
  expect(JSON.parse(got.body)).toEqual({
    type: "feedback.created",
    timestamp: "2026-01-01T12:00:00.000Z",
    data: expect.objectContaining({ id, app: STUB_APP_ID, content: "The total is wrong", status: "new", tags: [] }),
  });
  expect(await delivery(webhookId, id)).toMatchObject({
    status: "delivered",
    attempts: 1,
    nextAt: null,
    statusCode: 204,
    error: null,
  });
});

test("what fails is tried at 0 s, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h, with one id, and then no more", async () => {
  const { clock, receiver, start, addWebhook, submit, delivery, later } = stage();
  const webhook = await addWebhook();
  receiver.answerWith(500);
  const outbox = start();
  const id = await submit();
  await outbox.settled();
  const waits = [5_000, 5 * 60_000, HOUR / 2, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR];
  for (const [index, wait] of waits.entries()) {
    await later(outbox, wait - 1);
    expect(receiver.received).toHaveLength(index + 1);
    expect(await delivery(webhook.id, id)).toMatchObject({
      status: "pending",
      nextAt: clock.now() + 1,
      statusCode: 500,
    });
    await later(outbox, 1);
    expect(receiver.received).toHaveLength(index + 2);
  }
  expect(await delivery(webhook.id, id)).toMatchObject({
    status: "failed",
    attempts: 8,
    nextAt: null,
    answer: "noted",
  });
  await later(outbox, 100 * HOUR);
  expect(receiver.received).toHaveLength(8);
  expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"]))).toEqual(new Set([id]));
  const times = receiver.received.map(({ headers }) => headers["webhook-timestamp"]);
  expect(new Set(times).size).toBe(8);
});

test("a receiver that comes back gets what it missed", async () => {
  const { receiver, start, addWebhook, submit, delivery, later } = stage();
  const webhook = await addWebhook();
  receiver.answerWith((request) => request.socket.destroy());
  const outbox = start();
  const id = await submit();
  await outbox.settled();
  expect(await delivery(webhook.id, id)).toMatchObject({ status: "pending", error: "the connection was cut" });
  receiver.answerWith(200);
  await later(outbox, 5_000);
  expect(await delivery(webhook.id, id)).toMatchObject({ status: "delivered", attempts: 2, error: null });
});

test("410 ends it at once and switches the webhook off, and the others are told", async () => {
  const { store, clock, receiver, start, addWebhook, submit, delivery } = stage();
  const gone = await addWebhook();
  const other = await startReceiver();
  await addWebhook(other.url, ["webhook.disabled"]);
  receiver.answerWith(410);
  const outbox = start();
  const id = await submit();
  await outbox.settled();
  expect(await delivery(gone.id, id)).toMatchObject({ status: "failed", attempts: 1, statusCode: 410 });
  expect(await store.webhooks.find(OURS, gone.id)).toMatchObject({ disabledReason: "gone", disabledAt: clock.now() });
  expect(other.received.map(({ body }) => JSON.parse(body))).toEqual([
    {
      type: "webhook.disabled",
      timestamp: "2026-01-01T12:00:00.000Z",
      data: expect.objectContaining({ id: gone.id, url: receiver.url, enabled: false, disabledReason: "gone" }),
    },
  ]);
  expect(other.received[0]?.body).not.toMatch(/secret"|whsec/);
  await other.close();
});

test("a test event switches nothing off, whatever is answered to it", async () => {
  const { store, clock, receiver, makeId, start, addWebhook, submit } = stage();
  const { id } = await addWebhook();
  await submit();
  const [claimed] = await store.deliveries.claim(clock.now(), { lease: "x", leaseMs: 1, limit: 1, passOver: [] });
  const failed = { status: "failed", nextAt: null, statusCode: 500, durationMs: 1, answer: "", error: null } as const;
  await store.deliveries.finish(claimed ?? expect.fail(), { ...failed, triedAt: clock.now() - 6 * 24 * HOUR });
  const found = async () => (await store.webhooks.find(OURS, id)) ?? expect.fail();
  const outbox = start();
  for (const status of [410, 500]) {
    receiver.answerWith(status);
    await store.deliveries.addTest(await found(), makeId(), clock.now());
    await outbox.settled();
  }
  expect(receiver.received).toHaveLength(2);
  expect(await found()).toMatchObject({ disabledAt: null });
  await submit();
  await outbox.settled();
  expect(await found()).toMatchObject({ disabledReason: "failing" });
});

test("five days of nothing but failure switch it off; one success starts the count anew", async () => {
  const { store, clock, receiver, start, addWebhook, submit, later } = stage();
  const webhook = await addWebhook();
  const outbox = start();
  const found = async () => (await store.webhooks.find(OURS, webhook.id)) ?? expect.fail();
  /** Something new each day. */
  const days = async (count: number): Promise<void> => {
    for (let day = 0; day < count; day++) {
      await submit();
      await outbox.settled();
      await later(outbox, 24 * HOUR);
    }
  };
  receiver.answerWith(503);
  await days(4);
  receiver.answerWith(200);
  await days(1);
  expect(await found()).toMatchObject({ disabledAt: null, failingSince: null });
  receiver.answerWith(503);
  const since = clock.now();
  await days(4);
  expect(await found()).toMatchObject({ disabledAt: null, failingSince: since });
  await days(2);
  const { disabledAt, disabledReason } = await found();
  expect(disabledReason).toBe("failing");
  expect((disabledAt ?? 0) - since).toBeGreaterThanOrEqual(5 * 24 * HOUR);
  const sent = receiver.received.length;
  await days(2);
  expect(receiver.received).toHaveLength(sent);
  expect(await store.deliveries.countWaiting()).toBe(0);
});

test("two secrets sign for a day after a rotation", async () => {
  const { store, vault, clock, receiver, start, addWebhook, submit } = stage();
  const { id: webhookId, secret: before } = await addWebhook();
  const next = makeWebhookSecret();
  await store.webhooks.rotate(
    { id: webhookId, appId: STUB_APP_ID },
    sealWebhookSecret(vault, webhookId, next),
    clock.now() + 24 * HOUR,
  );
  const outbox = start();
  const signedBy = async (): Promise<string[]> => {
    const id = await submit();
    await outbox.settled();
    const { body = "", headers = {} } = receiver.received.at(-1) ?? {};
    const found = headers["webhook-signature"]?.split(" ") ?? [];
    return found.map((signature) => {
      const who = [before, next].find(
        (secret) => new Webhook(secret).sign(id, new Date(clock.now()), body) === signature,
      );
      return who === before ? "before" : who === next ? "next" : "nobody";
    });
  };
  expect(await signedBy()).toEqual(["next", "before"]);
  clock.advance(24 * HOUR);
  expect(await signedBy()).toEqual(["next"]);
});

test("nothing is told of a record that is gone, to whom it does not belong, or with a secret that cannot be read", async () => {
  const { store, clock, receiver, makeId, start, addWebhook, submit, delivery } = stage();
  const { id } = await addWebhook();
  const event = {
    id: makeId(),
    type: "feedback.created",
    appId: STUB_APP_ID,
    subjectId: makeId(),
    createdAt: clock.now(),
    data: null,
  } as const;
  await submit();
  const [claimed] = await store.deliveries.claim(clock.now(), {
    lease: makeId(),
    leaseMs: 1,
    limit: 9,
    passOver: [],
  });
  expect(claimed?.webhook.id).toBe(id);
  expect(await eventData(store, OURS, event)).toBeUndefined();
  const subjectId = claimed?.event.subjectId ?? "";
  expect(await eventData(store, OURS, { ...event, subjectId })).toMatchObject({ id: subjectId });
  const foreign = { organizationId: "0000000000000000000000ff", appId: null };
  expect(await eventData(store, foreign, { ...event, subjectId })).toBeUndefined();

  await store.webhooks.rotate({ id, appId: STUB_APP_ID }, Buffer.from("x".repeat(60)), clock.now());
  clock.advance(1);
  const outbox = start();
  await outbox.settled();
  expect(receiver.received).toEqual([]);
  expect(await delivery(id, subjectId)).toMatchObject({
    status: "pending",
    error: expect.stringMatching(/rotate it/),
  });
});

test("no secret, address or word of a record is in the log", async () => {
  const { receiver, lines, start, addWebhook, submit } = stage();
  const { secret } = await addWebhook(`${receiver.url}/path-with-token`);
  receiver.answerWith(410);
  const outbox = start();
  await submit("my private words");
  await outbox.settled();
  expect(lines.join("")).toMatch(/switched off/);
  for (const text of [secret, secret.slice(6), "path-with-token", "private words", "localhost"])
    expect(lines.join("")).not.toContain(text);
});
