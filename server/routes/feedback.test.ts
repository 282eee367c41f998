import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Stub, startStub } from "../../server-stub/start.ts";
import type { ErrorBody } from "../../shared/contract/errors.ts";
import { feedbackListSchema, feedbackSchema } from "../../shared/contract/record.ts";
import { dataUrl, samplePng } from "../images/sample-images.ts";

const PAGE = "http://localhost:5173";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());

type Init = {
  key?: string | null;
  origin?: string | null;
  headers?: Record<string, string>;
  body?: unknown;
  method?: string;
};

const ask = (path: string, { key = stub.secretKey, origin = null, headers = {}, body, method }: Init = {}) =>
  fetch(stub.url + path, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers: {
      ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
      ...(origin === null ? {} : { Origin: origin }),
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(body === undefined
      ? {}
      : { body: typeof body === "string" || body instanceof Uint8Array ? (body as string) : JSON.stringify(body) }),
  });

const submit = (body: unknown, init: Init = {}) =>
  ask("/v1/feedback", { key: stub.publishableKey, origin: PAGE, ...init, body });
const problem = async (answer: Response) => ({ status: answer.status, ...((await answer.json()) as ErrorBody).error });
const stored = async () => feedbackListSchema.parse(await (await ask("/v1/feedback")).json()).data;

test("what a page sends is what an API reader gets, with its picture byte for byte", async () => {
  const picture = samplePng(12, 8);
  const submission = {
    content: "  The total is wrong ",
    category: "problem",
    rating: 2,
    pageUrl: "https://ann:pw@shop.example/cart?page=2&token=abc#top",
    pageTitle: "Your cart",
    customerEmail: "ann@example.com",
    tags: ["cart", " cart", "mobile"],
    sourceType: "widget",
    screenshotDataUrl: dataUrl(picture),
    client: {
      userAgent: "UA",
      viewport: { width: 1280, height: 800, devicePixelRatio: 2 },
      referrer: "https://a.example/?code=1",
    },
    metadata: { plan: "pro", seats: 3, beta: true },
    capture: { method: "html2canvas", durationMs: 12.5, gaps: [] },
  };
  const answer = await submit(submission);
  expect(answer.status).toBe(201);
  const accepted = (await answer.json()) as { id: string };
  expect(accepted).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{24}$/),
    createdAt: "2026-01-01T12:00:00.000Z",
    status: "new",
  });

  const record = feedbackSchema.parse(await (await ask(`/v1/feedback/${accepted.id}`)).json());
  expect(record).toMatchObject({
    content: "The total is wrong",
    category: "problem",
    rating: 2,
    pageUrl: "https://shop.example/cart?page=2&token=removed",
    pageTitle: "Your cart",
    customerEmail: "ann@example.com",
    customerName: null,
    tags: ["cart", "mobile"],
    sourceType: "widget",
    screenshot: { contentType: "image/png", width: 12, height: 8, byteSize: picture.length },
    client: { ...submission.client, referrer: "https://a.example/?code=removed" },
    metadata: submission.metadata,
    capture: submission.capture,
  });
  const bytes = await ask(record.screenshot?.url ?? "");
  expect(bytes.headers.get("content-type")).toBe("image/png");
  expect(bytes.headers.get("x-content-type-options")).toBe("nosniff");
  expect(bytes.headers.get("content-security-policy")).toContain("sandbox");
  expect(Buffer.from(await bytes.arrayBuffer()).equals(picture)).toBe(true);
});

test("a publishable key may only submit: reading with it is refused, naming the scope", async () => {
  for (const path of [
    "/v1/feedback",
    "/v1/feedback/000000000000000000000000",
    "/v1/feedback/000000000000000000000000/screenshot",
  ])
    expect(await problem(await ask(path, { key: stub.publishableKey, origin: PAGE }))).toMatchObject({
      status: 403,
      code: "insufficient_scope",
      details: { scope: "feedback:read" },
    });
});

test("a foreign origin is refused with the entry that would admit it, and nothing is stored", async () => {
  expect(await problem(await submit({ content: "x" }, { origin: "https://evil.example" }))).toMatchObject({
    status: 403,
    code: "origin_not_allowed",
    details: { origin: "https://evil.example", admittedBy: "evil.example" },
  });
  expect(await problem(await submit({ content: "x" }, { origin: null }))).toMatchObject({ code: "origin_not_allowed" });
  expect(await problem(await submit({ content: "x" }, { origin: "null" }))).toMatchObject({
    code: "origin_not_allowed",
  });
  expect(await stored()).toEqual([]);
});

test("the 61st submission in a minute is told when to come back, and that is true", async () => {
  for (let i = 0; i < 60; i++) {
    const answer = await submit({ content: `number ${i}` });
    expect([answer.status, answer.headers.get("x-ratelimit-remaining")]).toEqual([201, String(59 - i)]);
  }
  const refused = await submit({ content: "one more" });
  expect(refused.headers.get("x-ratelimit-limit")).toBe("60");
  expect(refused.headers.get("x-ratelimit-remaining")).toBe("0");
  expect(refused.headers.get("access-control-allow-origin")).toBe("*");
  expect(refused.headers.get("access-control-expose-headers")).toContain("Retry-After");
  const wait = Number(refused.headers.get("retry-after"));
  expect(await problem(refused)).toMatchObject({ status: 429, code: "rate_limited" });
  expect(wait).toBe(1);
  stub.clock.advance(wait * 1_000 - 1);
  expect((await submit({ content: "too early" })).status).toBe(429);
  stub.clock.advance(1);
  expect((await submit({ content: "in time" })).status).toBe(201);
});

test("refusals spend nobody's submissions", async () => {
  for (let i = 0; i < 70; i++)
    expect((await submit({ content: "x" }, { origin: "https://evil.example" })).status).toBe(403);
  const answer = await submit({ content: "x" });
  expect([answer.status, answer.headers.get("x-ratelimit-remaining")]).toEqual([201, "59"]);
});

test.each([
  [{ content: "x", colour: "red" }, "colour"],
  [
    { content: "x", client: { viewport: { width: 1, height: 1, devicePixelRatio: 1, depth: 3 } } },
    "client.viewport.depth",
  ],
  ['{"content":"x","__proto__":{"a":1}}', "__proto__"],
  [{ content: "   " }, "content"],
  [{}, "content"],
  [{ content: "x".repeat(8_193) }, "content"],
  [{ content: "x", category: "rant" }, "category"],
  [{ content: "x", rating: 6 }, "rating"],
  [{ content: "x", rating: 1.5 }, "rating"],
  [{ content: "x", pageUrl: "javascript:alert(1)" }, "pageUrl"],
  [{ content: "x", customerEmail: "not an address" }, "customerEmail"],
  [{ content: "x", tags: Array(21).fill("t") }, "tags"],
  [{ content: "x", sourceType: "fax" }, "sourceType"],
  [{ content: "x", metadata: { a: { b: 1 } } }, "metadata.a"],
  [{ content: "x", metadata: { a: "x".repeat(5_000) } }, "metadata"],
  [{ content: "x", attachments: ["000000000000000000000000"] }, "attachments.0"],
  [{ content: "x", screenshotDataUrl: "https://example.com/a.png" }, "screenshotDataUrl"],
  [["content"], ""],
  ["null", ""],
])("an invalid body %# is a 400 that names what is wrong", async (body, path) => {
  const { status, code, details } = await problem(await submit(body));
  expect([status, code]).toEqual([400, "invalid_body"]);
  expect((details as Array<{ path: string }>).map((issue) => issue.path)).toContain(path);
  expect(await stored()).toEqual([]);
});

test("a body that is not JSON, not UTF-8, empty or of another type is refused as such, without repeating it", async () => {
  expect(await problem(await submit('{"content": "secret'))).toMatchObject({
    status: 400,
    code: "invalid_json",
    message: expect.not.stringContaining("secret"),
  });
  expect(await problem(await submit(new Uint8Array([0x22, 0xff, 0x22])))).toMatchObject({ code: "invalid_json" });
  expect(await problem(await submit(""))).toMatchObject({ code: "invalid_json" });
  expect(
    await problem(await submit("a=b", { headers: { "Content-Type": "application/x-www-form-urlencoded" } })),
  ).toMatchObject({
    status: 415,
    code: "unsupported_media_type",
  });
});

test("a body of 9 MB is a 413, whether it says its size or not", async () => {
  const large = `{"content":"${"x".repeat(9_000_000)}"}`;
  const said = await submit(large);
  expect(said.headers.get("access-control-allow-origin")).toBe("*");
  expect(await problem(said)).toMatchObject({ status: 413, code: "payload_too_large" });
  const streamed = await fetch(`${stub.url}/v1/feedback`, {
    method: "POST",
    headers: { Authorization: `Bearer ${stub.publishableKey}`, Origin: PAGE, "Content-Type": "application/json" },
    body: new Blob([large]).stream(),
    duplex: "half",
  } as RequestInit);
  expect(await problem(streamed)).toMatchObject({ status: 413 });
});

test("the same idempotency key with the same body is one record and the same answer", async () => {
  const init = { headers: { "Idempotency-Key": randomUUID() } };
  const first = await submit({ content: "once" }, init);
  stub.clock.advance(60_000);
  const second = await submit({ content: "once" }, init);
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.headers.get("idempotent-replay")).toBe("true");
  expect(first.headers.get("idempotent-replay")).toBeNull();
  expect(await second.json()).toEqual(await first.json());
  expect(await stored()).toHaveLength(1);
  expect(await problem(await submit({ content: "twice" }, init))).toMatchObject({
    status: 422,
    code: "idempotency_mismatch",
  });
  expect(await problem(await submit({ content: "x" }, { headers: { "Idempotency-Key": "7" } }))).toMatchObject({
    status: 400,
  });
});

test("twenty twins at once make one record; those in flight are told to ask again", async () => {
  const init = { headers: { "Idempotency-Key": randomUUID() } };
  const answers = await Promise.all(Array.from({ length: 20 }, () => submit({ content: "once" }, init)));
  for (const answer of answers) {
    if (answer.status === 201) continue;
    expect(answer.headers.get("retry-after")).toBe("1");
    expect(await problem(answer)).toMatchObject({ status: 409, code: "idempotency_in_flight" });
  }
  expect(answers.some(({ status }) => status === 201)).toBe(true);
  expect(await stored()).toHaveLength(1);
});

test("a refused submission is not remembered: mended, it passes under the same key", async () => {
  const init = { headers: { "Idempotency-Key": randomUUID() } };
  expect((await submit({ content: "" }, init)).status).toBe(400);
  expect((await submit({ content: "mended" }, init)).status).toBe(201);
});

test.each([
  ["no key", () => ({ key: null }), 401, "missing_authorization"],
  ["another scheme", () => ({ key: null, headers: { Authorization: "Basic abc" } }), 401, "invalid_authorization"],
  ["a mistyped key", () => ({ key: `${stub.publishableKey.slice(0, -1)}~` }), 401, "invalid_authorization"],
  [
    "a well-formed key that nobody made",
    () => ({ key: "ear_pub_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA0OBmbV" }),
    401,
    "invalid_authorization",
  ],
  ["a secret key from a page", () => ({ key: stub.secretKey }), 403, "secret_key_in_browser"],
])("%s is refused, without a word on whether the key exists", async (_, init, status, code) => {
  const answer = await submit({ content: "x" }, init());
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  const body = await problem(answer);
  expect(body).toMatchObject({ status, code, requestId: answer.headers.get("x-request-id") });
  expect(body.message).not.toMatch(/ear_(pub|sk)_\w/);
});

test("an expired key is refused like one that never was", async () => {
  const other = await startStub({ expiresAt: Date.UTC(2026, 0, 1, 13) });
  const send = () =>
    fetch(`${other.url}/v1/config`, { headers: { Authorization: `Bearer ${other.publishableKey}`, Origin: PAGE } });
  expect((await send()).status).toBe(200);
  other.clock.advance(3_600_000);
  expect(await problem(await send())).toMatchObject({ status: 401, code: "invalid_authorization" });
  await other.close();
});

test("a key whose owner has no role may not capture yet, and is told what to do", async () => {
  const other = await startStub({ ownerRole: null });
  const answer = await fetch(`${other.url}/v1/feedback`, {
    method: "POST",
    headers: { Authorization: `Bearer ${other.publishableKey}`, Origin: PAGE, "Content-Type": "application/json" },
    body: JSON.stringify({ content: "x" }),
  });
  expect(await problem(answer)).toMatchObject({
    status: 403,
    code: "owner_role_required",
    message: expect.stringContaining("console"),
  });
  await other.close();
});

test("the list pages with a cursor, filters, and refuses what it does not know", async () => {
  for (let i = 0; i < 7; i++) {
    stub.clock.advance(1_000);
    await submit({ content: `number ${i}`, category: i % 2 ? "idea" : "problem", tags: i === 3 ? ["cart"] : [] });
  }
  const page = async (query: string) => feedbackListSchema.parse(await (await ask(`/v1/feedback?${query}`)).json());
  const first = await page("limit=4");
  expect(first.data.map(({ content }) => content)).toEqual(["number 6", "number 5", "number 4", "number 3"]);
  await submit({ content: "in between" });
  const second = await page(`limit=4&cursor=${first.nextCursor}`);
  expect(second.data.map(({ content }) => content)).toEqual(["number 2", "number 1", "number 0"]);
  expect(second.nextCursor).toBeNull();
  expect((await page("tag=cart")).data.map(({ content }) => content)).toEqual(["number 3"]);
  expect((await page("category=idea")).data).toHaveLength(3);
  expect(
    (await page("since=2026-01-01T12:00:06Z&until=2026-01-01T12:00:07Z")).data.map(({ content }) => content),
  ).toEqual(["number 5"]);
  for (const query of ["limit=0", "limit=101", "limit=x", "colour=red", "cursor=zzz", "status=lost", "since=yesterday"])
    expect(await problem(await ask(`/v1/feedback?${query}`))).toMatchObject({ status: 400, code: "invalid_query" });
});

test("what is not there is not found, whatever its id looks like", async () => {
  for (const id of ["000000000000000000000000", "nope", "%00", "..%2f..%2fetc"])
    expect(await problem(await ask(`/v1/feedback/${id}`))).toMatchObject({ status: 404, code: "not_found" });
  const { id } = (await (await submit({ content: "no picture" })).json()) as { id: string };
  expect(await problem(await ask(`/v1/feedback/${id}/screenshot`))).toMatchObject({ status: 404 });
});
