import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Ask, asking, PAGE, problemOf } from "../server-stub/asking.ts";
import { STUB_APP_ID } from "../server-stub/fixture.ts";
import { addSecretKey } from "../server-stub/second-app.ts";
import { type Stub, startStub } from "../server-stub/start.ts";
import { ERROR_STATUS, type ErrorCode } from "../shared/contract/errors.ts";
import { ROUTES } from "../shared/contract/routes.ts";

type Operation = {
  security: Array<Record<string, unknown>>;
  requestBody?: { content: Record<string, { example?: unknown }> };
};
type Document = { paths: Record<string, Record<string, Operation>> };

let stub: Stub;
let operations: Array<{ name: string; path: string; method: string; operation: Operation }>;
beforeAll(async () => {
  stub = await startStub();
  const document = (await (await fetch(`${stub.url}${ROUTES.openapi}`)).json()) as Document;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      path: path.replace(/\{\w+\}/g, "000000000000000000000000"),
      method: method.toUpperCase(),
      operation,
    })),
  );
});
beforeEach(() => stub.clock.advance(60_000));
afterAll(() => stub.close());
const { ask } = asking(() => stub);

const takes = (way: string) => operations.filter(({ operation }) => operation.security.some((ways) => way in ways));
/** From somewhere else: figures are open to this machine. */
const ELSEWHERE = { "X-Forwarded-For": "203.0.113.9" };
const request = ({ path, method, operation }: (typeof operations)[number], more: Ask): Promise<Response> => {
  const body = operation.requestBody ? (operation.requestBody.content["application/json"]?.example ?? {}) : undefined;
  return ask(path, { method, body, ...more, headers: { ...ELSEWHERE, ...more.headers } });
};
/** What each of these answers, where it is not what is expected of all. */
const answersOtherThan = async (code: ErrorCode, those: typeof operations, more: Ask): Promise<unknown[]> => {
  const others: unknown[] = [];
  for (const one of those) {
    const answer = await request(one, more);
    const text = await answer.text();
    const got = text.startsWith("{") ? (JSON.parse(text) as { error?: { code: string } }).error?.code : undefined;
    if (got !== code || answer.status !== ERROR_STATUS[code]) others.push([one.name, answer.status, got]);
  }
  return others;
};

test("every route that takes a key or a session is refused without one, and says how to send it", async () => {
  const guarded = [...new Set([...takes("secretKey"), ...takes("publishableKey"), ...takes("session")])];
  expect(guarded.length).toBeGreaterThan(30);
  expect(await answersOtherThan("missing_authorization", guarded, { key: null })).toEqual([]);
  expect((await ask("/v1/apps", { key: null })).headers.get("www-authenticate")).toMatch(/^Bearer/);
});

test("a publishable key submits, uploads, has images of its app's hosts relayed, reads its app's settings and, with a user token or the connection token of an extension, its sender's replies; every other route is beyond it", async () => {
  const its = takes("publishableKey").map(({ name }) => name);
  expect(its.sort()).toEqual([
    "GET /v1/config",
    "GET /v1/conversations",
    "POST /v1/conversations/{id}/replies",
    "POST /v1/feedback",
    "POST /v1/images",
    "POST /v1/uploads",
  ]);
  const others = takes("secretKey").filter(({ name }) => !its.includes(name));
  expect(await answersOtherThan("insufficient_scope", others, { key: stub.publishableKey })).toEqual([]);
});

test("a secret key without a scope is refused by every route that needs one, and the refusal names it", async () => {
  const { text } = await addSecretKey(stub, STUB_APP_ID, []);
  const those = takes("secretKey").filter(({ path }) => path !== ROUTES.config); // public settings ask for none
  expect(await answersOtherThan("insufficient_scope", those, { key: text })).toEqual([]);
  expect(await problemOf(await ask("/v1/usage", { key: text }))).toMatchObject({ details: { scope: "usage:read" } });
});

test.each([
  ["Origin", PAGE],
  ["Referer", `${PAGE}/cart`],
  ["Sec-Fetch-Site", "same-origin"],
])("a secret key that comes with %s is refused by every route", async (name, value) => {
  const those = takes("secretKey").filter(({ path }) => path !== ROUTES.mcp); // that one answers no page at all
  expect(await answersOtherThan("secret_key_in_browser", those, { headers: { [name]: value } })).toEqual([]);
});

test("Sec-Fetch-Mode alone proves nothing", async () => {
  expect((await ask("/v1/apps", { headers: { "Sec-Fetch-Mode": "cors" } })).status).toBe(200);
});

test("a key is read from the header alone: in the address, a cookie, a body or as Basic it opens nothing", async () => {
  const key = stub.secretKey;
  const none = { key: null };
  for (const answer of [
    await ask(`/v1/apps?key=${key}&api_key=${key}&access_token=${key}`, none),
    await ask("/v1/apps", { ...none, headers: { Cookie: `key=${key}` } }),
    await ask("/v1/apps", { ...none, headers: { "X-Api-Key": key } }),
    await ask("/v1/apps", { ...none, headers: { Authorization: `Basic ${btoa(`${key}:`)}` } }),
    await ask("/v1/feedback", { ...none, body: { content: "x", key } }),
  ])
    expect(answer.status).toBe(401);
});

test("every route's path is in the document or a page, and says which methods it takes", async () => {
  const pages = [ROUTES.openapi, ROUTES.docs, ROUTES.widget, ROUTES.widgetAssets, ROUTES.console, ROUTES.demo];
  const documented = new Set(operations.map(({ name }) => name.split(" ")[1]));
  for (const path of Object.values(ROUTES).filter((path) => !pages.some((page) => page === path)))
    expect([path, documented.has(path)]).toEqual([path, true]);
  for (const { path } of operations) {
    const answer = await ask(path, { method: "PROPFIND", key: null });
    expect([path, answer.status, (answer.headers.get("allow") ?? "") !== ""]).toEqual([path, 405, true]);
  }
});
