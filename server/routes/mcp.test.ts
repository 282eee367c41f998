import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { mcpClient } from "../../server-stub/mcp-client.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";

let stub: Stub;
beforeAll(async () => {
  stub = await startStub();
});
afterAll(() => stub.close());
const { ask } = asking(() => stub);

type Answer = {
  status: number;
  result?: Record<string, unknown>;
  error?: { code: number; message: string; data?: unknown };
};

const post = (message: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  ask("/mcp", { body: message, headers });
const answerOf = async (answer: Promise<Response>): Promise<Answer> => {
  const got = await answer;
  return { status: got.status, ...((await got.json()) as object) };
};
const greet = (protocolVersion: string) => ({
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion, capabilities: {}, clientInfo: { name: "test", version: "1" } },
});

const META = "io.modelcontextprotocol/";
const modernMeta = (version = "2026-07-28") => ({
  [`${META}protocolVersion`]: version,
  [`${META}clientCapabilities`]: {},
});
const modernHeaders = (method: string, name?: string) => ({
  "MCP-Protocol-Version": "2026-07-28",
  "Mcp-Method": method,
  ...(name === undefined ? {} : { "Mcp-Name": name }),
});
const modern = (method: string, params: object = {}) => ({
  jsonrpc: "2.0",
  id: 7,
  method,
  params: { ...params, _meta: modernMeta() },
});

describe("clients of each way of speaking", () => {
  test.each(["handshake", "2026-07-28"] as const)("connect and call tools: %s", async (version) => {
    const { client, names, call } = await mcpClient(stub, { version });
    expect(client.getServerVersion()).toEqual({ name: "earshot", title: "Earshot", version: "stub" });
    expect(client.getInstructions()).toContain("the app `Stub app` (live)");
    expect(client.getServerCapabilities()).toEqual({ tools: {}, resources: {}, prompts: {} });
    expect(await names()).toContain("list_feedback");
    expect(await call("list_feedback")).toMatchObject({ isError: false, data: { data: [], nextCursor: null } });
    await client.close();
  });

  test.each([
    ["2025-06-18", "2025-06-18"],
    ["2025-11-25", "2025-11-25"],
    ["2025-03-26", "2025-11-25"],
    ["2024-11-05", "2025-11-25"],
    ["2026-07-28", "2025-11-25"],
    ["tomorrow", "2025-11-25"],
  ])("who greets with %s speaks %s", async (asked, agreed) => {
    expect(await answerOf(post(greet(asked)))).toMatchObject({
      status: 200,
      id: 1,
      result: { protocolVersion: agreed, serverInfo: { name: "earshot" } },
    });
  });

  test("a ping is answered, a notification is taken without a word, and no session is begun", async () => {
    const pong = await post({ jsonrpc: "2.0", id: "p", method: "ping" }, { "MCP-Protocol-Version": "2025-06-18" });
    expect(await pong.json()).toEqual({ jsonrpc: "2.0", id: "p", result: {} });
    expect(pong.headers.get("mcp-session-id")).toBeNull();
    expect(pong.headers.get("content-type")).toMatch(/^application\/json/);
    const note = await post({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: "p" } });
    expect([note.status, await note.text()]).toEqual([202, ""]);
  });

  test("the discovery of 2026-07-28 names the versions, and lists say how long they may be kept", async () => {
    const discovered = await answerOf(post(modern("server/discover"), modernHeaders("server/discover")));
    expect(discovered).toMatchObject({
      status: 200,
      result: {
        resultType: "complete",
        supportedVersions: ["2026-07-28", "2025-11-25", "2025-06-18"],
        cacheScope: "private",
        _meta: { [`${META}serverInfo`]: { name: "earshot" } },
      },
    });
    for (const method of ["tools/list", "prompts/list", "resources/list", "resources/templates/list"])
      expect(await answerOf(post(modern(method), modernHeaders(method)))).toMatchObject({
        result: { resultType: "complete", ttlMs: expect.any(Number), cacheScope: "private" },
      });
  });

  test.each(["GET", "DELETE", "PUT", "OPTIONS"])(
    "%s is answered with 405: there is no stream and no session",
    async (method) => {
      const answer = await ask("/mcp", { method });
      expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
      expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    },
  );
});

describe("a message of 2026-07-28", () => {
  const call = modern("tools/call", { name: "list_feedback", arguments: {} });
  test("is served when headers and body say the same, in base64 too", async () => {
    const plain = modernHeaders("tools/call", "list_feedback");
    const encoded = modernHeaders("tools/call", `=?base64?${Buffer.from("list_feedback").toString("base64")}?=`);
    for (const headers of [plain, encoded])
      expect(await answerOf(post(call, headers))).toMatchObject({ status: 200, result: { resultType: "complete" } });
  });

  test.each<[string, Record<string, string>]>([
    ["another tool in its header", modernHeaders("tools/call", "delete_feedback")],
    ["no tool in its headers", modernHeaders("tools/call")],
    ["another method in its header", modernHeaders("tools/list", "list_feedback")],
    [
      "another version in its header",
      { ...modernHeaders("tools/call", "list_feedback"), "MCP-Protocol-Version": "2025-11-25" },
    ],
    ["no headers", {}],
  ])("with %s is refused: 400, header mismatch", async (_, headers) => {
    expect(await answerOf(post(call, headers))).toMatchObject({ status: 400, id: 7, error: { code: -32020 } });
  });

  test("that does not say what its client can is refused: 400, invalid params", async () => {
    const params = { _meta: { [`${META}protocolVersion`]: "2026-07-28" } };
    for (const said of [
      { ...modern("tools/list"), params },
      { jsonrpc: "2.0", id: 7, method: "tools/list" },
    ])
      expect(await answerOf(post(said, modernHeaders("tools/list")))).toMatchObject({
        status: 400,
        error: { code: -32602 },
      });
  });

  test("of a version that is not spoken here is refused: 400, with those that are", async () => {
    const wanted = { jsonrpc: "2.0", id: 7, method: "tools/list", params: { _meta: modernMeta("2030-01-01") } };
    for (const [message, version] of [
      [wanted, "2030-01-01"],
      [{ jsonrpc: "2.0", id: 7, method: "ping" }, "1900-01-01"],
    ] as const)
      expect(await answerOf(post(message, { "MCP-Protocol-Version": version }))).toMatchObject({
        status: 400,
        error: { code: -32022, data: { supported: ["2026-07-28", "2025-11-25", "2025-06-18"], requested: version } },
      });
  });

  test("for a method that is not there is 404, before that version 200", async () => {
    for (const method of ["tools/destroy", "ping", "__proto__", "constructor"]) {
      const answer = await answerOf(post(modern(method), modernHeaders(method)));
      expect([method, answer.status, answer.error?.code]).toEqual([method, 404, -32601]);
    }
    for (const method of ["tools/destroy", "server/discover", "sampling/createMessage"])
      expect(await answerOf(post({ jsonrpc: "2.0", id: 1, method }))).toMatchObject({
        status: 200,
        error: { code: -32601 },
      });
  });
});

describe("what is no message", () => {
  test.each<[string, unknown, string]>([
    ["a list of messages", [{ jsonrpc: "2.0", id: 1, method: "ping" }], "ended batches"],
    ["an empty list", [], "ended batches"],
    ["an answer", { jsonrpc: "2.0", id: 1, result: {} }, "method"],
    ["JSON-RPC 1.0", { id: 1, method: "ping" }, "jsonrpc"],
    ["an id of null", { jsonrpc: "2.0", id: null, method: "ping" }, "id"],
    ["an id that is no whole number", { jsonrpc: "2.0", id: 1.5, method: "ping" }, "id"],
    ["an id that is an object", { jsonrpc: "2.0", id: {}, method: "ping" }, "id"],
    ["parameters in a list", { jsonrpc: "2.0", id: 1, method: "ping", params: [1] }, "params"],
    ["a method without a name", { jsonrpc: "2.0", id: 1, method: "" }, "method"],
    ["a number", 7, ""],
    ["null", "null", ""],
  ])("is refused as everywhere: %s", async (_, body, named) => {
    const { status, code, message } = await problemOf(await ask("/mcp", { body }));
    expect([status, code]).toEqual([400, "invalid_body"]);
    expect(message).toContain(named);
  });
});

test.each<[string, string, object | undefined]>([
  ["a page of a list that has one", "tools/list", { cursor: "abc" }],
  ["a page that no list has", "resources/list", { cursor: "not-a-cursor" }],
  ["no tool", "tools/call", undefined],
  ["a tool that is not there", "tools/call", { name: "toString" }],
  ["arguments in a list", "tools/call", { name: "list_feedback", arguments: [1] }],
  ["a prompt that is not there", "prompts/get", { name: "constructor" }],
  ["a resource that is not there", "resources/read", { uri: "file:///etc/passwd" }],
])("%s is asked for: an answer of the protocol that says so", async (_, method, params) => {
  expect(await answerOf(post({ jsonrpc: "2.0", id: 1, method, params }))).toMatchObject({
    status: 200,
    error: { code: -32602, message: expect.stringMatching(/\.$/) },
  });
});

test("the API's document has the route, for secret keys alone", async () => {
  const { paths } = (await (await fetch(`${stub.url}/openapi.json`)).json()) as {
    paths: Record<string, { post: { security: object[] } }>;
  };
  expect(paths["/mcp"]?.post.security).toEqual([{ secretKey: [] }]);
});
