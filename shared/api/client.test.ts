import { expect, test } from "vitest";
import { EarshotError } from "../errors.ts";
import { type Answer, startAnsweringServer } from "./answering-server.ts";
import { createEarshot } from "./client.ts";

const ID = "0192a7c0ffee0192a7c0ffee";
const KEY = "ear_pub_x";
const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers,
  body: JSON.stringify(body),
});
const accepted = json(201, { id: ID, createdAt: "2026-01-01T00:00:00.000Z", status: "new" });

/** What one `create` comes to when the server answers so. */
const createAgainst = async (answer: Answer, signal?: AbortSignal) => {
  await using server = await startAnsweringServer(() => answer);
  const client = createEarshot({ baseUrl: server.url, apiKey: KEY, tries: 1 });
  const error = await client.feedback.create({ content: "Hello" }, signal ? { signal } : {}).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(EarshotError);
  return error as EarshotError;
};

test("creating sends the submission once, with the key as bearer and a UUID as idempotency key", async () => {
  await using server = await startAnsweringServer(() => accepted);
  const client = createEarshot({ baseUrl: `${server.url}/`, apiKey: KEY });
  expect(await client.feedback.create({ content: "Hello", tags: ["a"] })).toMatchObject({ id: ID, status: "new" });
  expect(server.seen).toHaveLength(1);
  const [seen] = server.seen;
  expect(seen).toMatchObject({ method: "POST", path: "/v1/feedback", body: '{"content":"Hello","tags":["a"]}' });
  expect(seen?.headers).toMatchObject({ authorization: `Bearer ${KEY}`, "content-type": "application/json" });
  expect(seen?.headers["idempotency-key"]).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});

test("of the base address, its server and its path count; who signs in in it, and what it asks, do not", async () => {
  await using server = await startAnsweringServer(() => json(200, { data: [], nextCursor: null }));
  const baseUrl = `${server.url.replace("//", "//ann:secret@")}/as/userz//?x=1#y`;
  await createEarshot({ baseUrl, apiKey: KEY }).feedback.list({ limit: 1 });
  expect(server.seen[0]).toMatchObject({ path: "/as/userz/v1/feedback?limit=1" });
});

test("an idempotency key of the caller's own is sent as it is", async () => {
  await using server = await startAnsweringServer(() => accepted);
  const idempotencyKey = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
  await createEarshot({ baseUrl: server.url, apiKey: KEY }).feedback.create({ content: "x" }, { idempotencyKey });
  expect(server.seen[0]?.headers["idempotency-key"]).toBe(idempotencyKey);
});

test("listing writes only the parameters that are set into the query", async () => {
  await using server = await startAnsweringServer(() => json(200, { data: [], nextCursor: null }));
  const client = createEarshot({ baseUrl: server.url, apiKey: "ear_sk_x" });
  await client.feedback.list();
  await client.feedback.list({ limit: 2, tag: "a b&c", cursor: undefined });
  expect(server.seen.map(({ path }) => path)).toEqual(["/v1/feedback", "/v1/feedback?limit=2&tag=a+b%26c"]);
});

test("without a key no authorization is sent, and a deletion is content with an answer without a body", async () => {
  await using server = await startAnsweringServer(() => ({ status: 204 }));
  await createEarshot({ baseUrl: server.url, credentials: "include" }).feedback.delete(ID);
  const [{ method, path, body, headers } = { headers: {} }] = server.seen;
  expect([method, path, body]).toEqual(["DELETE", `/v1/feedback/${ID}`, ""]);
  expect(headers.authorization).toBeUndefined();
});

test("minting posts what is told of the user, with the app that the token is for", async () => {
  const minted = { token: "a.b.c", expiresAt: "2026-01-01T00:00:00.000Z" };
  await using server = await startAnsweringServer(() => json(201, minted));
  const client = createEarshot({ baseUrl: server.url, apiKey: "ear_sk_x" });
  expect(await client.tokens.mint({ appId: ID, body: { sub: "user-42", ctx: { name: "Ann" } } })).toEqual(minted);
  expect(JSON.parse(server.seen[0]?.body ?? "")).toEqual({ app: ID, sub: "user-42", ctx: { name: "Ann" } });
});

test.each([301, 302, 303, 307, 308])(
  "a redirect with %s is not followed by what writes: it goes nowhere else, and once",
  async (status) => {
    await using elsewhere = await startAnsweringServer(() => accepted);
    const Location = `${elsewhere.url}/v1/feedback`;
    await using server = await startAnsweringServer(() => ({ status, headers: { Location } }));
    const sent = createEarshot({ baseUrl: server.url, apiKey: KEY }).feedback.create({ content: "Hello" });
    await expect(sent).rejects.toMatchObject({ code: "unexpected_answer", status });
    expect([server.seen.length, elsewhere.seen.length]).toEqual([1, 0]);
  },
);

test("a refusal keeps the server's code, message, details, request id and the wait it asks for", async () => {
  const details = [{ path: "content", message: "is required" }];
  const body = { error: { code: "rate_limited", message: "Wait a little.", details, requestId: "r1" } };
  expect(await createAgainst(json(429, body, { "Retry-After": "7" }))).toMatchObject({
    code: "rate_limited",
    message: "Wait a little.",
    status: 429,
    details,
    requestId: "r1",
    retryAfterMs: 7_000,
  });
});

test("a cut connection is a network_error without a status", async () => {
  const error = await createAgainst("cut");
  expect([error.code, error.status]).toEqual(["network_error", undefined]);
});

test("a cancelled request is aborted, one that timed out a network_error", async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 30);
  expect((await createAgainst("silence", controller.signal)).code).toBe("aborted");
  expect((await createAgainst("silence", AbortSignal.timeout(30))).code).toBe("network_error");
});

test.each<[string, Answer, number]>([
  [
    "the page of a captive portal",
    { status: 200, headers: { "Content-Type": "text/html" }, body: "<h1>Log in</h1>" },
    200,
  ],
  ["a success without an id", json(201, { ok: true }), 201],
  ["the error page of a proxy", { status: 502, body: "<h1>Bad Gateway</h1>" }, 502],
  ["an error of another API", json(404, { error: "nope" }), 404],
  ["a code that nobody documented", json(400, { error: { code: "toString", message: "m", requestId: "r" } }), 400],
])("%s is an unexpected_answer that keeps its status", async (_name, answer, status) => {
  expect(await createAgainst(answer)).toMatchObject({ code: "unexpected_answer", status });
});

test("no error holds the key", async () => {
  for (const answer of ["cut", { status: 502, body: "?" }] as const) {
    const error = await createAgainst(answer);
    expect(`${error.message} ${JSON.stringify(error)}`).not.toContain(KEY);
  }
});

test("an address or a key that cannot work is refused when the client is made", () => {
  for (const options of [
    { baseUrl: "feedback.example.com" },
    { baseUrl: "ftp://feedback.example.com" },
    { baseUrl: "https://feedback.example.com", apiKey: "ear_sk_x\n" },
    { baseUrl: "https://feedback.example.com", apiKey: "" },
  ])
    expect(() => createEarshot(options)).toThrow(expect.objectContaining({ code: "invalid_options" }));
});
