import { afterEach, beforeEach, expect, test } from "vitest";
import { askingAsInsighto, type InsightoItem, type InsightoPage } from "../../server-stub/as-insighto.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { addMember } from "../../server-stub/members.ts";
import { signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";

let stub: Stub;
let key: string;
beforeEach(async () => {
  stub = await startStub();
  key = (await make("read-only")).text;
});
afterEach(() => stub.close());
const { ask, askServer, make, dataOf, refusal, send, reply } = askingAsInsighto(() => stub);
const list = (path = "conversation") => dataOf<InsightoPage>(ask(key, path));

test("a conversation is a feedback with its public replies, of whoever wrote them, oldest first", async () => {
  const person = { customerName: "Ann Lee", customerEmail: "ann@example.com" };
  const id = await send({ content: "The total is wrong", category: "problem", metadata: { plan: "pro" }, ...person });
  stub.clock.advance(1_000);
  const member = { key: null, headers: { Cookie: await signIn(stub) } };
  expect(await reply(id, "Thank you!", "public", member)).toBe(201);
  expect(await reply(id, "He always complains", "internal")).toBe(201);
  expect(await reply(id, "It is right again.")).toBe(201);
  const nobody = await send({ content: "Anonymously" });
  const { items } = await list();
  expect(items.map((one) => one.id)).toEqual([nobody, id]);
  expect(items[0]).not.toHaveProperty("contact_id");
  expect(items[1]).toEqual({
    id,
    assistant_id: STUB_APP_ID,
    assistant_name: "Stub app",
    widget_id: STUB_APP_ID,
    widget_type: "api",
    includes_voice: false,
    intent_name: "problem",
    attributes: '{"plan":"pro"}',
    first_message: "The total is wrong",
    chat_count: 3,
    contact_id: id,
    contact_first_name: "Ann",
    contact_last_name: "Lee",
    created_at: "2026-01-01T12:00:00.000Z",
    updated_at: "2026-01-01T12:00:01.000Z",
  });
  const one = await dataOf<InsightoItem & { transcript: InsightoItem[] }>(ask(key, `conversation/${id}`));
  expect(one).toMatchObject({ ...items[1], contact_email: "ann@example.com" });
  expect(one.transcript[0]).toEqual({
    id,
    conversation_id: id,
    message_type: "text",
    sender_type: "user",
    text: "The total is wrong",
    created_at: "2026-01-01T12:00:00.000Z",
  });
  expect(one.transcript.slice(1).map(({ sender_type, text }) => [sender_type, text])).toEqual([
    ["agent", "Thank you!"],
    ["bot", "It is right again."],
  ]);
  expect(await dataOf(ask(key, `conversation/${id}/transcript`))).toEqual(one.transcript);
});

test("they are narrowed by days, both of them included, by app and by contact, and come page by page", async () => {
  const sent: string[] = [];
  for (let i = 0; i < 4; i++) {
    sent.unshift(await send({ content: `day ${i}`, ...(i % 2 ? { customerEmail: "ann@example.com" } : {}) }));
    stub.clock.advance(24 * 3_600_000);
  }
  const ids = async (query: string) => (await list(`conversation?${query}`)).items.map(({ id }) => id);
  expect(await ids("date_from=2026-01-02&date_to=2026-01-03")).toEqual(sent.slice(1, 3));
  expect(await ids("date_to=2026-01-01")).toEqual(sent.slice(3));
  expect(await ids(`assistant_id=${STUB_APP_ID}&includes_voice=false`)).toEqual(sent);
  expect(await ids("assistant_id=none")).toEqual([]);
  expect(await list("conversation?size=3&page=2&date_from=2026-01-01")).toMatchObject({
    items: [{ id: sent[3] }],
    total: 4,
    pages: 2,
    page: 2,
  });
  const [ann] = (await list("contact")).items;
  expect(await list(`conversation/by-contact/${ann?.id}?size=1`)).toMatchObject({ items: [{ id: sent[0] }], total: 2 });
});

test("an export asks of the key's person what an export in the console asks; a list goes on", async () => {
  const admin = await addMember(stub, "admin");
  const { text } = await make("read-only", { app: STUB_APP_ID }, admin.as);
  const owner = { key: null, headers: { Cookie: await signIn(stub) } };
  const lower = (right: string) => askServer(`/v1/members/${admin.id}`, { ...owner, method: "PATCH", body: { right } });
  expect((await ask(text, "conversation/export")).status).toBe(200);
  await lower("viewer");
  expect(await refusal(ask(text, "conversation/export"))).toEqual([
    403,
    "That needs the right triager, and you have viewer. Ask an admin or an owner of your team for it.",
  ]);
  expect((await ask(text, "conversation")).status).toBe(200);
  await lower("triager");
  expect((await ask(text, "conversation/export")).status).toBe(200);
});

test("an export is all of it, one JSON document or a CSV with a row a message, in which no cell is a formula", async () => {
  const empty = await ask(key, "conversation/export");
  expect([empty.headers.get("content-type"), await dataOf(empty)]).toEqual(["application/json", { items: [] }]);
  for (let i = 0; i < 101; i++) {
    await send({ content: i === 0 ? '=HYPERLINK("https://evil.example")' : `number ${i}` });
    stub.clock.advance(10_000); // a page may send so much a minute
  }
  const [last] = (await list()).items;
  for (let i = 0; i < 101; i++)
    await reply(last?.id ?? "", i % 2 ? "@SUM(A1)" : "a\nb", i === 100 ? "internal" : "public");
  const document = await ask(key, "conversation/export?date_from=2026-01-01&format=json");
  expect(document.headers.get("content-disposition")).toBe('attachment; filename="conversations.json"');
  const { items } = await dataOf<{ items: Array<InsightoItem & { transcript: InsightoItem[] }> }>(document);
  expect(items).toHaveLength(101);
  expect(items[0]?.transcript).toHaveLength(101);
  expect(await dataOf(ask(key, `conversation/${last?.id}`))).toEqual(items[0]);
  const answer = await ask(key, "conversation/export?format=csv");
  expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  const rows = Buffer.from(await answer.arrayBuffer())
    .toString()
    .trimEnd()
    .split("\r\n");
  expect(rows[0]).toMatch(/^\ufeffconversation_id,id,created_at,sender_type,text,/);
  expect(rows).toHaveLength(1 + 101 + 100);
  expect(rows.filter((row) => row.includes(`,'@SUM(A1),`))).toHaveLength(50);
  expect(rows.at(-1)).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
}, 60_000);
