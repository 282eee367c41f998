import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asking, PAGE, problemOf } from "../server-stub/asking.ts";
import { type Stub, startStub } from "../server-stub/start.ts";

let stub: Stub;
beforeAll(async () => {
  stub = await startStub({ requestMs: 1_000 });
});
afterAll(() => stub.close());
const { submit, stored, ask } = asking(() => stub);

/** Sends text to a server as it is, and gives all it answers until it closes the connection. */
const raw = (text: string | Buffer, { trickle }: { trickle?: string } = {}): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(stub.url);
    let answer = "";
    const socket = connect(Number(port), hostname === "localhost" ? "127.0.0.1" : hostname, () => socket.write(text));
    const drip = trickle ? setInterval(() => socket.writable && socket.write(trickle), 50) : undefined;
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE" && error.code !== "ECONNRESET") reject(error);
    });
    socket.on("close", () => {
      clearInterval(drip);
      resolve(answer);
    });
  });
const head = (...headers: string[]): string =>
  [
    "POST /v1/feedback HTTP/1.1",
    "Host: localhost",
    `Authorization: Bearer ${stub.publishableKey}`,
    `Origin: ${PAGE}`,
    "Content-Type: application/json",
    ...headers,
    "",
    "",
  ].join("\r\n");

const HALF = "\\ud800";
const keys = (count: number): string =>
  `{"content":"x",${Array.from({ length: count }, (_, i) => `"k${i}":0`).join(",")}}`;

test.each<[string, () => string | Uint8Array, string]>([
  ["100,000 lists deep", () => "[".repeat(100_000) + "]".repeat(100_000), "invalid_json"],
  ["100,000 objects deep", () => `${'{"a":'.repeat(100_000)}0${"}".repeat(100_000)}`, "invalid_json"],
  ["deep in a field", () => `{"content":"x","metadata":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, "invalid_json"],
  ["deep, and never closed", () => "[".repeat(1_000_000), "invalid_json"],
  ["of 600,000 fields", () => keys(600_000), "invalid_json"],
  ["of two million list entries", () => `{"content":"x","tags":[${"0,".repeat(2_000_000)}0]}`, "invalid_json"],
  ["with a number of a million digits", () => `{"content":"x","rating":${"1".repeat(1_000_000)}}`, "invalid_body"],
  ["with a fraction of a million digits", () => `{"content":"x","rating":1.${"1".repeat(1_000_000)}}`, "invalid_body"],
  ["with 1e999", () => '{"content":"x","metadata":{"n":1e999}}', "invalid_body"],
  ["that names a field twice", () => '{"content":"x","content":"y"}', "invalid_json"],
  ["that names one twice, once in disguise", () => '{"content":"x","c\\u006fntent":"y"}', "invalid_json"],
  ["that names one twice further in", () => '{"content":"x","metadata":{"a":1,"b":2,"a":3}}', "invalid_json"],
  ["with __proto__", () => '{"content":"x","__proto__":{"rating":5}}', "invalid_body"],
  ["with __proto__ in an open object", () => '{"content":"x","metadata":{"__proto__":"y"}}', "invalid_body"],
  ["with __proto__ in disguise", () => '{"content":"x","metadata":{"\\u005f_proto__":"y"}}', "invalid_body"],
  ["with constructor", () => '{"content":"x","constructor":{"prototype":{}}}', "invalid_body"],
  ["with half a character", () => `{"content":"x${HALF}"}`, "invalid_json"],
  ["with half a character in a name", () => `{"content":"x","metadata":{"${HALF}":1}}`, "invalid_json"],
  ["with the halves in the wrong order", () => '{"content":"\\udc4b\\ud83d"}', "invalid_json"],
  ["with a byte order mark", () => '\ufeff{"content":"x"}', "invalid_json"],
  ["in UTF-16", () => Buffer.from('\ufeff{"content":"x"}', "utf16le"), "invalid_json"],
  ["in Latin-1", () => Buffer.from('{"content":"Gr\u00fcn"}', "latin1"), "invalid_json"],
  ["with a surrogate encoded as UTF-8", () => Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), "invalid_json"],
  ["with overlong UTF-8", () => Buffer.from([0x22, 0xc0, 0xaf, 0x22]), "invalid_json"],
  ["with NUL in a tag", () => '{"content":"x","tags":["a\\u0000b"]}', "invalid_body"],
  ["of eight million escapes", () => `{"content":"${'\\"'.repeat(4_000_000)}"}`, "invalid_body"],
  ["that is a string that never ends", () => `{"content":"${'\\"'.repeat(4_000_000)}`, "invalid_json"],
  ["of nothing but quotes", () => '"'.repeat(1_000_000), "invalid_json"],
  ["with NaN", () => '{"content":"x","rating":NaN}', "invalid_json"],
])("a body %s is refused quickly", async (_, body, code) => {
  const sent = body();
  const start = performance.now();
  const answer = await submit(sent);
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  expect(await problemOf(answer)).toMatchObject({ status: 400, code });
  expect(performance.now() - start).toBeLessThan(2_000);
});

test("what looks odd and is sound is taken: escaped backslashes, whole characters as escapes, the same name in two objects", async () => {
  for (const body of [
    String.raw`{"content":"C:\\u005f \\ud800 \" \\"}`,
    String.raw`{"content":"👋 \ud83d\udc4b \u0000"}`,
    '{"content":"x","client":{"viewport":{"width":1,"height":1,"devicePixelRatio":1}},"metadata":{"width":1,"client":"y"}}',
    '{"content":"{\\"a\\":1,\\"a\\":2}[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["}',
  ])
    expect([body, (await submit(body)).status]).toEqual([body, 201]);
  for (const { id } of await stored()) await ask(`/v1/feedback/${id}`, { method: "DELETE" });
});

test.each([
  ["another charset", { "Content-Type": "application/json; charset=latin1" }],
  ["UTF-16", { "Content-Type": 'application/json; charset="utf-16"' }],
  ["a compressed body", { "Content-Encoding": "gzip" }],
  ["another type", { "Content-Type": "text/plain" }],
  ["another type that begins alike", { "Content-Type": "application/json-seq" }],
])("%s is refused as a type that is not taken", async (_, headers) => {
  expect(await problemOf(await submit('{"content":"x"}', { headers }))).toMatchObject({
    status: 415,
    code: "unsupported_media_type",
  });
});

test("a body that trickles is cut, and told so in a way that clients try again", async () => {
  const start = performance.now();
  const answer = await raw(head("Content-Length: 100000"), { trickle: "x" });
  expect(performance.now() - start).toBeLessThan(5_000);
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  expect(answer).toContain("Access-Control-Allow-Origin: *");
  expect(JSON.parse(answer.split("\r\n\r\n")[1] ?? "")).toMatchObject({ error: { code: "invalid_body" } });
});

test("headers that trickle are cut as well", async () => {
  const start = performance.now();
  expect(await raw("POST /v1/feedback HTTP/1.1\r\nHost: x\r\n", { trickle: "X-A: b\r\n" })).toMatch(/^HTTP\/1\.1 408 /);
  expect(performance.now() - start).toBeLessThan(5_000);
});

test("101 headers are refused, 100 are not", async () => {
  const more = (count: number) => Array.from({ length: count }, (_, i) => `X-Filler-${i}: y`);
  const body = '{"content":"x","colour":1}';
  const send = (count: number) => {
    const fixed = ["Connection: close", `Content-Length: ${body.length}`];
    return raw(head(...fixed, ...more(count - 4 - fixed.length)) + body);
  };
  expect(await send(101)).toMatch(/^HTTP\/1\.1 400 [\s\S]*headers: are more than 100/);
  expect(await send(100)).toMatch(/^HTTP\/1\.1 400 [\s\S]*colour/);
});

test.each([
  ["headers of 64 KB", () => head(`X-Long: ${"y".repeat(65_536)}`)],
  ["no HTTP at all", () => "\u0016\u0003\u0001 hello\r\n\r\n"],
  ["two lengths", () => `${head("Content-Length: 5", "Content-Length: 6")}12345`],
  ["a length and chunks", () => `${head("Content-Length: 5", "Transfer-Encoding: chunked")}0\r\n\r\n`],
  ["a length that is no number", () => head("Content-Length: many")],
  ["a chunk that lies about its size", () => `${head("Transfer-Encoding: chunked")}zz\r\nhello\r\n`],
  ["a NUL in a header", () => head("X-Nul: a\u0000b")],
])("%s: 400 as JSON, readable for a page, and the connection ends", async (_, text) => {
  const answer = await raw(text());
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer.toLowerCase()).toContain("access-control-allow-origin: *");
  expect(answer.toLowerCase()).toContain("x-request-id: ");
  expect(answer).toContain('"code":"invalid_');
});

test("a body that ends before it said stores nothing, and the server goes on", async () => {
  const { hostname, port } = new URL(stub.url);
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), hostname === "localhost" ? "127.0.0.1" : hostname, () => {
      socket.write(`${head("Content-Length: 1000")}{"content":"half`, () => socket.destroy());
    });
    socket.on("close", () => resolve());
  });
  expect(await stored()).toEqual([]);
});

test.each([
  ["/v1/feedback/%00%00%00", 404],
  ["/v1/feedback/000000000000000000000000%00", 404],
  ["/v1/feedback/0000000000000000000000FF", 404],
  ["/v1/feedback/%E0%A4%A/replies", 404],
  ["/v1/customers/..%2f..%2fetc%2fpasswd", 404],
  ["/v1/feedback?tag=%00", 400],
  ["/v1/feedback?tag=%ED%A0%80", 200],
  ["/v1/feedback?q=%00", 200],
  ["/v1/feedback?q=%22*%20OR%20NEAR(", 200],
  ["/v1/feedback?cursor=____", 400],
  ["/v1/feedback?cursor=%00", 400],
  ["/v1/feedback?limit=1e1", 200],
  ["/v1/feedback?limit=0x10", 200],
  ["/v1/feedback?limit=1e999", 400],
  ["/v1/feedback?limit=-1", 400],
  ["/v1/feedback?limit=", 400],
  ["/v1/feedback?since=9999-99-99T99:99:99Z", 400],
  ["/v1/feedback?__proto__=1", 400],
  ["/v1/feedback?constructor=1", 400],
  ["/v1/customers?q=%00", 400],
  ["/v1/customers?q=%25_%5C", 200],
  [`/v1/feedback?q=${"a%20".repeat(200)}`, 400],
])("GET %s answers %i", async (path, status) => {
  expect((await ask(path)).status).toBe(status);
});

test("after all of that nothing is stored, and the next one is served", async () => {
  expect(await stored()).toEqual([]);
  expect((await submit({ content: "still here" })).status).toBe(201);
});
