import { afterEach, beforeEach, expect, test } from "vitest";
import { askingAsInsighto, type InsightoItem, type InsightoPage } from "../../server-stub/as-insighto.ts";
import type { Ask } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { addTestApp, signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";

let stub: Stub;
let key: string;
beforeEach(async () => {
  stub = await startStub();
  key = (await make("full-access")).text;
});
afterEach(() => stub.close());
const { ask, askServer, make, dataOf, refusal, send } = askingAsInsighto(() => stub);
const contacts = (query = "") => dataOf<InsightoPage>(ask(key, `contact?${query}`));
const add = (email: string, more: object = {}) =>
  dataOf<InsightoItem>(ask(key, "contact", { body: { email, ...more } }));

test("a contact is one by their address, called as the team says, and who sends something with it is that contact", async () => {
  stub.clock.advance(1_000);
  const mary = await add("Mary@Example.com", { first_name: "Mary Ann", last_name: "van Dyck" });
  expect(mary).toEqual({
    id: mary.id,
    first_name: "Mary Ann",
    last_name: "van Dyck",
    email: "Mary@Example.com",
    channels: { email: "Mary@Example.com" },
    org_id: "000000000000000000000001",
    created_at: "2026-01-01T12:00:01.000Z",
  });
  const again = await ask(key, "contact/upsert?email=mary%40example.com&first_name=Mary&last_name=Dyck", {
    method: "POST",
  });
  expect([again.status, await dataOf(again)]).toEqual([200, { ...mary, first_name: "Mary", last_name: "Dyck" }]);
  stub.clock.advance(1_000);
  await send({ content: "x", customerEmail: "mary@example.com", customerName: "Somebody" });
  expect(await dataOf(ask(key, `contact/${mary.id}`))).toMatchObject({
    id: mary.id,
    first_name: "Mary",
    last_name: "Dyck",
    last_seen: "2026-01-01T12:00:02.000Z",
    created_at: "2026-01-01T12:00:01.000Z",
  });
  for (const [at, [said, parts]] of (
    [
      [{ last_name: "Lee" }, { last_name: "Lee" }],
      [{ first_name: "Bo", last_name: "" }, { first_name: "Bo" }],
      [{ first_name: null }, {}],
    ] as const
  ).entries()) {
    const { first_name, last_name } = await add(`part${at}@example.com`, said);
    expect([said, { first_name, last_name }]).toEqual([
      said,
      { first_name: undefined, last_name: undefined, ...parts },
    ]);
  }
  expect((await contacts()).total).toBe(4);
});

test("whatever a name or an address is made of, a contact can be added, found and asked for again", async () => {
  for (const [first_name, email] of [
    ["Zoë 李 👋", "zoë@example.com"],
    ["x".repeat(127), `${"y".repeat(300)}@example.com`],
    ["'; drop table customers; --", "a\u0000b@example.com"],
  ] as const) {
    const made = await add(email, { first_name, last_name: "=1" });
    expect(made).toMatchObject({ first_name, last_name: "=1" });
    expect(await add(email)).toEqual(made);
    expect(await dataOf(ask(key, `contact/${made.id}`))).toEqual(made);
    await send({ content: "x", customerEmail: email });
    expect((await dataOf<InsightoPage>(ask(key, `conversation/by-contact/${made.id}`))).total).toBe(1);
  }
  for (const query of ["date_from=0001-01-01&date_to=9999-12-31", "assistant_id=%00", "date_to=0001-01-01"])
    expect([query, (await ask(key, `conversation?${query}`)).status]).toEqual([query, 200]);
});

test("our own API knows who has sent nothing yet, and erases them; whose feedback goes stays when the team added them", async () => {
  const { id } = await add("eve@example.com", { first_name: "Eve" });
  const customer = async () => (await askServer(`/v1/customers/${id}`)).json();
  const nothingYet = { id, app: STUB_APP_ID, sub: null, name: "Eve", email: "eve@example.com", feedbackCount: 0 };
  const at = "2026-01-01T12:00:00.000Z";
  expect(await customer()).toEqual({ ...nothingYet, firstSeenAt: at, lastSeenAt: null, addedAt: at });
  const sent = await send({ content: "x", customerEmail: "eve@example.com" });
  expect(await customer()).toMatchObject({ feedbackCount: 1, lastSeenAt: at });
  expect((await askServer(`/v1/feedback/${sent}`, { method: "DELETE" })).status).toBe(204);
  expect(await customer()).toMatchObject({ feedbackCount: 0, addedAt: at });
  const erased = await askServer(`/v1/customers/${id}?erase=true`, { method: "DELETE" });
  expect(await erased.json()).toMatchObject({ erased: { customers: 1, feedback: 0 } });
  expect((await ask(key, `contact/${id}`)).status).toBe(404);
  const log = (await (await askServer("/v1/audit?action=customer.added")).json()) as { data: object[] };
  expect(log.data).toEqual([expect.objectContaining({ subject: { type: "customer", id }, details: {} })]);
});

test("a key sees the contacts and conversations of its own app, and adds to it", async () => {
  const { id } = await add("only-here@example.com");
  const sent = await send({ content: "only here" });
  const other = await addTestApp(stub);
  const member = { key: null, headers: { Cookie: await signIn(stub) } };
  const { text: theirs } = await make("full-access", { app: other.id }, member);
  for (const path of ["contact", "conversation"]) expect((await dataOf<InsightoPage>(ask(theirs, path))).total).toBe(0);
  for (const path of [`contact/${id}`, `conversation/${sent}`, `conversation/${sent}/transcript`])
    expect([path, (await ask(theirs, path)).status]).toEqual([path, 404]);
  expect(await dataOf(ask(theirs, "conversation/export"))).toEqual({ items: [] });
  expect((await ask(theirs, "contact", { body: { email: "only-here@example.com" } })).status).toBe(201);
  expect((await contacts()).total).toBe(1);
});

test("by their numbers pages leave nobody out while others arrive, by cursor each is met once; behind the end there is nothing", async () => {
  const all: string[] = [];
  for (let i = 0; i < 5; i++) all.unshift((await add(`n${i}@example.com`)).id);
  const walk = async (next: (page: InsightoPage, number: number) => string | false, arrive = false) => {
    const met: string[] = [];
    let query: string | false = "size=2";
    for (let number = 1; query !== false; number++) {
      const page: InsightoPage = await contacts(query);
      met.push(...page.items.map(({ id }) => id));
      if (arrive) await add(`late${number}-${met.length}@example.com`);
      query = next(page, number);
    }
    return met;
  };
  expect((await dataOf<InsightoPage>(ask(key, "contact/list?page=1"))).items.map(({ id }) => id)).toEqual(all);
  expect(await walk(({ items }, number) => items.length > 0 && `size=2&page=${number + 1}`)).toEqual(all);
  const byCursor = ({ next_cursor }: InsightoPage) => next_cursor !== null && `size=2&cursor=${next_cursor}`;
  expect(await walk(byCursor, true)).toEqual(all);
  expect(await contacts("size=3")).toMatchObject({ total: 8, pages: 3, page: 1, size: 3 });
  const met = await walk(({ pages }, number) => number < pages && `size=2&page=${number + 1}`, true);
  expect(all.filter((id) => !met.includes(id))).toEqual([]);
  expect(await contacts("page=900&size=3")).toMatchObject({ items: [], page: 900, next_cursor: null });
  expect((await ask(key, "contact?page=2&cursor=x")).status).toBe(422);
});

test("what is wrong is named field by field, what is not there is a 404, and what cannot be done says what can", async () => {
  const wrong: Array<[string, string[], Ask?]> = [
    ["contact", ["body", "email"], { body: { first_name: "x" } }],
    ["contact", ["body", "email"], { body: { email: "nobody" } }],
    ["contact", ["body", "first_name"], { body: { email: "a@b.example", first_name: 1 } }],
    ["contact", ["body", "last_name"], { body: { email: "a@b.example", last_name: "x".repeat(128) } }],
    ["contact", ["body", "phone_number"], { body: { email: "a@b.example", phone_number: "1" } }],
    ["contact/upsert", ["query", "email"], { method: "POST" }],
    ["contact?page=0", ["query", "page"]],
    ["contact?size=101", ["query", "size"]],
    ["contact?colour=red", ["query", "colour"]],
    ["contact?cursor=zz", ["query", "cursor"]],
    ["conversation?date_from=yesterday", ["query", "date_from"]],
    ["conversation?date_to=2026-02-30", ["query", "date_to"]],
    ["conversation/export?format=xml", ["query", "format"]],
  ];
  for (const [path, loc, more] of wrong) {
    const [status, detail] = await refusal(ask(key, path, more));
    expect([path, status, (detail as Array<{ loc: string[] }>).map((one) => one.loc)]).toEqual([path, 422, [loc]]);
  }
  for (const path of [
    `contact/${STUB_APP_ID}`,
    `conversation/${STUB_APP_ID}`,
    "contact/x",
    "conversation/x/transcript",
  ])
    expect(await refusal(ask(key, path))).toEqual([404, expect.stringMatching(/^There is no such \w+ here\.$/)]);
  expect((await ask(key, `contact/${STUB_APP_ID}`, { method: "DELETE" })).status).toBe(405);
  expect(await refusal(ask(key, "contact", { body: "{" }))).toEqual([
    422,
    [expect.objectContaining({ loc: ["body"] })],
  ]);
  const noJson = { body: "email=a@b.example", headers: { "Content-Type": "application/x-www-form-urlencoded" } };
  expect((await ask(key, "contact", noJson)).status).toBe(422);
  expect((await ask(key, "contact", { body: "x".repeat(600_000) })).status).toBe(413);
  expect((await contacts()).total).toBe(0);
});
