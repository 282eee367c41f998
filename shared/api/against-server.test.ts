import { afterEach, beforeEach, expect, test } from "vitest";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { startReceiver } from "../../server-stub/receiver.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import type { WebhookWithSecret } from "../contract/webhook.ts";
import { createEarshot, type Earshot } from "./client.ts";

let stub: Stub;
let earshot: Earshot;
beforeEach(async () => {
  stub = await startStub({ clock: "running" });
  earshot = createEarshot({ baseUrl: stub.url, apiKey: stub.secretKey });
});
afterEach(() => stub.close());

test("one feedback through all that a team does with it", async () => {
  const { id } = await earshot.feedback.create({ content: "The export is empty." });
  expect(await earshot.feedback.update(id, { status: "triaged", tags: ["export"] })).toMatchObject({
    id,
    status: "triaged",
    tags: ["export"],
  });
  await earshot.replies.create(id, { content: "Which file was it?" });
  await earshot.replies.create(id, { content: "It is the old exporter.", visibility: "internal" });
  const said: string[] = [];
  for await (const { content, visibility } of earshot.replies.all(id, { limit: 1 }))
    said.push(`${visibility}: ${content}`);
  expect(said).toEqual(["public: Which file was it?", "internal: It is the old exporter."]);
  expect(await earshot.replies.list(id)).toMatchObject({ nextCursor: null });
  await earshot.feedback.delete(id);
  await expect(earshot.feedback.get(id)).rejects.toMatchObject({ code: "not_found", status: 404 });
});

test("every record of a list, over its pages, newest first", async () => {
  for (const content of ["1", "2", "3", "4", "5"]) await earshot.feedback.create({ content });
  const read: string[] = [];
  for await (const { content } of earshot.feedback.all({ limit: 2 })) read.push(content);
  expect(read).toEqual(["5", "4", "3", "2", "1"]);
});

test("somebody else's change is not overwritten where the caller says what they read", async () => {
  const { id } = await earshot.feedback.create({ content: "x" });
  const { updatedAt: ifUpdatedAt } = await earshot.feedback.get(id);
  await earshot.feedback.update(id, { tags: ["theirs"] });
  const late = earshot.feedback.update(id, { tags: ["mine"], ifUpdatedAt });
  await expect(late).rejects.toMatchObject({ code: "conflict", status: 409 });
});

test("a file goes along, also over a line that is cut while it is sent", async () => {
  stub.faults.add({ method: "PUT", path: "/v1/uploads", kind: "cut" });
  const file = new File(["name,rows\nexport,0\n"], "rows.csv", { type: "text/csv;charset=utf-8" });
  const upload = await earshot.uploads.send(file);
  const { id } = await earshot.feedback.create({ content: "See the file.", attachments: [upload] });
  const { attachments } = await earshot.feedback.get(id);
  expect(attachments).toMatchObject([{ contentType: "text/csv", byteSize: file.size, kind: "file" }]);
});

test("a feedback is made once over a server whose answer is lost", async () => {
  stub.faults.add({ kind: "lose-answer" });
  await earshot.feedback.create({ content: "once" });
  expect((await earshot.feedback.list()).data.map(({ content }) => content)).toEqual(["once"]);
});

test("the token that the server mints is its user's signature", async () => {
  const { token, expiresAt } = await earshot.tokens.mint({
    appId: STUB_APP_ID,
    body: { sub: "user-42", expiresIn: 900 },
  });
  expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(900_000);
  const { id } = await earshot.feedback.create({ content: "Hello" }, { userToken: token });
  expect(await earshot.feedback.get(id)).toMatchObject({ customer: { sub: "user-42" } });
  const forged = earshot.feedback.create({ content: "Hello" }, { userToken: `${token}x` });
  await expect(forged).rejects.toMatchObject({ code: "invalid_user_token" });
});

test("what our server tells a webhook is verified, what somebody has changed is not", async () => {
  const receiver = await startReceiver();
  try {
    const answer = await fetch(`${stub.url}/v1/webhooks`, {
      method: "POST",
      headers: { Authorization: `Bearer ${stub.secretKey}`, "Content-Type": "application/json" },
      body: JSON.stringify({ url: receiver.url, events: ["feedback.created", "reply.created"] }),
    });
    const { secret } = (await answer.json()) as WebhookWithSecret;
    const { id } = await earshot.feedback.create({ content: "Grüße" });
    await receiver.until(1);
    const [{ body = "", headers = {} } = {}] = receiver.received;
    const event = await earshot.webhooks.verify(body, headers, secret);
    expect(event).toMatchObject({ type: "feedback.created", data: { id, content: "Grüße" } });
    const changed = earshot.webhooks.verify(body.replace("Grüße", "Gruss"), headers, secret);
    await expect(changed).rejects.toMatchObject({ code: "invalid_signature" });
    const reply = await earshot.replies.create(id, { content: "Danke" });
    await receiver.until(2);
    const [, told] = receiver.received;
    expect((await earshot.webhooks.verify(told?.body ?? "", told?.headers ?? {}, secret)).data).toEqual(reply);
  } finally {
    await receiver.close();
  }
});
