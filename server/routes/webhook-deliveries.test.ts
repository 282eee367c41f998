import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { type Receiver, startReceiver } from "../../server-stub/receiver.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { feedbackSchema } from "../../shared/contract/record.ts";
import {
  deliveryDetailSchema,
  deliveryListSchema,
  deliverySchema,
  type WebhookWithSecret,
} from "../../shared/contract/webhook.ts";

let stub: Stub;
let receiver: Receiver;
let webhook: WebhookWithSecret;
beforeEach(async () => {
  [stub, receiver] = await Promise.all([startStub(), startReceiver()]);
  const body = { url: receiver.url, events: ["feedback.created"] };
  webhook = (await (await ask("/v1/webhooks", { body })).json()) as WebhookWithSecret;
});
afterEach(async () => {
  await receiver.close();
  await stub.close();
});
const { ask, submit } = asking(() => stub);

const path = (rest = "") => `/v1/webhooks/${webhook.id}${rest}`;
const log = async (query = "") => {
  await stub.services.outbox.settled();
  return deliveryListSchema.parse(await (await ask(path(`/deliveries${query}`))).json());
};
const post = (rest: string) => ask(path(rest), { method: "POST" });

test("what a page sends arrives at the webhook as the API shows it, and stands in the log", async () => {
  const { id } = (await (await submit({ content: "The total is wrong" })).json()) as { id: string };
  expect((await log()).data).toEqual([
    {
      id,
      type: "feedback.created",
      subject: id,
      status: "delivered",
      attempts: 1,
      createdAt: "2026-01-01T12:00:00.000Z",
      nextAttemptAt: null,
      lastAttemptAt: "2026-01-01T12:00:00.000Z",
      statusCode: 204,
      durationMs: 0,
      answer: "",
      error: null,
    },
  ]);
  const [got] = receiver.received;
  const { data } = JSON.parse(got?.body ?? "") as { data: unknown };
  expect(data).toEqual(await (await ask(`/v1/feedback/${id}`)).json());
  expect(feedbackSchema.safeParse(data).success).toBe(true);
  expect(got?.headers["webhook-signature"]).toBe(
    new Webhook(webhook.secret).sign(id, new Date(stub.clock.now()), got?.body ?? ""),
  );
});

test("one delivery shows the body that was sent, word for word, without its signature; of what is gone, nothing", async () => {
  const { id } = (await (await submit({ content: "The total is wrong" })).json()) as { id: string };
  await log();
  const detail = async () => deliveryDetailSchema.parse(await (await ask(`${path()}/deliveries/${id}`)).json());
  const { request } = await detail();
  const [got] = receiver.received;
  expect(request).toMatchObject({ body: got?.body, isCut: false, url: `${receiver.url}` });
  for (const name of ["Content-Type", "Webhook-Id", "Webhook-Timestamp"])
    expect(request?.headers[name]).toBe(got?.headers[name.toLowerCase()]);
  expect(Object.keys(request?.headers ?? {})).not.toContain("Webhook-Signature");
  await ask(`/v1/feedback/${id}`, { method: "DELETE" });
  const after = await ask(`${path()}/deliveries/${id}`);
  expect(JSON.stringify(await after.json())).not.toContain("The total is wrong");
});

test("a secret key that arrives from a page is told as leaked, without its text", async () => {
  await ask(path(), { method: "PATCH", body: { events: ["key.leaked"] } });
  expect(await problemOf(await ask("/v1/feedback", { origin: "https://shop.example" }))).toMatchObject({
    code: "secret_key_in_browser",
  });
  await receiver.until(1);
  const body = receiver.received[0]?.body ?? "";
  expect(JSON.parse(body)).toMatchObject({
    type: "key.leaked",
    data: { kind: "secret", leakedAt: "2026-01-01T12:00:00.000Z", warnings: [expect.stringMatching(/page/)] },
  });
  expect(body).not.toContain(stub.secretKey);
});

test("what waits is counted for the operator", async () => {
  receiver.answerWith(500);
  await submit({ content: "x" });
  await stub.services.outbox.settled();
  expect(await stub.services.metrics.text()).toContain("\nearshot_outbox_depth 1\n");
});

test("the log shows what was answered, and when the next try is", async () => {
  receiver.answerWith((_request, response) => response.writeHead(500).end(`<h1>${"x".repeat(9_000)}`));
  await submit({ content: "x" });
  const [first] = (await log()).data;
  expect(first).toMatchObject({ status: "pending", attempts: 1, statusCode: 500 });
  expect(first?.answer).toHaveLength(4_096);
  const wait = Date.parse(first?.nextAttemptAt ?? "") - stub.clock.now();
  expect(wait).toBeGreaterThanOrEqual(4_000);
  expect(wait).toBeLessThanOrEqual(6_000);
  expect(deliverySchema.parse(await (await ask(path(`/deliveries/${first?.id}`))).json())).toEqual(first);
});

test("the log pages, newest first", async () => {
  const ids: string[] = [];
  for (let i = 0; i < 5; i++) ids.unshift(((await (await submit({ content: "x" })).json()) as { id: string }).id);
  const first = await log("?limit=3");
  const second = await log(`?limit=3&cursor=${first.nextCursor}`);
  expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(ids);
  expect(second.nextCursor).toBeNull();
  expect(await problemOf(await ask(path("/deliveries?limit=0")))).toMatchObject({ code: "invalid_query" });
});

test("a replay sends the same event again under the same id", async () => {
  await submit({ content: "x" });
  const [done] = (await log()).data;
  const answer = await post(`/deliveries/${done?.id}/replay`);
  expect(answer.status).toBe(202);
  deliverySchema.parse(await answer.json());
  expect((await log()).data).toMatchObject([{ id: done?.id, status: "delivered", attempts: 1 }]);
  expect(receiver.received).toHaveLength(2);
  expect(receiver.received[1]?.headers["webhook-id"]).toBe(done?.id);
  expect(await problemOf(await post(`/deliveries/${webhook.id}/replay`))).toMatchObject({ status: 404 });
});

test("a replay while a try is under way is a conflict", async () => {
  let finish = (): void => {};
  receiver.answerWith((_request, response) => {
    finish = () => void response.end();
  });
  const { id } = (await (await submit({ content: "x" })).json()) as { id: string };
  await receiver.until(1);
  expect(await problemOf(await post(`/deliveries/${id}/replay`))).toMatchObject({ status: 409, code: "conflict" });
  finish();
  expect((await log()).data).toMatchObject([{ status: "delivered" }]);
});

test("a test event comes to this webhook, whatever it asked for, signed like the others, and is tried once", async () => {
  const answer = await post("/test");
  expect(answer.status).toBe(202);
  const { id } = deliverySchema.parse(await answer.json());
  expect((await log()).data).toMatchObject([{ id, type: "webhook.test", subject: webhook.id, status: "delivered" }]);
  const [got] = receiver.received;
  expect(JSON.parse(got?.body ?? "")).toEqual({
    type: "webhook.test",
    timestamp: "2026-01-01T12:00:00.000Z",
    data: { webhook: webhook.id },
  });
  expect(got?.headers["webhook-signature"]).toBe(
    new Webhook(webhook.secret).sign(id, new Date(stub.clock.now()), got?.body ?? ""),
  );
  receiver.answerWith(404);
  await post("/test");
  expect((await log()).data[0]).toMatchObject({ status: "failed", statusCode: 404, nextAttemptAt: null });
});

test("a webhook that is off gets nothing: no event, no test, no replay, until it is on again", async () => {
  receiver.answerWith(500);
  const { id } = (await (await submit({ content: "waits" })).json()) as { id: string };
  await stub.services.outbox.settled();
  await ask(path(), { method: "PATCH", body: { enabled: false } });
  expect((await log()).data).toMatchObject([{ id, status: "failed", error: "the webhook was switched off" }]);
  await submit({ content: "missed" });
  for (const rest of ["/test", `/deliveries/${id}/replay`])
    expect(await problemOf(await post(rest))).toMatchObject({ status: 409, code: "conflict" });
  expect((await log()).data).toHaveLength(1);
  expect(receiver.received).toHaveLength(1);

  receiver.answerWith(200);
  await ask(path(), { method: "PATCH", body: { enabled: true } });
  await post(`/deliveries/${id}/replay`);
  expect((await log()).data).toMatchObject([{ id, status: "delivered", error: null }]);
});

test("after its webhook is deleted nothing is sent and nothing is left to look at", async () => {
  receiver.answerWith(500);
  await submit({ content: "x" });
  await stub.services.outbox.settled();
  expect((await ask(path(), { method: "DELETE" })).status).toBe(204);
  stub.clock.advance(3_600_000);
  stub.services.outbox.wake();
  await stub.services.outbox.settled();
  expect(receiver.received).toHaveLength(1);
  expect((await ask(path("/deliveries"))).status).toBe(404);
});

test("the try is made by a timer, without anybody asking", async () => {
  receiver.answerWith(503);
  await submit({ content: "x" });
  await stub.services.outbox.settled();
  expect(receiver.received).toHaveLength(1);
  receiver.answerWith(200);
  stub.clock.advance(6_000);
  await receiver.until(2);
  expect((await log()).data).toMatchObject([{ status: "delivered", attempts: 2 }]);
});
