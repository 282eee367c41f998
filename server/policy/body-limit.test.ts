import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, PAGE, problemOf } from "../../server-stub/asking.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());
const { ask, submit, stored } = asking(() => stub);

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
  [{ content: "x", attachments: ["no id"] }, "attachments.0"],
  [{ content: "x", screenshotDataUrl: "https://example.com/a.png" }, "screenshotDataUrl"],
  [["content"], ""],
  ["null", ""],
])("an invalid body %# is a 400 that names what is wrong", async (body, path) => {
  const { status, code, details } = await problemOf(await submit(body));
  expect([status, code]).toEqual([400, "invalid_body"]);
  expect((details as Array<{ path: string }>).map((issue) => issue.path)).toContain(path);
  expect(await stored()).toEqual([]);
});

test("a body that names an upload that is not there is a 404 that says where, and nothing is stored", async () => {
  const answer = await submit({ content: "x", attachments: ["000000000000000000000000"] });
  expect(await problemOf(answer)).toMatchObject({
    status: 404,
    code: "not_found",
    details: { path: "attachments.0" },
  });
  expect(await stored()).toEqual([]);
});

test("a body that is not JSON, not UTF-8, empty or of another type is refused as such, without repeating it", async () => {
  expect(await problemOf(await submit('{"content": "secret'))).toMatchObject({
    status: 400,
    code: "invalid_json",
    message: expect.not.stringContaining("secret"),
  });
  expect(await problemOf(await submit(new Uint8Array([0x22, 0xff, 0x22])))).toMatchObject({ code: "invalid_json" });
  expect(await problemOf(await submit(""))).toMatchObject({ code: "invalid_json" });
  expect(
    await problemOf(await submit("a=b", { headers: { "Content-Type": "application/x-www-form-urlencoded" } })),
  ).toMatchObject({
    status: 415,
    code: "unsupported_media_type",
  });
});

test("a body of 9 MB is a 413, whether it says its size or not", async () => {
  const large = `{"content":"${"x".repeat(9_000_000)}"}`;
  const said = await submit(large);
  expect(said.headers.get("access-control-allow-origin")).toBe("*");
  expect(await problemOf(said)).toMatchObject({ status: 413, code: "payload_too_large" });
  const streamed = await fetch(`${stub.url}/v1/feedback`, {
    method: "POST",
    headers: { Authorization: `Bearer ${stub.publishableKey}`, Origin: PAGE, "Content-Type": "application/json" },
    body: new Blob([large]).stream(),
    duplex: "half",
  } as RequestInit);
  expect(await problemOf(streamed)).toMatchObject({ status: 413 });
});

test("what is wrong is said in words that help", async () => {
  const { message } = await problemOf(await submit({ content: "x".repeat(8_193), rating: 9 }));
  expect(message).toBe("The body is not valid: content: must have at most 8192 characters; rating: must be at most 5.");
});

test("a member called __proto__ is refused at any depth, in open objects too", async () => {
  const body = '{"content":"x","metadata":{"a":1,"__proto__":{"b":2}}}';
  expect(await problemOf(await submit(body))).toMatchObject({ status: 400, code: "invalid_body" });
  expect(await stored()).toEqual([]);
  expect((await submit({ content: "what does __proto__ do?" })).status).toBe(201);
});

test("of a member called __proto__ it is said where it stands", async () => {
  const { details } = await problemOf(await submit('{"content":"x","metadata":{"a":1,"\\u005f_proto__":{"b":2}}}'));
  expect(details).toEqual([{ path: "metadata.__proto__", message: "is not a field of this request" }]);
});

test.each([
  ["{}", "content", "is required"],
  ['{"content":7}', "content", "must be a text"],
  ['{"content":" "}', "content", "must not be empty"],
  ['{"content":"x","rating":1.5}', "rating", "must be a whole number"],
  ['{"content":"x","category":"rant"}', "category", "must be one of idea, problem, praise, question, other"],
  ['{"content":"x","tags":"t"}', "tags", "must be a list"],
  [
    '{"content":"x","capture":{"method":"tab","durationMs":1e999}}',
    "capture.durationMs",
    "must be a number that is not so large",
  ],
  ['{"content":"x","metadata":{"a":null}}', "metadata.a", "must be a text, a number, true or false"],
  ['{"content":"x","metadata":{"":1}}', "metadata", "a name in it must not be empty"],
  [`{"content":"x","metadata":{"${"n".repeat(129)}":1}}`, "metadata", "a name in it must have at most 128 characters"],
  [
    '{"content":"x","logs":[{"level":"info","message":"m","at":"today"}]}',
    "logs.0.at",
    "must be a time such as 2026-01-31T12:00:00Z",
  ],
])("of %s it is said what to do", async (body, path, message) => {
  const { details } = await problemOf(await submit(body));
  expect(details).toEqual([{ path, message }]);
});

test.each<[string, string, string]>([
  ["since=yesterday", "since", "must be a time such as 2026-01-31T12:00:00Z"],
  [
    "status=lost",
    "status",
    "must be one of new, triaged, queued, in_progress, done, archived, or several with commas between them",
  ],
  ...["0x10", "1e1", "+5", "%2016", "", "1.5", "0", "101"].map((text): [string, string, string] => [
    `limit=${text}`,
    "limit",
    "must be a whole number, 1 to 100",
  ]),
])("of the query %s it is said what to do", async (query, path, message) => {
  const { code, details } = await problemOf(await ask(`/v1/feedback?${query}`));
  expect([code, details]).toEqual(["invalid_query", [{ path, message }]]);
});

test("of an upload that is too large the limit of files is said", async () => {
  const body = { contentType: "application/pdf", byteSize: 15 * 1024 * 1024 + 1, kind: "file" };
  expect(await problemOf(await ask("/v1/uploads", { body }))).toMatchObject({
    status: 413,
    message: "The file is larger than 15 MB, the most that an upload can be. Send a smaller one.",
  });
});
