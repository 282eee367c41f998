import { afterEach, beforeEach, expect, test } from "vitest";
import { problemOf } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { KEY_PROFILES, type KeyProfile } from "../keys/key-profiles.ts";

/** Kinds of keys that another API might have. Nothing but these declarations makes them work. */
const FOREIGN = [
  {
    kind: "ingest",
    prefix: "ear_ing_",
    place: { in: "query", name: "apiKey" },
    scopes: ["feedback:write", "feedback:read"],
    inPages: false,
    submissions: { per: "key", rate: "publicUploads" },
  },
  {
    kind: "form",
    prefix: "ear_frm_",
    place: { in: "body", name: "api_key" },
    scopes: ["feedback:write"],
    inPages: true,
    submissions: { per: "address-and-app", rate: "privateSubmissions" },
  },
] as const satisfies readonly KeyProfile[];

let stub: Stub;
let lines: string[];
beforeEach(async () => {
  lines = [];
  stub = await startStub({ keyProfiles: [...KEY_PROFILES, ...FOREIGN], onLog: (line) => void lines.push(line) });
});
afterEach(() => stub.close());

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(stub.url + path, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
const make = async (body: object): Promise<string> => {
  const answer = await post("/v1/keys", { name: "x", ...body }, { Authorization: `Bearer ${stub.secretKey}` });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { text: string }).text;
};
const ingest = () => make({ kind: "ingest", scopes: ["feedback:write", "feedback:read"] });

test("another kind of key is one declaration: its prefix, its place, its scopes and its limit count", async () => {
  const key = await ingest();
  expect(key).toMatch(/^ear_ing_[\w-]{43}[A-Za-z0-9]{6}$/);
  const answer = await post(`/v1/feedback?apiKey=${key}`, { content: "by query" });
  expect(answer.status).toBe(201);
  expect(answer.headers.get("x-ratelimit-limit")).toBe("120");
  const list = await fetch(`${stub.url}/v1/feedback?limit=1&apiKey=${key}`);
  expect(await list.json()).toMatchObject({ data: [{ content: "by query", app: STUB_APP_ID }] });
  const refused = await post("/v1/keys", { name: "x" }, { Authorization: `Bearer ${stub.secretKey}` });
  expect((await problemOf(refused)).code).toBe("invalid_body");
  const beyond = await post(
    "/v1/keys",
    { kind: "ingest", name: "x", scopes: ["mcp"] },
    { Authorization: `Bearer ${stub.secretKey}` },
  );
  expect(await problemOf(beyond)).toMatchObject({ code: "invalid_body", message: expect.stringContaining("mcp") });
});

test("a key in the body is taken out of it, and bound to its origins like any key that pages hold", async () => {
  const key = await make({ kind: "form", allowedOrigins: ["shop.example"] });
  const submit = (body: object, origin: string) => post("/v1/feedback", body, { Origin: origin });
  const answer = await submit({ api_key: key, content: "by body" }, "https://shop.example");
  expect(answer.status).toBe(201);
  expect(answer.headers.get("x-ratelimit-limit")).toBe("120");
  expect(await problemOf(await submit({ api_key: key, content: "x" }, "https://evil.example"))).toMatchObject({
    code: "origin_not_allowed",
  });
  expect(await problemOf(await submit({ content: "x" }, "https://shop.example"))).toMatchObject({
    code: "missing_authorization",
  });
});

test("a key counts in its own place only", async () => {
  const key = await ingest();
  const elsewhere = [
    post("/v1/feedback", { content: "x" }, { Authorization: `Bearer ${key}` }),
    post(`/v1/feedback?api_key=${key}`, { content: "x" }),
    post(`/v1/feedback?apiKey=${stub.secretKey}`, { content: "x" }),
    post("/v1/feedback", { content: "x", api_key: key }),
    post("/v1/feedback", { content: "x", api_key: stub.secretKey }),
  ];
  for (const answer of await Promise.all(elsewhere)) expect(answer.status).toBe(401);
  const mistyped = `${key.slice(0, -1)}${key.endsWith("x") ? "y" : "x"}`;
  expect(await problemOf(await post(`/v1/feedback?apiKey=${mistyped}`, { content: "x" }))).toMatchObject({
    code: "invalid_authorization",
  });
});

test("a key in the query is gone before anything logs the address", async () => {
  const key = await ingest();
  await fetch(`${stub.url}/v1/feedback?apiKey=${key}&colour=red`);
  await fetch(`${stub.url}/nowhere?apiKey=${key}`);
  await post(`/v1/feedback?apiKey=${key.slice(0, -1)}`, { content: "x" });
  expect(lines.length).toBeGreaterThanOrEqual(4);
  expect(lines.join("")).toContain("/nowhere");
  expect(lines.join("")).not.toContain(key.slice(8, 40));
});

test("without such a kind, a parameter of that name is a parameter like any other", async () => {
  const plain = await startStub();
  const answer = await fetch(`${plain.url}/v1/feedback?apiKey=x`, {
    headers: { Authorization: `Bearer ${plain.secretKey}` },
  });
  expect(await problemOf(answer)).toMatchObject({ code: "invalid_query" });
  await plain.close();
});
