import { afterAll, beforeAll, expect, test } from "vitest";
import { type Stub, startStub } from "../server-stub/start.ts";
import { ERROR_STATUS, type ErrorBody } from "../shared/contract/errors.ts";

let stub: Stub;
beforeAll(async () => {
  stub = await startStub();
});
afterAll(() => stub.close());

const problem = async (answer: Response) => ({ status: answer.status, ...((await answer.json()) as ErrorBody).error });

test("a preflight is answered before any key is looked at, for any origin, and never allows credentials", async () => {
  const answer = await fetch(`${stub.url}/v1/feedback`, {
    method: "OPTIONS",
    headers: {
      Origin: "https://anywhere.example",
      "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": "idempotency-key",
    },
  });
  expect(answer.status).toBe(204);
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  expect(answer.headers.get("access-control-allow-headers")?.toLowerCase()).toContain("idempotency-key");
  expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
  expect(answer.headers.get("x-ratelimit-limit")).toBe("1200");
});

test.each([
  ["GET", "/v1/nothing", 404],
  ["PUT", "/v1/feedback", 405],
  ["GET", "/v1/feedback", 401],
  ["POST", "/v1/feedback", 401],
])(
  "%s %s is a typed JSON answer that a page can read, with its request id and the limits",
  async (method, path, status) => {
    const answer = await fetch(stub.url + path, { method, headers: { Origin: "https://anywhere.example" } });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    for (const name of ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"])
      expect(answer.headers.get(name)).toMatch(/^\d+$/);
    const requestId = answer.headers.get("x-request-id");
    const body = await problem(answer);
    expect(body).toMatchObject({ requestId, message: expect.stringMatching(/\.$/) });
    expect(ERROR_STATUS[body.code]).toBe(status);
  },
);

test("another method on a known path is told which it takes", async () => {
  const answer = await fetch(`${stub.url}/v1/feedback`, { method: "DELETE" });
  expect(answer.headers.get("allow")).toBe("POST, GET");
  expect(await problem(answer)).toMatchObject({ code: "method_not_allowed" });
});

test("a failure inside is a 500 without a word of what it was, and the page can read it", async () => {
  const broken = await startStub({
    withStore: (store) => ({
      ...store,
      keys: { ...store.keys, find: () => Promise.reject(new Error("disk at /var/secret is on fire")) },
    }),
  });
  const answer = await fetch(`${broken.url}/v1/config`, {
    headers: { Authorization: `Bearer ${broken.publishableKey}` },
  });
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  const text = await answer.text();
  expect(answer.status).toBe(500);
  expect(text).toContain("internal_error");
  expect(text).not.toMatch(/disk|fire|var|at Object/);
  await broken.close();
});

test("the settings of an app are public to its key, and come with an ETag that is honoured", async () => {
  const headers = { Authorization: `Bearer ${stub.publishableKey}`, Origin: "http://localhost:1" };
  const answer = await fetch(`${stub.url}/v1/config`, { headers });
  expect(await answer.json()).toEqual({ app: { id: "000000000000000000000a01", name: "Stub app" }, mode: "public" });
  const again = await fetch(`${stub.url}/v1/config`, {
    headers: { ...headers, "If-None-Match": answer.headers.get("etag") ?? "" },
  });
  expect(again.status).toBe(304);
  const weak = await fetch(`${stub.url}/v1/config`, {
    headers: { ...headers, "If-None-Match": `"other", W/${answer.headers.get("etag")}` },
  });
  expect(weak.status).toBe(304);
  // A browser keeps it for a minute: never for another key, or for a page of another origin.
  for (const { headers } of [answer, again]) {
    expect(headers.get("cache-control")).toBe("private, max-age=60");
    expect(headers.get("vary")).toBe("Authorization, Origin");
  }
  const foreign = await fetch(`${stub.url}/v1/config`, { headers: { ...headers, Origin: "https://evil.example" } });
  expect(await problem(foreign)).toMatchObject({ code: "origin_not_allowed" });
});

test("the document names every route with its answers, and says 3.1", async () => {
  const document = (await (await fetch(`${stub.url}/openapi.json`)).json()) as {
    openapi: string;
    paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
  };
  expect(document.openapi).toBe("3.1.0");
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(operations.sort()).toEqual([
    "delete /v1/apps/{id}",
    "delete /v1/apps/{id}/signing-secrets/{secretId}",
    "delete /v1/connect-codes/{id}",
    "delete /v1/customers/{id}",
    "delete /v1/feedback/{id}",
    "delete /v1/invitations/{id}",
    "delete /v1/keys/{id}",
    "delete /v1/members/{id}",
    "delete /v1/passkeys/{id}",
    "delete /v1/session",
    "delete /v1/sessions",
    "delete /v1/sessions/{id}",
    "delete /v1/views/{id}",
    "delete /v1/webhooks/{id}",
    "get /healthz",
    "get /metrics",
    "get /readyz",
    "get /v1/apps",
    "get /v1/apps/{id}",
    "get /v1/apps/{id}/signing-secrets",
    "get /v1/audit",
    "get /v1/config",
    "get /v1/connect-codes",
    "get /v1/conversations",
    "get /v1/customers",
    "get /v1/customers/{id}",
    "get /v1/events",
    "get /v1/export",
    "get /v1/feedback",
    "get /v1/feedback/{id}",
    "get /v1/feedback/{id}/attachments/{attachmentId}",
    "get /v1/feedback/{id}/replies",
    "get /v1/feedback/{id}/screenshot",
    "get /v1/feedback/{id}/similar",
    "get /v1/invitations",
    "get /v1/keys",
    "get /v1/keys/{id}",
    "get /v1/keys/{id}/text",
    "get /v1/members",
    "get /v1/members/{id}",
    "get /v1/members/{id}/keys",
    "get /v1/oidc/callback",
    "get /v1/oidc/start",
    "get /v1/passkeys",
    "get /v1/session",
    "get /v1/session/password",
    "get /v1/sessions",
    "get /v1/sign-in",
    "get /v1/usage",
    "get /v1/usage/storage",
    "get /v1/views",
    "get /v1/webhooks",
    "get /v1/webhooks/{id}",
    "get /v1/webhooks/{id}/deliveries",
    "get /v1/webhooks/{id}/deliveries/{deliveryId}",
    "patch /v1/apps/{id}",
    "patch /v1/feedback/{id}",
    "patch /v1/keys/{id}",
    "patch /v1/members/{id}",
    "patch /v1/session",
    "patch /v1/views/{id}",
    "patch /v1/webhooks/{id}",
    "post /mcp",
    "post /v1/apps",
    "post /v1/apps/{id}/origins/test",
    "post /v1/apps/{id}/signing-secrets",
    "post /v1/apps/{id}/user-tokens/test",
    "post /v1/connect-codes",
    "post /v1/connections",
    "post /v1/conversations/{id}/replies",
    "post /v1/feedback",
    "post /v1/feedback/bulk",
    "post /v1/feedback/{id}/replies",
    "post /v1/images",
    "post /v1/invitations",
    "post /v1/invitations/accept",
    "post /v1/invitations/preview",
    "post /v1/keys",
    "post /v1/keys/{id}/rotate",
    "post /v1/passkeys",
    "post /v1/passkeys/registration-options",
    "post /v1/passkeys/sign-in",
    "post /v1/passkeys/sign-in-options",
    "post /v1/session",
    "post /v1/sign-in",
    "post /v1/tokens",
    "post /v1/uploads",
    "post /v1/views",
    "post /v1/webhooks",
    "post /v1/webhooks/{id}/deliveries/{deliveryId}/replay",
    "post /v1/webhooks/{id}/rotate",
    "post /v1/webhooks/{id}/test",
    "put /v1/session/password",
    "put /v1/uploads/{id}/content",
  ]);
  expect(Object.keys(document.paths["/v1/feedback"]?.post?.responses ?? {})).toEqual(
    expect.arrayContaining(["201", "400", "401", "403", "409", "413", "415", "422", "429", "500", "503"]),
  );
});

test("a sign-in link opens the inbox once; the cookie is out of reach of scripts and of other sites", async () => {
  const token = (await stub.signInLink()).split("=")[1];
  const signIn = () =>
    fetch(`${stub.url}/v1/session`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token }),
    });
  const answer = await signIn();
  expect(answer.status).toBe(201);
  const cookie = answer.headers.get("set-cookie") ?? "";
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Strict/);
  const headers = { Cookie: cookie.split(";")[0] ?? "" };
  expect((await fetch(`${stub.url}/v1/feedback`, { headers })).status).toBe(200);
  expect(
    (await fetch(`${stub.url}/v1/feedback`, { headers: { ...headers, "Sec-Fetch-Site": "cross-site" } })).status,
  ).toBe(401);
  expect(
    (await fetch(`${stub.url}/v1/feedback`, { headers: { ...headers, "Sec-Fetch-Site": "same-site" } })).status,
  ).toBe(401);
  expect(await problem(await signIn())).toMatchObject({ status: 401, code: "invalid_authorization" });

  expect((await fetch(`${stub.url}/v1/session`, { method: "DELETE", headers })).status).toBe(204);
  expect((await fetch(`${stub.url}/v1/feedback`, { headers })).status).toBe(401);
});

test("a session reads, but does not submit", async () => {
  const token = (await stub.signInLink()).split("=")[1];
  const answer = await fetch(`${stub.url}/v1/session`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token }),
  });
  const Cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
  const submitted = await fetch(`${stub.url}/v1/feedback`, {
    method: "POST",
    headers: { Cookie, "Content-Type": "application/json" },
    body: JSON.stringify({ content: "x" }),
  });
  expect(await problem(submitted)).toMatchObject({ status: 401, code: "missing_authorization" });
});

test("one address may not ask for ever without a key", async () => {
  const crowded = await startStub();
  let last = await fetch(`${crowded.url}/v1/feedback`);
  for (let i = 0; i < 1_200; i++) last = await fetch(`${crowded.url}/v1/feedback`);
  expect(await problem(last)).toMatchObject({ status: 429, code: "rate_limited" });
  await crowded.close();
}, 30_000);
