import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, PAGE, problemOf } from "../../server-stub/asking.ts";
import { addTestApp, signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { feedbackSchema } from "../../shared/contract/record.ts";
import { replyListSchema } from "../../shared/contract/reply.ts";

const NOBODY = "000000000000000000000000";
const OWNER = "000000000000000000000b01";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());
const { ask, submit, stored } = asking(() => stub);

const made = async (body: object = {}): Promise<string> =>
  ((await (await submit({ content: "The total is wrong", ...body })).json()) as { id: string }).id;
const patch = (id: string, body: unknown, more = {}) => ask(`/v1/feedback/${id}`, { method: "PATCH", body, ...more });
const json = async <T>(answer: Promise<Response>) => (await (await answer).json()) as T;

test("a record is changed by what is named, and says when", async () => {
  const id = await made({ tags: ["cart"] });
  stub.clock.advance(60_000);
  const answer = await patch(id, { status: "triaged", assignee: OWNER, tags: [" mobile ", "mobile"] });
  expect(answer.status).toBe(200);
  expect(feedbackSchema.parse(await answer.json())).toMatchObject({
    status: "triaged",
    assignee: OWNER,
    tags: ["mobile"],
    createdAt: "2026-01-01T12:00:00.000Z",
    updatedAt: "2026-01-01T12:01:00.000Z",
  });
  expect(await json(ask(`/v1/feedback?assignee=${OWNER}&tag=mobile&status=triaged`))).toMatchObject({ data: [{ id }] });
});

test.each([
  [{}, ""],
  [{ status: "lost" }, "status"],
  [{ content: "rewritten" }, "content"],
  [{ tags: ["a\u0000"] }, "tags.0"],
  [{ tags: ["\ud800"] }, "tags.0"],
  [{ tags: Array(21).fill("x") }, "tags"],
  [{ duplicateOf: "x" }, "duplicateOf"],
])("the change %j is refused by name, and changes nothing", async (body, path) => {
  const id = await made();
  const problem = await problemOf(await patch(id, body));
  expect(problem.status).toBe(400);
  if (problem.code === "invalid_body") expect(problem.details).toContainEqual({ path, message: expect.any(String) });
  else expect(JSON.stringify(body)).toContain("\\ud800");
  expect(await stored()).toMatchObject([{ status: "new", tags: [], assignee: null, duplicateOf: null }]);
});

test.each([
  [{ assignee: NOBODY }, "assignee", "member"],
  [{ duplicateOf: NOBODY }, "duplicateOf", "feedback"],
])(
  "the change %j names nothing that is here: of one or of many it is refused whole, and says where",
  async (change, path, what) => {
    const id = await made();
    expect(await problemOf(await patch(id, { ...change, status: "done" }))).toMatchObject({
      status: 404,
      code: "not_found",
      details: { what, path },
    });
    const bulk = await ask("/v1/feedback/bulk", { body: { ids: [id, NOBODY], change: { ...change, status: "done" } } });
    expect(await problemOf(bulk)).toMatchObject({ status: 404, details: { what, path: `change.${path}` } });
    expect(await stored()).toMatchObject([{ status: "new", assignee: null, duplicateOf: null }]);
  },
);

test("a feedback of another app is no original, and to a member it is said so", async () => {
  const { secretKey } = await addTestApp(stub);
  const [id, other] = [
    await made(),
    ((await (await submit({ content: "x" }, { key: secretKey, origin: null })).json()) as { id: string }).id,
  ];
  const member = { key: null, headers: { Cookie: await signIn(stub) } };
  expect(await problemOf(await patch(id, { duplicateOf: other }, member))).toMatchObject({ code: "invalid_body" });
  expect(await problemOf(await patch(id, { duplicateOf: other }))).toMatchObject({ code: "not_found" });
});

test("what is deleted is gone from every door", async () => {
  const id = await made({ content: "zebrafish" });
  expect((await ask(`/v1/feedback/${id}`, { method: "DELETE" })).status).toBe(204);
  for (const [path, init] of [
    [`/v1/feedback/${id}`, {}],
    [`/v1/feedback/${id}`, { method: "DELETE" }],
    [`/v1/feedback/${id}`, { method: "PATCH", body: { status: "done" } }],
    [`/v1/feedback/${id}/replies`, {}],
    [`/v1/feedback/${id}/replies`, { body: { content: "x" } }],
  ] as const)
    expect(await problemOf(await ask(path, init))).toMatchObject({ status: 404, code: "not_found" });
  expect(await json(ask("/v1/feedback?q=zebrafish"))).toEqual({ data: [], nextCursor: null });
});

test("a conversation is read in its order, and says who wrote", async () => {
  const id = await made();
  const first = await ask(`/v1/feedback/${id}/replies`, { body: { content: " Thank you! " } });
  expect(first.status).toBe(201);
  await ask(`/v1/feedback/${id}/replies`, { body: { content: "known", visibility: "internal" } });
  const page = replyListSchema.parse(await json(ask(`/v1/feedback/${id}/replies?limit=1`)));
  expect(page.data).toMatchObject([
    { content: "Thank you!", visibility: "public", feedback: id, author: { type: "key", name: "Stub secret key" } },
  ]);
  const rest = replyListSchema.parse(await json(ask(`/v1/feedback/${id}/replies?cursor=${page.nextCursor}`)));
  expect(rest).toMatchObject({ data: [{ content: "known", visibility: "internal" }], nextCursor: null });
});

test("a member's reply carries their name, and the log says who did what", async () => {
  const id = await made();
  const token = (await stub.signInLink()).split("=")[1];
  const signedIn = await ask("/v1/session", { key: null, body: { token } });
  const headers = { Cookie: signedIn.headers.get("set-cookie")?.split(";")[0] ?? "" };
  const reply = await ask(`/v1/feedback/${id}/replies`, { key: null, headers, body: { content: "Hello" } });
  expect(await reply.json()).toMatchObject({ author: { type: "member", id: OWNER, name: "Stub owner" } });
  await patch(id, { status: "done" });
  const log = await json<{ data: object[]; nextCursor: string }>(ask("/v1/audit?limit=1"));
  expect(log.data).toMatchObject([
    {
      action: "feedback.updated",
      actor: { type: "key" },
      subject: { type: "feedback", id },
      details: { status: "done", fields: ["status"] },
    },
  ]);
  expect(await json(ask(`/v1/audit?limit=1&cursor=${log.nextCursor}`, { key: null, headers }))).toMatchObject({
    data: [{ action: "reply.created", actor: { type: "member", id: OWNER } }],
  });
});

test("a key of the other environment sees, changes, answers, exports and erases nothing of it", async () => {
  const id = await made({ customerEmail: "ann@example.com", content: "zebrafish" });
  const { secretKey: key } = await addTestApp(stub);
  for (const [path, init] of [
    [`/v1/feedback/${id}`, { method: "PATCH", body: { status: "done" } }],
    [`/v1/feedback/${id}`, { method: "DELETE" }],
    [`/v1/feedback/${id}/replies`, {}],
    [`/v1/feedback/${id}/replies`, { body: { content: "x" } }],
    [`/v1/customers/${id}`, {}],
    [`/v1/customers/${id}?erase=true`, { method: "DELETE" }],
    [`/v1/feedback?customer=${id}`, {}],
    ["/v1/feedback?app=000000000000000000000a01", {}],
    [`/v1/export?customer=${id}`, {}],
  ] as const)
    expect(await problemOf(await ask(path, { key, ...init }))).toMatchObject({ status: 404, code: "not_found" });
  for (const path of ["/v1/customers", "/v1/feedback?q=zebrafish", "/v1/audit"])
    expect(await json(ask(path, { key }))).toMatchObject({ data: [] });
  expect(await (await ask("/v1/export", { key })).text()).toBe("");
  expect(await stored()).toMatchObject([{ id, status: "new" }]);
});

test.each([
  ["PATCH", "/v1/feedback/ID", "feedback:update"],
  ["DELETE", "/v1/feedback/ID", "feedback:delete"],
  ["GET", "/v1/feedback/ID/replies", "feedback:read"],
  ["POST", "/v1/feedback/ID/replies", "feedback:update"],
  ["GET", "/v1/customers", "feedback:read"],
  ["GET", "/v1/customers/ID", "feedback:read"],
  ["DELETE", "/v1/customers/ID", "feedback:delete"],
  ["GET", "/v1/export", "feedback:read"],
  ["GET", "/v1/audit", "apps:read"],
])("%s %s asks for the scope %s", async (method, path, scope) => {
  const answer = await ask(path.replace("ID", NOBODY), { method, key: stub.publishableKey, origin: PAGE });
  expect(await problemOf(answer)).toMatchObject({ code: "insufficient_scope", details: { scope } });
});

test("people are listed, found and erased; without saying so, nobody is", async () => {
  const id = await made({ customerEmail: "ann@example.com", customerName: "Ann" });
  await made({ customerEmail: "bob@example.com" });
  expect(await json(ask("/v1/customers?q=ann"))).toMatchObject({
    data: [{ id, email: "ann@example.com", name: "Ann", sub: null, feedbackCount: 1 }],
  });
  expect(await json(ask(`/v1/feedback?customer=${id}`))).toMatchObject({ data: [{ id, customerId: id }] });
  for (const query of ["", "?erase=false", "?erase=true&x=1"])
    expect(await problemOf(await ask(`/v1/customers/${id}${query}`, { method: "DELETE" }))).toMatchObject({
      status: 400,
      code: "invalid_query",
    });
  const erased = await ask(`/v1/customers/${id}?erase=true`, { method: "DELETE" });
  expect(await erased.json()).toMatchObject({ erased: { customers: 1, feedback: 1, events: 1 }, filesDeleted: true });
  expect(await problemOf(await ask(`/v1/customers/${id}`))).toMatchObject({ status: 404 });
  expect(await stored()).toMatchObject([{ customerEmail: "bob@example.com" }]);
});
