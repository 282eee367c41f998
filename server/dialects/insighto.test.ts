import { afterEach, beforeEach, expect, test } from "vitest";
import { askingAsInsighto, type InsightoItem, type InsightoPage } from "../../server-stub/as-insighto.ts";
import type { Ask } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { addMember } from "../../server-stub/members.ts";
import { startReceiver } from "../../server-stub/receiver.ts";
import { signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import type { KeyAnswer } from "../../shared/contract/key.ts";
import { usageSchema } from "../../shared/contract/usage.ts";

let stub: Stub;
let lines: string[];
beforeEach(async () => {
  lines = [];
  stub = await startStub({ onLog: (line) => void lines.push(line) });
});
afterEach(() => stub.close());
const { ask, askServer, make, dataOf, refusal, send, reply } = askingAsInsighto(() => stub);

test("IN-1: keys of one person, 43 characters after in-, read from the query alone; they end with their person and reach no log", async () => {
  const { text: key } = await make("read-only");
  expect(key).toMatch(/^in-[\w-]{43}$/);
  expect((await ask(key, "contact")).status).toBe(200);
  // In no header, body or other parameter, and nowhere but in its own API.
  const bearer = await askServer("/as/insighto/api/v1/contact", { key });
  expect(await refusal(Promise.resolve(bearer))).toEqual([401, "Send a key as the query parameter api_key."]);
  expect(bearer.headers.get("www-authenticate")).not.toContain("Bearer");
  const statusOf = async (path: string, more: Ask = {}) => (await askServer(path, { key: null, ...more })).status;
  expect(await statusOf("/as/insighto/api/v1/contact", { headers: { "X-API-Key": key } })).toBe(401);
  expect(await statusOf("/as/insighto/api/v1/contact", { body: { api_key: key, email: "a@b.example" } })).toBe(401);
  expect(await statusOf(`/as/insighto/api/v1/contact?key=${key}`)).toBe(401);
  for (const path of ["/v1/feedback", "/as/userz/v1/feedback", "/as/productsights/api/insights"]) {
    expect(await statusOf(`${path}?api_key=${key}`)).toBe(401);
    expect(await statusOf(path, { key })).toBe(401);
  }
  for (const other of [stub.secretKey, "in-", `${key}x`, `in-${"A".repeat(43)}`])
    expect([other, (await ask(other, "contact")).status]).toEqual([other, 401]);
  // It is of whoever made it, and ends when they leave.
  const admin = await addMember(stub, "admin");
  const hers = await make("full-access", { app: STUB_APP_ID }, admin.as);
  expect(hers.owner).toBe(admin.id);
  expect((await ask(hers.text, "contact")).status).toBe(200);
  const owner = { key: null, headers: { Cookie: await signIn(stub) } };
  const rotate = { body: { graceSeconds: 0 } };
  expect((await askServer(`/v1/keys/${hers.id}/rotate`, { ...owner, ...rotate })).status).toBe(409);
  const next = (await (await askServer(`/v1/keys/${hers.id}/rotate`, { ...admin.as, ...rotate })).json()) as {
    text: string;
  };
  expect((await ask(hers.text, "contact")).status).toBe(401);
  expect((await ask(next.text, "contact")).status).toBe(200);
  expect((await askServer(`/v1/members/${admin.id}`, { ...owner, method: "DELETE" })).ok).toBe(true);
  expect((await ask(next.text, "contact")).status).toBe(401);
  expect((await ask(key, "contact")).status).toBe(200);
  // What is refused is written down without it, too.
  await ask(key, "nowhere");
  await ask(key, `contact/${key}`);
  await ask(key, "contact?colour=red");
  expect(lines.join("")).toContain("/as/insighto/api/v1/contact");
  expect(lines.join("")).not.toContain(key.slice(3, 20));
});

test("IN-2: a key is made with a name, a role and a description, all three, and is never changed", async () => {
  const made = await make("full-access");
  expect(made).toMatchObject({ name: "Nightly export", role: "full-access", description: "Into the archive" });
  const whole = { kind: "insighto-personal", name: "x", role: "read-only", description: "y" };
  const wrong: Array<[string, object]> = [
    ["name", { ...whole, name: " " }],
    ["name", { ...whole, name: undefined }],
    ["role", { ...whole, role: undefined }],
    ["role", { ...whole, role: "constructor" }],
    ["role", { ...whole, role: "owner" }],
    ["description", { ...whole, description: undefined }],
    ["description", { ...whole, description: " " }],
    ["scopes", { ...whole, scopes: ["feedback:read"] }],
    ["allowedOrigins", { ...whole, allowedOrigins: ["example.com"] }],
  ];
  for (const [path, body] of wrong) {
    const answer = await askServer("/v1/keys", { body });
    expect([path, answer.status]).toEqual([path, 400]);
    expect(await answer.json()).toMatchObject({ error: { code: "invalid_body", details: [{ path }] } });
  }
  for (const change of [{ name: "z" }, { scopes: ["feedback:read"] }])
    expect((await askServer(`/v1/keys/${made.id}`, { method: "PATCH", body: change })).status).toBe(409);
  expect(await (await askServer(`/v1/keys/${made.id}`)).json()).toMatchObject({ name: "Nightly export" });
});

test("IN-3: a key is shown once; the list has its prefix, name, role, description, and when it was made and last used", async () => {
  const { text, ...made } = await make("read-only");
  expect(made.lastUsedAt).toBeNull();
  await ask(text, "contact");
  const one = async () => (await askServer(`/v1/keys/${made.id}`)).json() as Promise<KeyAnswer>;
  await expect.poll(async () => (await one()).lastUsedAt).toBe("2026-01-01T12:00:00.000Z");
  const list = await (await askServer("/v1/keys?kind=insighto-personal")).text();
  expect(list).not.toContain(text.slice(3, 40));
  expect((JSON.parse(list) as { data: unknown }).data).toEqual([
    expect.objectContaining({
      id: made.id,
      hint: `in-…${text.slice(-4)}`,
      name: "Nightly export",
      role: "read-only",
      description: "Into the archive",
      createdAt: "2026-01-01T12:00:00.000Z",
      lastUsedAt: "2026-01-01T12:00:00.000Z",
      shownAgain: false,
    }),
  ]);
  expect((await askServer(`/v1/keys/${made.id}/text`)).ok).toBe(false);
});

test("IN-4: a revoked key is refused from the next request on and stays in the list; a deleted one is gone from it", async () => {
  const { id, text } = await make("full-access");
  const end = async (query = "") => (await askServer(`/v1/keys/${id}${query}`, { method: "DELETE" })).status;
  const listed = async () =>
    ((await (await askServer("/v1/keys?kind=insighto-personal")).json()) as { data: KeyAnswer[] }).data;
  expect((await ask(text, "contact")).status).toBe(200);
  expect(await end("?forget=true")).toBe(409);
  expect(await end()).toBe(204);
  expect(await refusal(ask(text, "contact"))).toEqual([401, expect.stringContaining("not valid here")]);
  expect((await ask(text, "contact", { body: { email: "a@b.example" } })).status).toBe(401);
  expect(await listed()).toEqual([expect.objectContaining({ id, revokedAt: "2026-01-01T12:00:00.000Z" })]);
  expect(await end("?forget=true")).toBe(204);
  expect(await listed()).toEqual([]);
  expect((await ask(text, "contact")).status).toBe(401);
});

test("IN-5: contacts are listed and added, conversations listed, read and exported; a read-only key that writes is 403", async () => {
  const [reader, writer] = [(await make("read-only")).text, (await make("full-access")).text];
  const contacts = () => dataOf<InsightoPage>(ask(reader, "contact"));
  const ann = await send({ content: "It is wrong", customerName: "Ann Lee", customerEmail: "ann@example.com" });

  const body = { first_name: "Mary Ann", last_name: "van Dyck", email: "mary@example.com" };
  for (const sent of [body, "{ this is not even JSON"])
    expect(await refusal(ask(reader, "contact", { body: sent }))).toEqual([403, expect.stringContaining("scope")]);
  expect((await ask(reader, "contact/upsert?email=mary%40example.com", { method: "POST" })).status).toBe(403);
  expect(await contacts()).toMatchObject({ items: [{ id: ann, first_name: "Ann", last_name: "Lee" }], total: 1 });

  const added = await ask(writer, "contact", { body });
  expect(added.status).toBe(201);
  const mary = await dataOf<InsightoItem>(added);
  expect(mary).toMatchObject(body);
  const fromMary = await send({ content: "So it is", customerEmail: "MARY@example.com" });
  expect(await contacts()).toMatchObject({ items: [{ id: mary.id }, { id: ann }], total: 2 });

  expect(await reply(ann, "Thank you!")).toBe(201);
  expect(await reply(ann, "He always complains", "internal")).toBe(201);
  const listed = await dataOf<InsightoPage>(ask(reader, "conversation?date_from=2026-01-01&date_to=2026-01-01"));
  expect(listed).toMatchObject({
    items: [
      { id: fromMary, contact_id: mary.id, chat_count: 1, first_message: "So it is" },
      { id: ann, contact_id: ann, chat_count: 2, first_message: "It is wrong" },
    ],
    total: 2,
  });
  const one = await dataOf<{ transcript: InsightoItem[] }>(ask(reader, `conversation/${ann}`));
  expect(one.transcript.map(({ text }) => text)).toEqual(["It is wrong", "Thank you!"]);
  const { items } = await dataOf<{ items: unknown[] }>(ask(reader, "conversation/export"));
  expect([items.length, items[1]]).toEqual([2, one]);
  const csv = await (await ask(reader, "conversation/export?format=csv")).text();
  expect(csv.trimEnd().split("\r\n")).toHaveLength(1 + 3);
  expect(csv).not.toContain("complains");
});

test("IN-6: webhooks announce new feedback, and the usage tells what each key asked, was refused, and how often too much", async () => {
  const receiver = await startReceiver();
  const hook = { url: `${receiver.url}/hook`, events: ["feedback.created"] };
  expect((await askServer("/v1/webhooks", { body: hook })).status).toBe(201);
  const id = await send({ content: "Announce me", customerEmail: "ann@example.com" });
  await receiver.until(1);
  expect(JSON.parse(receiver.received[0]?.body ?? "")).toMatchObject({ type: "feedback.created", data: { id } });
  await receiver.close();
  const { id: keyId, text: key } = await make("read-only", { limits: { secretKey: 5 } });
  const seen = await dataOf<InsightoPage>(ask(key, "conversation"));
  expect(seen.items[0]).toMatchObject({ id, first_message: "Announce me" });
  await ask(key, "contact", { body: { email: "a@b.example" } });
  await ask(key, "contact?colour=red");
  const answers = [];
  for (let i = 0; i < 4; i++) answers.push(await ask(key, "contact"));
  const tooMany = answers.filter(({ status }) => status === 429);
  expect(tooMany.length).toBeGreaterThan(0);
  expect(Number(tooMany[0]?.headers.get("retry-after"))).toBeGreaterThan(0);
  const { data } = usageSchema.parse(await (await askServer(`/v1/usage?key=${keyId}`)).json());
  expect(data).toEqual([
    {
      day: "2026-01-01",
      app: STUB_APP_ID,
      key: keyId,
      events: 0,
      requests: 7,
      throttled: tooMany.length,
      refusals: { insufficient_scope: 1, invalid_query: 1, rate_limited: tooMany.length },
    },
  ]);
});
