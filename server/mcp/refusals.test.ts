import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { asking, PAGE, problemOf } from "../../server-stub/asking.ts";
import { busyWith } from "../../server-stub/busy.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { mcpClient } from "../../server-stub/mcp-client.ts";
import { addSecretKey, signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";

let stub: Stub;
let lines: string[];
beforeEach(async () => {
  lines = [];
  stub = await startStub({ onLog: (line) => lines.push(line) });
});
afterEach(() => stub.close());
const { ask, submit, stored } = asking(() => stub);

const PING = { jsonrpc: "2.0", id: 1, method: "ping" };

describe("who may not ask", () => {
  test.each<[string, () => Promise<string | null>, number, string]>([
    ["nobody", async () => null, 401, "missing_authorization"],
    ["a key that is none", async () => "nonsense", 401, "invalid_authorization"],
    ["a mistyped key", async () => `${stub.secretKey.slice(0, -1)}!`, 401, "invalid_authorization"],
    ["a page's key", async () => stub.publishableKey, 403, "insufficient_scope"],
    [
      "a key without mcp",
      async () => (await addSecretKey(stub, STUB_APP_ID, ["feedback:read"])).text,
      403,
      "insufficient_scope",
    ],
  ])("%s", async (_, keyOf, status, code) => {
    const key = await keyOf();
    const answer = await ask("/mcp", { key, body: PING });
    expect(answer.headers.get("www-authenticate")).toBe(status === 401 ? 'Bearer realm="earshot"' : null);
    const problem = await problemOf(answer);
    expect(problem).toMatchObject({ status, code, requestId: expect.any(String) });
    if (key) expect(JSON.stringify([problem, lines])).not.toContain(key);
  });

  test("a revoked key, and one that has expired", async () => {
    const key = await addSecretKey(stub, STUB_APP_ID, ["mcp"]);
    expect((await ask("/mcp", { key: key.text, body: PING })).status).toBe(200);
    expect((await ask(`/v1/keys/${key.id}`, { method: "DELETE" })).status).toBe(204);
    expect(await problemOf(await ask("/mcp", { key: key.text, body: PING }))).toMatchObject({ status: 401 });
  });

  test("a member's session: only keys are taken, so no page can borrow a cookie", async () => {
    const headers = { Cookie: await signIn(stub) };
    expect(await problemOf(await ask("/mcp", { key: null, headers, body: PING }))).toMatchObject({
      status: 401,
      code: "missing_authorization",
    });
  });

  test("a key in the address is not read", async () => {
    expect(await problemOf(await ask(`/mcp?key=${stub.secretKey}`, { key: null, body: PING }))).toMatchObject({
      status: 401,
    });
    expect(lines.join()).not.toContain(stub.secretKey);
  });
});

describe("a page", () => {
  test.each<[string, () => string | null]>([
    ["without a key", () => null],
    ["with a key that is none", () => "nonsense"],
    ["with a page's key", () => stub.publishableKey],
  ])("%s gets no word: 403, also on this very host", async (_, key) => {
    for (const origin of ["https://evil.example", "null", PAGE, stub.url]) {
      const answer = await ask("/mcp", { key: key(), origin, body: PING });
      expect(answer.headers.get("access-control-allow-origin")).toBeNull();
      expect(await problemOf(answer)).toMatchObject({ status: 403, code: "origin_not_allowed" });
    }
  });

  test("with a secret key tells that it has leaked, and its owner learns of it", async () => {
    const key = await addSecretKey(stub, STUB_APP_ID, ["mcp", "feedback:read"]);
    const answer = await ask("/mcp", { key: key.text, origin: "https://evil.example", body: PING });
    expect(await problemOf(answer)).toMatchObject({ status: 403, code: "secret_key_in_browser" });
    expect(await (await ask(`/v1/keys/${key.id}`)).json()).toMatchObject({ leakedAt: expect.any(String) });
    expect(lines.join()).not.toContain(key.text);
  });
});

describe("how much", () => {
  test("the 601st request in a minute is refused, and passes after the time it was told", async () => {
    const { text } = await addSecretKey(stub, STUB_APP_ID, ["mcp"]);
    const pings = Array.from({ length: 600 }, () =>
      ask("/mcp", { key: text, body: PING }).then(({ status }) => status),
    );
    expect(new Set(await Promise.all(pings))).toEqual(new Set([200]));
    const refused = await ask("/mcp", { key: text, body: PING });
    expect([refused.headers.get("retry-after"), refused.headers.get("x-ratelimit-remaining")]).toEqual(["1", "0"]);
    expect(await problemOf(refused)).toMatchObject({ status: 429, code: "rate_limited" });
    stub.clock.advance(1_000);
    expect((await ask("/mcp", { key: text, body: PING })).status).toBe(200);
  });

  test("a call costs one request, like any other of the key", async () => {
    const before = await ask("/mcp", { body: PING });
    const body = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "list_feedback" } };
    const after = await ask("/mcp", { body });
    const left = (answer: Response) => Number(answer.headers.get("x-ratelimit-remaining"));
    expect(left(before) - left(after)).toBe(1);
  });

  test("a body above 512 KB is refused, announced or not", async () => {
    const body = JSON.stringify({ ...PING, params: { padding: "x".repeat(512 * 1024) } });
    expect(await problemOf(await ask("/mcp", { body }))).toMatchObject({ status: 413, code: "payload_too_large" });
    const status = await new Promise((resolve, reject) => {
      const headers = {
        Authorization: `Bearer ${stub.secretKey}`,
        "Content-Type": "application/json",
        "Transfer-Encoding": "chunked",
      };
      const { hostname, port } = new URL(stub.url);
      const sent = request({ hostname, port, path: "/mcp", method: "POST", headers }, (answer) =>
        resolve(answer.statusCode),
      );
      sent.on("error", reject);
      sent.end(body);
    });
    expect(status).toBe(413);
  });

  test("headers beyond a hundred are refused", async () => {
    const headers = Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`X-${i}`, "1"]));
    const { message } = await problemOf(await ask("/mcp", { headers, body: PING }));
    expect(message).toMatch(/headers/);
  });
});

describe("JSON that means harm", () => {
  const call = (args: string) =>
    `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"list_feedback","arguments":${args}}}`;
  test.each<[string, string, string]>([
    ["no JSON", "{", "invalid_json"],
    ["nothing", "", "invalid_json"],
    ["100,000 deep", call("[".repeat(100_000) + "]".repeat(100_000)), "invalid_json"],
    ["a field named twice", call('{"q":"a","q":"b"}'), "invalid_json"],
    ["__proto__ as an argument", call('{"__proto__":{"limit":50}}'), "invalid_body"],
    ["half a character", call('{"q":"\\ud800"}'), "invalid_json"],
  ])("%s is refused before any tool sees it", async (_, body, code) => {
    const busy = await busyWith(async () => {
      const answer = await ask("/mcp", { body, method: "POST", headers: { "Content-Type": "application/json" } });
      expect(await problemOf(answer)).toMatchObject({ status: 400, code });
    });
    expect(busy).toBeLessThan(1_000);
  });

  test("another media type is refused", async () => {
    const headers = { "Content-Type": "text/plain" };
    expect(await problemOf(await ask("/mcp", { body: PING, headers }))).toMatchObject({ status: 415 });
  });
});

test("a database that is away answers 503 with Retry-After, and nothing of it is told", async () => {
  await stub.close();
  const { StoreUnavailableError } = await import("../store/engine.ts");
  stub = await startStub({
    withStore: (store) => ({
      ...store,
      feedback: { ...store.feedback, list: () => Promise.reject(new StoreUnavailableError("secret cause")) },
    }),
  });
  const body = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "list_feedback" } };
  const answer = await ask("/mcp", { body });
  expect(answer.headers.get("retry-after")).toBe("5");
  const problem = await problemOf(answer);
  expect(problem).toMatchObject({ status: 503, code: "unavailable" });
  expect(JSON.stringify(problem)).not.toContain("secret cause");
});

test("what was asked is logged without what was said, counted for the key, and refusals of tools are in the figures", async () => {
  await submit({ content: "a private sentence" });
  const { call } = await mcpClient(stub);
  await call("list_feedback", { q: "private" });
  await call("get_feedback", { id: "0".repeat(24) });
  expect(lines.filter((line) => line.includes('"/mcp"')).length).toBeGreaterThan(1);
  expect(lines.join()).not.toMatch(/private|ear_sk_/);
  const figures = await (await ask("/metrics")).text();
  expect(figures).toContain('earshot_refusals_total{code="not_found"} 1');
  expect(figures).toContain('earshot_requests_total{route="/mcp",method="POST",status="200"}');
  expect(await stored()).toHaveLength(1);
  const usage = (await (await ask("/v1/usage")).json()) as { data: Array<{ requests: number }> };
  expect(Math.max(...usage.data.map(({ requests }) => requests))).toBeGreaterThan(3);
});
