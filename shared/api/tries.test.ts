import { expect, test } from "vitest";
import { EarshotError } from "../errors.ts";
import { type Answer, startAnsweringServer } from "./answering-server.ts";
import { createEarshot } from "./client.ts";

const ID = "0192a7c0ffee0192a7c0ffee";
const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers,
  body: JSON.stringify(body),
});
const refusal = (status: number, code: string, headers = {}) =>
  json(status, { error: { code, message: "m", requestId: "r" } }, headers);
const accepted = json(201, { id: ID, createdAt: "2026-01-01T00:00:00.000Z", status: "new" });
const page = json(200, { data: [], nextCursor: null });

/** A server that gives these answers one after the other, and a client of it. The last one is given for ever. */
const against = async (answers: Answer[], tries?: number) => {
  let asked = 0;
  const server = await startAnsweringServer(() => answers[Math.min(asked++, answers.length - 1)] ?? "cut");
  const client = createEarshot({ baseUrl: server.url, apiKey: "ear_sk_x", ...(tries ? { tries } : {}) });
  return { server, client, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
};
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (error: unknown) => (error instanceof EarshotError ? error.code : error),
  );

test.each<[string, Answer]>([
  ["a cut line", "cut"],
  ["a server that is being serviced", refusal(503, "unavailable")],
  ["a proxy without a server behind it", { status: 502, body: "<h1>Bad Gateway</h1>" }],
  ["too many requests", refusal(429, "rate_limited")],
])("after %s what reads is asked again", async (_, answer) => {
  await using given = await against([answer, page]);
  expect(await given.client.feedback.list()).toEqual({ data: [], nextCursor: null });
  expect(given.server.seen).toHaveLength(2);
});

test("a feedback is made in one go over a cut line: the same body under the same idempotency key", async () => {
  await using given = await against(["cut", refusal(409, "idempotency_in_flight"), accepted]);
  expect(await given.client.feedback.create({ content: "Hello" })).toMatchObject({ id: ID });
  const { seen } = given.server;
  expect(seen).toHaveLength(3);
  expect(new Set(seen.map(({ headers, body }) => `${headers["idempotency-key"]} ${body}`)).size).toBe(1);
});

test("three tries, unless it is said otherwise, and then the last error", async () => {
  await using three = await against(["cut"]);
  expect(await codeOf(three.client.feedback.get(ID))).toBe("network_error");
  expect(three.server.seen).toHaveLength(3);
  await using one = await against(["cut"], 1);
  expect(await codeOf(one.client.feedback.get(ID))).toBe("network_error");
  expect(one.server.seen).toHaveLength(1);
});

test("what must not happen twice is asked once where nobody knows whether it was done", async () => {
  await using given = await against(["cut"]);
  const { feedback, replies } = given.client;
  const calls = [
    () => replies.create(ID, { content: "Thanks" }),
    () => feedback.update(ID, { status: "done" }),
    () => feedback.delete(ID),
  ];
  for (const call of calls) expect(await codeOf(call())).toBe("network_error");
  expect(given.server.seen).toHaveLength(calls.length);
});

test("where the server says that it did nothing, that is asked again too", async () => {
  const reply = json(201, { id: ID });
  await using given = await against([refusal(429, "rate_limited"), refusal(503, "overloaded"), reply]);
  expect(await given.client.replies.create(ID, { content: "Thanks" })).toEqual({ id: ID });
});

test.each([
  [400, "invalid_body"],
  [401, "invalid_authorization"],
  [404, "not_found"],
  [422, "idempotency_mismatch"],
])("a refusal (%s %s) is final", async (status, code) => {
  await using given = await against([refusal(status, code)]);
  expect(await codeOf(given.client.feedback.create({ content: "x" }))).toBe(code);
  expect(given.server.seen).toHaveLength(1);
});

test("the next try waits as long as Retry-After says", async () => {
  await using given = await against([refusal(503, "unavailable", { "Retry-After": "1" }), page]);
  const from = performance.now();
  await given.client.feedback.list();
  expect(performance.now() - from).toBeGreaterThanOrEqual(990); // timers may be early by a moment
});

test("a server that asks for an hour is not waited for: the caller is told how long", async () => {
  await using given = await against([refusal(429, "rate_limited", { "Retry-After": "3600" })]);
  const list = given.client.feedback.list();
  await expect(list).rejects.toMatchObject({ code: "rate_limited", retryAfterMs: 3_600_000 });
  expect(given.server.seen).toHaveLength(1);
});

test("aborting ends the wait between two tries, and nothing is asked any more", async () => {
  const waiting = refusal(503, "unavailable", { "Retry-After": "50" });
  await using given = await against([waiting]);
  const controller = new AbortController();
  const call = codeOf(given.client.feedback.list({}, { signal: controller.signal }));
  await expect.poll(() => given.server.seen.length, { timeout: 30_000 }).toBe(1);
  setTimeout(() => controller.abort(), 50);
  expect(await call).toBe("aborted");
  expect(given.server.seen).toHaveLength(1);
});

test("a list is read to its end, a page at a time and no page before it is wanted", async () => {
  const rows = (...ids: string[]) => ids.map((id) => ({ id }));
  const pages = [
    json(200, { data: rows("a", "b"), nextCursor: "2" }),
    json(200, { data: [], nextCursor: "3" }),
    json(200, { data: rows("c"), nextCursor: null }),
  ];
  await using given = await against(pages);
  const read: string[] = [];
  for await (const { id } of given.client.feedback.all({ status: "new", limit: 2 })) {
    read.push(id);
    if (id === "b") expect(given.server.seen).toHaveLength(1);
  }
  expect(read).toEqual(["a", "b", "c"]);
  expect(given.server.seen.map(({ path }) => path)).toEqual([
    "/v1/feedback?status=new&limit=2",
    "/v1/feedback?status=new&limit=2&cursor=2",
    "/v1/feedback?status=new&limit=2&cursor=3",
  ]);
});

test("a list that another server answers is an unexpected_answer, not a list without an end", async () => {
  await using given = await against([json(200, { items: [] })]);
  expect(await codeOf(given.client.replies.all(ID).next())).toBe("unexpected_answer");
  await using endless = await against([json(200, { data: [] })]);
  expect(await endless.client.replies.all(ID).next()).toEqual({ done: true, value: undefined });
});
