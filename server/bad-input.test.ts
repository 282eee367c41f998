import { connect } from "node:net";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asking, PAGE, problemOf } from "../server-stub/asking.ts";
import { busyWith } from "../server-stub/busy.ts";
import { answersIn, rawExchange } from "../server-stub/raw-exchange.ts";
import { type Stub, startStub } from "../server-stub/start.ts";

let stub: Stub;
beforeAll(async () => {
  stub = await startStub({ requestMs: 1_000 });
});
afterAll(() => stub.close());
const { submit, stored, ask } = asking(() => stub);

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
  const busy = await busyWith(async () => {
    const answer = await submit(sent);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(await problemOf(answer)).toMatchObject({ status: 400, code });
  });
  expect(busy).toBeLessThan(2_000);
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

test.each([
  ["gzip", () => gzipSync(Buffer.alloc(50_000_000, " "))],
  ["br", () => brotliCompressSync(Buffer.alloc(50_000_000, " "))],
])("a bomb of %s is not unpacked", async (encoding, bomb) => {
  const body = new Uint8Array(bomb());
  const busy = await busyWith(async () => {
    const answer = await submit(body, { headers: { "Content-Encoding": encoding } });
    expect(await problemOf(answer)).toMatchObject({ status: 415, code: "unsupported_media_type" });
  });
  expect(busy).toBeLessThan(2_000);
});

/** What is said to a request that does not come: the client may try again, and is told how. */
const expectLate = (text: string): void => {
  const [answer] = answersIn(text);
  expect(answer).toMatchObject({ status: 408, code: "invalid_body", headers: { "access-control-allow-origin": "*" } });
  expect(answer?.body).toMatch(/did not arrive whole in time .*at most 1 s.*nothing of it was stored.*Send it again/);
  expect(answer?.body).toContain(answer?.headers["x-request-id"] ?? "an id");
};

test.each([
  ["a body that trickles", () => head("Content-Length: 100000"), "x"],
  ["a body that trickles in chunks", () => head("Transfer-Encoding: chunked"), "1\r\nx\r\n"],
  ["a body of which nothing comes", () => head("Content-Length: 100000"), undefined],
  ["headers that trickle", () => "POST /v1/feedback HTTP/1.1\r\nHost: x\r\n", "X-A: b\r\n"],
  ["a first line that stops", () => "POST /v1/feed", undefined],
])("%s: cut, and told so in a way that clients try again", async (_, text, trickle) => {
  const start = performance.now();
  expectLate(await rawExchange(stub.url, text(), trickle === undefined ? {} : { trickle }));
  expect(performance.now() - start).toBeLessThan(5_000);
});

test("a connection that says nothing at all is closed", async () => {
  const start = performance.now();
  expect(answersIn(await rawExchange(stub.url, "")).every(({ status }) => status === 408)).toBe(true);
  expect(performance.now() - start).toBeLessThan(5_000);
});

test("a body that ends before it said stores nothing, and the server goes on", async () => {
  await new Promise<void>((resolve) => {
    const socket = connect(Number(new URL(stub.url).port), "127.0.0.1", () => {
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
  ["/v1/feedback?limit=1e1", 400],
  ["/v1/feedback?limit=0x10", 400],
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
