import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, PAGE } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { type Receiver, startReceiver } from "../../server-stub/receiver.ts";
import { addSecretKey } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { EVENT_TYPES } from "../../shared/contract/enumerations.ts";

let stub: Stub;
let receiver: Receiver;
beforeEach(async () => {
  [stub, receiver] = await Promise.all([startStub(), startReceiver()]);
});
afterEach(async () => {
  await receiver.close();
  await stub.close();
});
const { ask, submit } = asking(() => stub);
const addWebhook = async (url: string, events: readonly string[]): Promise<string> =>
  ((await (await ask("/v1/webhooks", { body: { url, events } })).json()) as { id: string }).id;
type Told = { type: string; timestamp: string; data: Record<string, unknown> };
const told = async (): Promise<Told[]> => {
  await stub.services.outbox.settled();
  return receiver.received.map(({ body }) => JSON.parse(body) as Told);
};

test("every event of the contract is told to who asked for it, once, with what it is about", async () => {
  await addWebhook(receiver.url, EVENT_TYPES);
  const gone = await addWebhook(`${receiver.url}/gone`, ["feedback.created"]);
  receiver.answerWith((request, response) => void response.writeHead(request.url === "/gone" ? 410 : 204).end());

  const { id } = (await (await submit({ content: "hello" })).json()) as { id: string };
  await told();
  await ask(`/v1/feedback/${id}`, { method: "PATCH", body: { status: "triaged" } });
  await ask(`/v1/feedback/${id}/replies`, { body: { content: "thank you" } });
  await told();
  await ask(`/v1/feedback/${id}`, { method: "DELETE" });
  const { id: careless, text } = await addSecretKey(stub, STUB_APP_ID);
  await submit({ content: "x" }, { key: text, origin: PAGE });

  const all = (await told()).filter((_, index) => receiver.received[index]?.path === "/");
  expect(all.map(({ type }) => type).sort()).toEqual([...EVENT_TYPES].sort());
  const of = (type: string) => all.find((event) => event.type === type)?.data;
  expect(of("feedback.created")).toMatchObject({ id, content: "hello", status: "new" });
  expect(of("feedback.updated")).toMatchObject({ id, status: "triaged" });
  expect(JSON.stringify(of("reply.created"))).toContain("thank you");
  expect(of("feedback.deleted")).toMatchObject({ id });
  expect(JSON.stringify(of("feedback.deleted"))).not.toContain("hello");
  expect(of("key.leaked")).toMatchObject({ id: careless });
  expect(of("webhook.disabled")).toMatchObject({ id: gone });
});

test("who asked for one event hears of no other, and a refused submission is no event", async () => {
  await addWebhook(receiver.url, ["feedback.deleted"]);
  const { id } = (await (await submit({ content: "hello" })).json()) as { id: string };
  await submit({ content: "" });
  await submit({ content: "x" }, { origin: "https://evil.example" });
  expect(await stub.database.look("SELECT type FROM events")).toEqual([{ type: "feedback.created" }]);
  await ask(`/v1/feedback/${id}`, { method: "DELETE" });
  expect((await told()).map(({ type }) => type)).toEqual(["feedback.deleted"]);
});
