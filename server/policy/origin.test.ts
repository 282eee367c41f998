import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, PAGE, problemOf } from "../../server-stub/asking.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());
const { ask, submit, stored } = asking(() => stub);

test("a foreign origin is refused with the entry that would admit it, and nothing is stored", async () => {
  expect(await problemOf(await submit({ content: "x" }, { origin: "https://evil.example" }))).toMatchObject({
    status: 403,
    code: "origin_not_allowed",
    details: { origin: "https://evil.example", admittedBy: "evil.example" },
  });
  expect(await problemOf(await submit({ content: "x" }, { origin: null }))).toMatchObject({
    code: "origin_not_allowed",
  });
  expect(await problemOf(await submit({ content: "x" }, { origin: "null" }))).toMatchObject({
    code: "origin_not_allowed",
  });
  expect(await stored()).toEqual([]);
});

const keyFor = async (allowedOrigins: string[]): Promise<string> => {
  const body = { kind: "publishable", name: "Site", allowedOrigins };
  return ((await (await ask("/v1/keys", { body })).json()) as { text: string }).text;
};

test("the origin decides when it is there, and the referer only when it is not", async () => {
  const key = await keyFor(["example.com"]);
  const send = async (origin: string | null, referer?: string) =>
    (await submit({ content: "x" }, { key, origin, headers: referer ? { Referer: referer } : {} })).status;
  expect(await send("https://shop.example.com")).toBe(201);
  expect(await send("https://shop.example.com", "https://evil.example/")).toBe(201);
  expect(await send("https://evil.example", "https://example.com/")).toBe(403);
  expect(await send("null", "https://example.com/")).toBe(403);
  expect(await send(null, "https://example.com/a?b")).toBe(201);
  expect(await send(null, "https://evil.example/?https://example.com/")).toBe(403);
  expect(await send(null)).toBe(403);
  for (const odd of ["https://example.com/", "HTTPS://EXAMPLE.COM", "https://example.com:443", "http://example.com"])
    expect([odd, await send(odd)]).toEqual([odd, 403]);
});

test("an empty list is nobody; a star is anybody, and who sends neither header, but never null", async () => {
  const [nobody, anybody] = [await keyFor([]), await keyFor(["*"])];
  for (const origin of [PAGE, "https://example.com", null])
    expect((await submit({ content: "x" }, { key: nobody, origin })).status).toBe(403);
  for (const origin of ["https://example.com", "http://a.example:81", null])
    expect((await submit({ content: "x" }, { key: anybody, origin })).status).toBe(201);
  expect((await submit({ content: "x" }, { key: anybody, origin: "null" })).status).toBe(403);
});

test("an extension is admitted by its id, or all of a browser's by a star", async () => {
  const id = "abcdefghijklmnopabcdefghijklmnop";
  const key = await keyFor([`chrome-extension://${id}`, "moz-extension://*"]);
  const send = async (origin: string) => (await submit({ content: "x" }, { key, origin })).status;
  expect(await send(`chrome-extension://${id}`)).toBe(201);
  expect(await send(`chrome-extension://${id.replace("a", "b")}`)).toBe(403);
  expect(await send("moz-extension://0b1d3c52-3c6f-4f0e-9f57-2d1c1f0a9e11")).toBe(201);
});

test("the list of a key decides on settings and uploads just as on feedback", async () => {
  const body = { contentType: "text/plain", byteSize: 2, kind: "file" };
  for (const [origin, config, upload] of [
    [PAGE, 200, 201],
    ["https://evil.example", 403, 403],
  ] as const) {
    expect((await ask("/v1/config", { key: stub.publishableKey, origin })).status).toBe(config);
    expect((await ask("/v1/uploads", { key: stub.publishableKey, origin, body })).status).toBe(upload);
  }
});
