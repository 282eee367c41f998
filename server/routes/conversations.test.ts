import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Ask, asking, PAGE, problemOf } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { addTestApp } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import type { ConversationList } from "../../shared/contract/conversation.ts";
import type { Reply } from "../../shared/contract/reply.ts";
import { cursorFor } from "../feedback/cursor.ts";
import { type MintOptions, mint } from "../token/index.ts";

let stub: Stub;
let secret = "";
beforeEach(async () => {
  stub = await startStub({ mode: "private" });
  secret = (await stub.services.signingSecrets.make(STUB_APP_ID))?.secret ?? expect.fail();
});
afterEach(() => stub.close());
const { ask, submit } = asking(() => stub);

const tokenOf = async (more: Partial<MintOptions> = {}): Promise<string> =>
  (await mint({ app: STUB_APP_ID, sub: "ann", ctx: { name: "Ann" }, ...more }, { secret }, stub.clock.now())).token;
/** As a page asks on behalf of a signed-in user. */
const askAs = async (sub: string | MintOptions, path: string, more: Ask = {}): Promise<Response> => {
  const token = await tokenOf(typeof sub === "string" ? { sub } : sub);
  const headers = { "Earshot-User-Token": token, ...more.headers };
  return ask(path, { key: stub.publishableKey, origin: PAGE, ...more, headers });
};
const feedbackOf = async (sub: string, content: string): Promise<string> => {
  stub.clock.advance(1_000);
  const sent = await submit({ content }, { headers: { "Earshot-User-Token": await tokenOf({ sub }) } });
  expect(sent.status).toBe(201);
  return ((await sent.json()) as { id: string }).id;
};
const teamReplies = async (id: string, content: string, visibility = "public"): Promise<void> => {
  stub.clock.advance(1_000);
  expect((await ask(`/v1/feedback/${id}/replies`, { body: { content, visibility } })).status).toBe(201);
};
const answer = (sub: string | MintOptions, id: string, content: unknown, headers = {}) =>
  askAs(sub, `/v1/conversations/${id}/replies`, { body: { content }, headers });
const listOf = async (sub: string, query = ""): Promise<ConversationList> => {
  const given = await askAs(sub, `/v1/conversations${query}`);
  expect(given.status).toBe(200);
  return (await given.json()) as ConversationList;
};

test("senders see their own feedback that was replied to, with their words and what the team wrote to them, no more", async () => {
  const id = await feedbackOf("ann", "The total is wrong");
  await feedbackOf("ann", "nobody has answered this");
  await teamReplies(id, "We look into it");
  await teamReplies(id, "she is on the old plan", "internal");
  const given = await askAs("ann", "/v1/conversations");
  expect(given.headers.get("access-control-allow-origin")).toBe("*");
  expect(given.headers.get("cache-control")).toBe("private, no-cache");
  expect(given.headers.get("vary")).toBe("Authorization, Origin, Earshot-User-Token, Earshot-Connection");
  const text = await given.text();
  expect(JSON.parse(text)).toEqual({
    data: [
      {
        id,
        content: "The total is wrong",
        createdAt: expect.stringMatching(/^2026-01-01T12:00:01/),
        replies: [{ id: expect.any(String), from: "team", content: "We look into it", createdAt: expect.any(String) }],
      },
    ],
    nextCursor: null,
  });
  expect(text).not.toMatch(/old plan|Stub secret key|Stub owner|c02/);
});

test("a note alone is no conversation", async () => {
  await teamReplies(await feedbackOf("ann", "x"), "hm", "internal");
  expect((await listOf("ann")).data).toEqual([]);
});

test("what a sender answers is a public reply of the customer's: the team reads it, webhooks are told, the sender sees it", async () => {
  const id = await feedbackOf("ann", "x");
  await teamReplies(id, "Is it still so?");
  stub.clock.advance(1_000);
  const given = await answer("ann", id, "  No, thank you!  ");
  expect(given.status).toBe(201);
  const made = (await given.json()) as { id: string };
  expect(made).toEqual({
    id: made.id,
    from: "customer",
    content: "No, thank you!",
    createdAt: new Date(stub.clock.now()).toISOString(),
  });
  expect((await listOf("ann")).data[0]?.replies.map(({ from, content }) => [from, content])).toEqual([
    ["team", "Is it still so?"],
    ["customer", "No, thank you!"],
  ]);
  const { data } = (await (await ask(`/v1/feedback/${id}/replies`)).json()) as { data: Reply[] };
  const record = (await (await ask(`/v1/feedback/${id}`)).json()) as { customerId: string; updatedAt: string };
  const author = { type: "customer", id: record.customerId, name: "Ann" };
  expect(data[1]).toMatchObject({ id: made.id, feedback: id, visibility: "public", author });
  expect(record.updatedAt).toBe(new Date(stub.clock.now()).toISOString());
  const [event] = await stub.database.look(`SELECT type, data FROM events WHERE subject_id = '${made.id}'`);
  expect(event).toMatchObject({ type: "reply.created" });
  expect(JSON.parse(String(event?.data))).toEqual(data[1]);
});

test("nobody reads, or answers in, what is another's", async () => {
  const id = await feedbackOf("ann", "only Ann's");
  await teamReplies(id, "to Ann alone");
  const before = await (await ask(`/v1/feedback/${id}/replies`)).text();
  for (const sub of ["bob", "Ann", "ann ", "ann@example.com", "sub ann", "%", "a_n"]) {
    expect([sub, await listOf(sub)]).toEqual([sub, { data: [], nextCursor: null }]);
    const refused = await problemOf(await answer(sub, id, "I am Ann"));
    expect([sub, refused.status, refused.code]).toEqual([sub, 404, "not_found"]);
  }
  expect((await problemOf(await answer("ann", "0".repeat(24), "x"))).status).toBe(404);
  expect(await (await ask(`/v1/feedback/${id}/replies`)).text()).toBe(before);
});

test("the same user of two apps has two lists: what was said in one is no business of the other's", async () => {
  const other = await addTestApp(stub);
  await ask(`/v1/apps/${other.id}`, { key: other.secretKey, method: "PATCH", body: { mode: "private" } });
  const theirs = (await stub.services.signingSecrets.make(other.id))?.secret ?? expect.fail();
  const { token } = await mint({ app: other.id, sub: "ann" }, { secret: theirs }, stub.clock.now());
  const there = { key: other.secretKey, headers: { "Earshot-User-Token": token } };
  const id = await feedbackOf("ann", "in the first app");
  await teamReplies(id, "hello");
  const list = await ask("/v1/conversations", there);
  expect([list.status, await list.json()]).toEqual([200, { data: [], nextCursor: null }]);
  const path = `/v1/conversations/${id}/replies`;
  expect((await problemOf(await ask(path, { ...there, body: { content: "x" } }))).code).toBe("not_found");
  for (const crossed of [
    { ...there, key: stub.secretKey },
    { key: other.secretKey, headers: { "Earshot-User-Token": await tokenOf() } },
  ])
    expect((await problemOf(await ask("/v1/conversations", crossed))).code).toBe("invalid_user_token");
});

test("an address that somebody typed makes nobody its owner: only tokens do", async () => {
  await ask(`/v1/apps/${STUB_APP_ID}`, { method: "PATCH", body: { mode: "public" } });
  const sent = await submit({ content: "typed", customerEmail: "ann@example.com", customerName: "ann" });
  await teamReplies(((await sent.json()) as { id: string }).id, "hello");
  await ask(`/v1/apps/${STUB_APP_ID}`, { method: "PATCH", body: { mode: "private" } });
  for (const sub of ["ann", "ann@example.com", "email ann@example.com"]) expect((await listOf(sub)).data).toEqual([]);
});

test("without a token, with a bad one, or in public mode nothing is shown and nothing taken, and the refusal says why", async () => {
  const id = await feedbackOf("ann", "x");
  await teamReplies(id, "y");
  const page = { key: stub.publishableKey, origin: PAGE };
  const both = async (more: Ask) => [
    await problemOf(await ask("/v1/conversations", { ...page, ...more })),
    await problemOf(await ask(`/v1/conversations/${id}/replies`, { ...page, ...more, body: { content: "z" } })),
  ];
  for (const problem of await both({}))
    expect(problem).toMatchObject({ status: 403, code: "public_disabled", message: expect.stringContaining("token") });
  for (const problem of await both({ headers: { "Earshot-User-Token": "x.y.z" } }))
    expect(problem).toMatchObject({ status: 401, code: "invalid_user_token" });
  const headers = { "Earshot-User-Token": await tokenOf() };
  for (const problem of await both({ headers, origin: "https://evil.example" }))
    expect(problem).toMatchObject({ status: 403, code: "origin_not_allowed" });
  await ask(`/v1/apps/${STUB_APP_ID}`, { method: "PATCH", body: { mode: "public" } });
  for (const problem of await both({ headers }))
    expect(problem).toMatchObject({ status: 403, code: "public_disabled", details: { mode: "public" } });
  await ask(`/v1/apps/${STUB_APP_ID}`, { method: "PATCH", body: { mode: "private" } });
  stub.clock.advance(2 * 3_600_000);
  for (const problem of await both({ headers })) expect(problem).toMatchObject({ status: 401, code: "token_expired" });
});

test("asking again costs nothing while nothing has changed, whichever token of the same user asks", async () => {
  const id = await feedbackOf("ann", "x");
  await teamReplies(id, "first");
  const first = await askAs("ann", "/v1/conversations");
  stub.clock.advance(5_000);
  const headers = { "If-None-Match": first.headers.get("etag") ?? "" };
  const again = await askAs("ann", "/v1/conversations", { headers });
  expect([again.status, await again.text()]).toEqual([304, ""]);
  expect((await askAs("bob", "/v1/conversations", { headers })).status).toBe(200);
  await teamReplies(id, "second");
  expect((await askAs("ann", "/v1/conversations", { headers })).status).toBe(200);
});

test("the one that was replied to last comes first, twenty on a page, each once; of each the last fifty replies", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 22; n++) ids.push(await feedbackOf("ann", `no. ${n}`));
  for (const id of ids) await teamReplies(id, "seen");
  const [oldest = ""] = ids;
  for (let n = 0; n < 55; n++) await teamReplies(oldest, `reply ${n}`);
  const first = await listOf("ann");
  const second = await listOf("ann", `?cursor=${first.nextCursor}`);
  const foreign = cursorFor("0".repeat(24), oldest);
  expect(await problemOf(await askAs("ann", `/v1/conversations?cursor=${foreign}`))).toMatchObject({
    status: 404,
    code: "not_found",
  });
  expect([first.data.length, second.data.length, second.nextCursor]).toEqual([20, 2, null]);
  expect([...first.data, ...second.data].map(({ id }) => id)).toEqual([oldest, ...ids.slice(1).reverse()]);
  expect(first.data[0]?.replies.map(({ content }) => content)).toEqual(
    Array.from({ length: 50 }, (_, n) => `reply ${n + 5}`),
  );
});

test("the same reply sent again, because its answer was lost, is one reply; the key with other words is refused", async () => {
  const id = await feedbackOf("ann", "x");
  await teamReplies(id, "y");
  const headers = { "Idempotency-Key": randomUUID() };
  const [one, two] = [await answer("ann", id, "once", headers), await answer("ann", id, "once", headers)];
  expect([one.status, two.status, two.headers.get("idempotent-replay")]).toEqual([201, 201, "true"]);
  expect(await two.json()).toEqual(await one.json());
  expect(await problemOf(await answer("ann", id, "other", headers))).toMatchObject({ code: "idempotency_mismatch" });
  expect(await problemOf(await answer("bob", id, "once", headers))).toMatchObject({ code: "not_found" });
  const feedback = { ...headers, "Earshot-User-Token": await tokenOf() };
  expect(await problemOf(await submit({ content: "once" }, { headers: feedback }))).toMatchObject({
    code: "idempotency_mismatch",
  });
  expect((await listOf("ann")).data[0]?.replies.length).toBe(2);
});

test("a token that is good for one use reads until it is used, and answers once", async () => {
  const id = await feedbackOf("ann", "x");
  await teamReplies(id, "y");
  const once = { app: STUB_APP_ID, sub: "ann", jti: "one" };
  expect((await askAs(once, "/v1/conversations")).status).toBe(200);
  expect((await answer(once, id, "first")).status).toBe(201);
  expect(await problemOf(await answer(once, id, "second"))).toMatchObject({ code: "invalid_user_token" });
  expect(await problemOf(await askAs(once, "/v1/conversations"))).toMatchObject({ code: "invalid_user_token" });
});

test("an empty reply, one too long, and one with more in it are refused; a sender answers as often as they may submit", async () => {
  const id = await feedbackOf("ann", "x");
  await teamReplies(id, "y");
  for (const content of ["", " \n", "x".repeat(8_193), 5])
    expect((await problemOf(await answer("ann", id, content))).code).toBe("invalid_body");
  const sly = await askAs("ann", `/v1/conversations/${id}/replies`, { body: { content: "x", visibility: "internal" } });
  expect((await problemOf(sly)).code).toBe("invalid_body");
  expect((await answer("ann", id, "x")).headers.get("x-ratelimit-limit")).toBe("120");
});

test("who reads their conversations as often as they may can still submit and answer", async () => {
  const id = await feedbackOf("ann", "x");
  await teamReplies(id, "y");
  for (let n = 0; n < 120; n++) expect((await askAs("ann", "/v1/conversations")).status).toBe(200);
  expect(await problemOf(await askAs("ann", "/v1/conversations"))).toMatchObject({ status: 429, code: "rate_limited" });
  expect((await askAs("bob", "/v1/conversations")).status).toBe(200);
  const answered = await answer("ann", id, "still here");
  expect([answered.status, answered.headers.get("x-ratelimit-remaining")]).toEqual([201, "119"]);
  await feedbackOf("ann", "and this");
});

test("deleting the feedback deletes what its sender has answered, and what was remembered of it", async () => {
  const id = await feedbackOf("ann", "x");
  await teamReplies(id, "y");
  const key = randomUUID();
  await answer("ann", id, "zebrafish", { "Idempotency-Key": key });
  expect((await ask(`/v1/feedback/${id}`, { method: "DELETE" })).status).toBe(204);
  for (const table of ["replies", "idempotency_keys", "events WHERE type = 'reply.created'"])
    expect([table, await stub.database.look(`SELECT * FROM ${table}`)]).toEqual([table, []]);
  expect((await listOf("ann")).data).toEqual([]);
  expect((await problemOf(await answer("ann", id, "late"))).code).toBe("not_found");
});
