import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asking, problemOf } from "../server-stub/asking.ts";
import { STUB_APP_ID } from "../server-stub/fixture.ts";
import { addTestApp } from "../server-stub/second-app.ts";
import { type Stub, startStub } from "../server-stub/start.ts";
import { dataUrl, samplePng } from "./images/sample-images.ts";

/**
 * A key of one app and environment sees nothing of another: tried on every route of the document that takes an id, with the ids of
 * things that are really there, and on every list.
 */

type Operation = { requestBody?: { content: Record<string, { example?: unknown }> }; security: object[] };
type Document = { paths: Record<string, Record<string, Operation>> };

let stub: Stub;
let document: Document;
/** Ids of the live app's things, by how the paths begin; and those of a second parameter, by its name. */
let things: Record<string, string>;
let parts: Record<string, string>;
let foreign: { id: string; secretKey: string };
const { ask, submit } = asking(() => stub);

const made = async (path: string, body: object): Promise<Record<string, string>> => {
  const answer = await ask(path, { body });
  expect([path, answer.status]).toEqual([path, 201]);
  return (await answer.json()) as Record<string, string>;
};

beforeAll(async () => {
  stub = await startStub();
  document = (await (await fetch(`${stub.url}/openapi.json`)).json()) as Document;
  const submitted = await submit({
    content: "only of the live app",
    customerEmail: "ann@example.com",
    screenshotDataUrl: dataUrl(samplePng()),
  });
  const feedback = (await submitted.json()) as { id: string };
  const key = await made("/v1/keys", { kind: "secret", name: "Live", scopes: ["mcp"] });
  const webhook = await made("/v1/webhooks", { url: "https://hooks.example.com/x", events: ["feedback.created"] });
  const secret = await made(`/v1/apps/${STUB_APP_ID}/signing-secrets`, {});
  await made(`/v1/feedback/${feedback.id}/replies`, { content: "thank you", visibility: "internal" }).catch(() => {});
  const code = await made("/v1/connect-codes", { name: "Ann Lee" });
  const { store } = stub.services;
  const [customer] = await store.customers.list(
    { organizationId: "000000000000000000000001", appId: STUB_APP_ID },
    { limit: 1, before: undefined, appId: undefined, search: undefined },
  );
  things = {
    apps: STUB_APP_ID,
    feedback: feedback.id,
    keys: key.id ?? "",
    webhooks: webhook.id ?? "",
    "connect-codes": code.id ?? "",
    customers: customer?.id ?? "",
  };
  const unknown = randomBytes(12).toString("hex");
  parts = { secretId: secret.id ?? "", deliveryId: unknown, attachmentId: unknown };
  foreign = await addTestApp(stub);
});
afterAll(() => stub.close());

/** What an operation asks for in its query before it looks at anything. */
const QUERIES: Record<string, string> = { "delete /v1/customers/{id}": "?erase=true" };

/**
 * Every operation that takes an id and a key, as a request for the live app's thing. Members are the organization's, no app's; what is
 * one sender's alone is asked for in `routes/conversations.test.ts`.
 */
const requests = (): Array<{ name: string; method: string; path: string; body: unknown }> =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(
        ([, { security }]) =>
          path.includes("{") &&
          !/^\/v1\/(members|conversations)\//.test(path) &&
          security.some((way) => "secretKey" in way),
      )
      .map(([method, { requestBody }]) => {
        const [, , thing = ""] = path.split("/");
        const filled = path
          .replace("{id}", things[thing] ?? `no-${thing}`)
          .replace(/\{(\w+)\}/g, (_, part: string) => parts[part] ?? `no-${part}`);
        const body = requestBody ? (requestBody.content["application/json"]?.example ?? {}) : undefined;
        return {
          name: `${method} ${path}`,
          method: method.toUpperCase(),
          path: filled + (QUERIES[`${method} ${path}`] ?? ""),
          body,
        };
      }),
  );

/** All that the live app's own key sees. */
const state = async (): Promise<unknown> =>
  Promise.all(
    ["/v1/feedback", "/v1/apps", "/v1/keys", "/v1/webhooks", "/v1/customers", "/v1/connect-codes"].map(async (path) => {
      const answer = (await (await ask(path)).json()) as { data?: Array<Record<string, unknown>> };
      return answer.data?.map(({ lastUsedAt: _, ...rest }) => rest);
    }),
  );

test("this test knows a thing for every id that a route takes", () => {
  const unknown = requests().filter(({ path }) => /\/no-/.test(path));
  expect(unknown, "make one in beforeAll, and name it in `things` or `parts`").toEqual([]);
  expect(requests().length).toBeGreaterThan(20);
});

test("a key of another app and environment gets 404 on every route that takes an id, and changes nothing", async () => {
  const before = await state();
  for (const { name, method, path, body } of requests()) {
    const answer = await ask(path, { key: foreign.secretKey, method, ...(body === undefined ? {} : { body }) });
    const { status, code, message } = await problemOf(answer);
    expect([name, status, code, message]).toEqual([name, 404, "not_found", expect.any(String)]);
  }
  expect(await state()).toEqual(before);
});

test("the very same requests reach the thing with a key of its own app", async () => {
  const hasThing = ({ name, method }: { name: string; method: string }) =>
    method === "GET" && !/attachmentId|deliveryId/.test(name);
  for (const { name, path } of requests().filter(hasThing)) {
    const { status } = await ask(path);
    expect([name, status]).toEqual([name, 200]);
  }
});

test("no list shows a key anything of another app, whatever it asks for", async () => {
  const lists = Object.entries(document.paths)
    .filter(([path, { get }]) => get?.security.some((way) => "secretKey" in way) && !path.includes("{"))
    .filter(([path]) => path !== "/v1/events") // it goes on for ever: `routes/events.test.ts` listens to it
    .map(([path]) => path);
  expect(lists).toEqual(expect.arrayContaining(["/v1/feedback", "/v1/apps", "/v1/keys", "/v1/usage", "/v1/webhooks"]));
  for (const path of lists)
    for (const query of ["", `?app=${STUB_APP_ID}`]) {
      const text = await (await ask(path + query, { key: foreign.secretKey })).text();
      for (const id of [...Object.values(things), parts.secretId, "only of the live app", "ann@example.com"])
        expect([path + query, text]).toEqual([path + query, expect.not.stringContaining(id ?? "")]);
    }
});

test("what names another app in its body is refused, and makes nothing there", async () => {
  const before = await state();
  for (const [path, body] of [
    ["/v1/keys", { kind: "secret", name: "x", scopes: ["mcp"], app: STUB_APP_ID }],
    ["/v1/tokens", { app: STUB_APP_ID, sub: "ann" }],
    ["/v1/webhooks", { url: "https://hooks.example.com/y", events: ["feedback.created"], app: STUB_APP_ID }],
  ] as const) {
    const { status } = await ask(path, { key: foreign.secretKey, body });
    expect([path, status >= 400 && status < 500]).toEqual([path, true]);
  }
  expect(await state()).toEqual(before);
});
