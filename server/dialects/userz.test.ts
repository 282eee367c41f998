import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, PAGE } from "../../server-stub/asking.ts";
import { askingUserz } from "../../server-stub/asking-userz.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { rawExchange } from "../../server-stub/raw-exchange.ts";
import { addTestApp, asOwner } from "../../server-stub/second-app.ts";
import { addOrganization } from "../../server-stub/second-organization.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";

type Made = { id: string; text: string };

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());
const { ask: askServer, stored } = asking(() => stub);

const restart = async (options: Parameters<typeof startStub>[0]): Promise<void> => {
  await stub.close();
  stub = await startStub(options);
};
const { ask, errorOf, refusal, make, submit, withToken, mint } = askingUserz(() => stub);

test("UZ-1: a public key, an end user's token in its own header, and an organization's secret key for servers alone", async () => {
  const [pub, sk] = [await make("public"), await make("secret")];
  expect(pub.text).toMatch(/^pub_[\w-]{43}$/);
  expect(sk.text).toMatch(/^sk_[\w-]{43}$/);
  expect((await submit(pub.text)).status).toBe(201);
  const token = await mint(sk.text, "ann");
  expect((await submit(pub.text, { text: "by Ann" }, withToken(token))).status).toBe(201);
  expect((await stored())[0]).toMatchObject({ content: "by Ann", customer: { sub: "ann" } });
  expect((await ask("/v1/feedback", { key: sk.text })).status).toBe(200);
  expect((await ask("/v1/feedback", { key: pub.text })).status).toBe(403);
  expect(await refusal(await ask("/v1/feedback", { key: sk.text, origin: PAGE }))).toEqual([403, "origin_not_allowed"]);
  // The secret key is the organization's: it sees all apps of the environment, and none of another's.
  const second = await askServer("/v1/apps", { body: { name: "Second shop", environment: "live" } });
  const inSecond = await make("public", { app: ((await second.json()) as Made).id });
  await submit(inSecond.text, { text: "in the second" });
  const { secretKey: inTest } = await addTestApp(stub);
  await askServer("/v1/feedback", { key: inTest, body: { content: "in the test app" } });
  await askServer("/v1/feedback", { key: (await addOrganization(stub)).secretKey, body: { content: "elsewhere" } });
  const all = (await (await ask("/v1/feedback", { key: sk.text })).json()) as { data: Array<{ text: string }> };
  expect(all.data.map(({ text }) => text)).toEqual(["in the second", "by Ann", "x"]);
  const apps = (await (await ask("/v1/apps", { key: sk.text })).json()) as { data: object[] };
  expect(apps.data).toMatchObject([
    { id: STUB_APP_ID, publicSubmissionEnabled: true },
    { slug: "second-shop", allowedOrigins: ["localhost"] },
  ]);
  // Each key in its own API only, and nobody by the console's cookie.
  for (const { text } of [pub, sk]) {
    for (const path of ["/v1/feedback", "/as/productsights/api/public/capture"])
      expect((await askServer(path, { key: text, body: { content: "x" } })).status).toBe(401);
    expect((await ask(`/v1/feedback?api_key=${text}`, { key: null })).status).toBe(401);
  }
  for (const key of [stub.publishableKey, stub.secretKey])
    expect(await refusal(await submit(key))).toEqual([401, "invalid_authorization"]);
});

test("UZ-2: an app without public submission refuses who has no token with 403, and a bad token with 401", async () => {
  await restart({ mode: "private" });
  const [pub, sk] = [await make("public"), await make("secret")];
  expect(await refusal(await submit(pub.text))).toEqual([403, "public_disabled"]);
  expect(await refusal(await submit(pub.text, undefined, withToken("a.b.c")))).toEqual([401, "invalid_user_token"]);
  const token = await mint(sk.text, "ann");
  expect((await submit(pub.text, undefined, withToken(token))).status).toBe(201);
  // Our own header is none of theirs.
  const other = await submit(pub.text, undefined, { "Earshot-User-Token": token });
  expect((await errorOf(other)).message).toContain("X-Userz-User-Token");
  stub.clock.advance(2 * 3_600_000);
  expect(await refusal(await submit(pub.text, undefined, withToken(token)))).toEqual([401, "invalid_user_token"]);
});

test("UZ-3: an OpenAPI 3.1 document of every route under /v1, and the page that shows it", async () => {
  const document = (await (await ask("/openapi.json", { key: null })).json()) as {
    openapi: string;
    servers: Array<{ url: string }>;
    paths: Record<string, Record<string, { security: object[]; responses: Record<string, { description: string }> }>>;
  };
  expect(document.openapi).toBe("3.1.0");
  expect(document.servers[0]?.url).toMatch(/\/as\/userz$/);
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  expect(operations.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "POST /v1/feedback",
    "GET /v1/feedback",
    "POST /v1/feedback/upload-url",
    "GET /v1/feedback/{id}",
    "PATCH /v1/feedback/{id}",
    "GET /v1/feedback/{id}/screenshot",
    "GET /v1/feedback/{id}/attachments/{attachmentId}",
    "POST /v1/tokens",
    "GET /v1/apps",
    "POST /v1/tokens/mint",
  ]);
  expect(JSON.stringify(document)).not.toMatch(/Earshot-User-Token|ear_(pub|sk)_|"session":\[\]|invalid_json/);
  expect(JSON.stringify(document)).toContain("X-Userz-User-Token");
  // Each is there, and none opens without a key: not by the console's session, either.
  const cookie = { Cookie: `earshot_session=${"x".repeat(43)}` };
  for (const { path, method } of operations) {
    const answer = await ask(path.replace(/\{\w+\}/g, "0".repeat(24)), { key: null, method, headers: cookie });
    expect([path, ...(await refusal(answer))]).toEqual([path, 401, "missing_authorization"]);
  }
  // The same page as our own, wherever it was built: it reads the document beside it.
  const [page, ours] = [await ask("/docs", { key: null }), await askServer("/docs", { key: null })];
  expect([page.status, page.headers.get("content-type")]).toEqual([ours.status, ours.headers.get("content-type")]);
});

test("UZ-4: an error is its code, a message and details; a failure inside is an internal_error with a requestId", async () => {
  const [pub, sk] = [(await make("public")).text, (await make("secret")).text];
  const met: Array<[Promise<Response>, number, string]> = [
    [submit(pub, { text: "" }), 400, "invalid_body"],
    [submit(pub, "{"), 400, "invalid_body"],
    [ask("/v1/feedback?limit=0", { key: sk }), 400, "invalid_body"],
    [ask("/v1/feedback", { key: null }), 401, "missing_authorization"],
    [submit(`${pub}x`), 401, "invalid_authorization"],
    [submit(pub, undefined, { "X-Userz-User-Token": "x" }), 401, "invalid_user_token"],
    [ask("/v1/feedback", { key: pub, origin: "https://evil.example", body: {} }), 403, "origin_not_allowed"],
    [ask("/v1/nothing", { key: sk }), 404, "not_found"],
  ];
  for (const [answer, status, code] of met) {
    const error = await errorOf(await answer);
    expect([(await answer).status, error.code]).toEqual([status, code]);
    expect(Object.keys(error).filter((name) => !["code", "message", "details"].includes(name))).toEqual([]);
    expect((await answer).headers.get("access-control-allow-origin")).toBe("*");
  }
  expect((await errorOf(await submit(pub, { text: "" }))).details).toEqual([
    { path: "text", message: expect.any(String) },
  ]);
  let isBroken = false;
  await restart({
    withStore: (store) => ({
      ...store,
      keys: { ...store.keys, find: (hash) => (isBroken ? Promise.reject(new Error("fire")) : store.keys.find(hash)) },
    }),
  });
  isBroken = true;
  const broken = await submit(pub);
  const error = await errorOf(broken);
  expect([broken.status, error.code]).toEqual([500, "internal_error"]);
  expect(error.requestId).toBe(broken.headers.get("x-request-id"));
  expect(JSON.stringify(error)).not.toContain("fire");

  await restart({
    withStore: (store) => ({
      ...store,
      apps: { ...store.apps, find: () => Promise.resolve(undefined) },
      feedback: { ...store.feedback, accept: () => Promise.reject(new Error("its app was just deleted")) },
    }),
  });
  expect(await refusal(await submit((await make("public")).text))).toEqual([401, "unknown_app"]);
});

test("UZ-5: a body over 8 MB and an attachment over 15 MB are a 413, a body that says so before any of it is read", async () => {
  const { text } = await make("public");
  const MB = 1024 * 1024;
  const large = `{"text":"${"x".repeat(8 * MB)}"}`;
  expect(await refusal(await submit(text, large))).toEqual([413, "payload_too_large"]);
  const streamed = await fetch(`${stub.url}/as/userz/v1/feedback`, {
    method: "POST",
    headers: { Authorization: `Bearer ${text}`, Origin: PAGE, "Content-Type": "application/json" },
    body: new Blob([large]).stream(),
    duplex: "half",
  } as RequestInit);
  expect(await refusal(streamed)).toEqual([413, "payload_too_large"]);
  const announced = await rawExchange(
    stub.url,
    `POST /as/userz/v1/feedback HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${text}\r\nContent-Type: application/json\r\nContent-Length: ${9 * MB}\r\nConnection: close\r\n\r\n`,
  );
  expect(announced).toMatch(/^HTTP\/1.1 413 .*"payload_too_large"/s);
  const upload = (byteSize: number) =>
    ask("/v1/feedback/upload-url", {
      key: text,
      origin: PAGE,
      body: { contentType: "application/pdf", kind: "attachment", byteSize },
    });
  expect((await upload(15 * MB)).status).toBe(200);
  expect(await refusal(await upload(15 * MB + 1))).toEqual([413, "payload_too_large"]);
});

/** How many of these pass at once, and what the next one is told. */
const passing = async (send: () => Promise<Response>): Promise<{ passed: number; limit: string | null }> => {
  for (let passed = 0; ; passed++) {
    const answer = await send();
    if (answer.status === 429) {
      expect((await errorOf(answer)).code).toBe("rate_limited");
      expect(answer.headers.get("retry-after")).toBe("1");
      return { passed, limit: answer.headers.get("x-ratelimit-limit") };
    }
    expect(answer.ok).toBe(true);
    await answer.arrayBuffer();
  }
};
const UPLOAD = { contentType: "application/pdf", kind: "attachment", byteSize: 1 };

test("UZ-6: buckets of 60 and 120 in public, 120 and 240 in private mode, 600 for the organization's key, which can be set", async () => {
  const presign = (key: string, headers: Record<string, string> = {}) =>
    ask("/v1/feedback/upload-url", { key, origin: PAGE, body: UPLOAD, headers });
  let pub = (await make("public")).text;
  expect(await passing(() => submit(pub))).toEqual({ passed: 60, limit: "60" });
  expect(await passing(() => presign(pub))).toEqual({ passed: 120, limit: "120" });
  stub.clock.advance(1_000); // refilled continuously
  expect((await submit(pub)).status).toBe(201);
  expect((await submit(pub)).status).toBe(429);
  stub.clock.advance(60_000);
  const sk = await make("secret");
  expect(await passing(() => ask("/v1/feedback?limit=1", { key: sk.text }))).toEqual({ passed: 600, limit: "600" });
  stub.clock.advance(60_000);
  const limited = { method: "PATCH", body: { limits: { secretKey: 5 } } };
  await askServer(`/v1/keys/${sk.id}`, { ...(await asOwner(stub)), ...limited });
  const few = await ask("/v1/feedback", { key: sk.text });
  expect(few.headers.get("x-ratelimit-limit")).toBe("5");

  await restart({ mode: "private" });
  pub = (await make("public")).text;
  const secret = (await make("secret")).text;
  const [ann, bob] = [withToken(await mint(secret, "ann")), withToken(await mint(secret, "bob"))];
  expect(await passing(() => submit(pub, undefined, ann))).toEqual({ passed: 120, limit: "120" });
  expect(await passing(() => presign(pub, ann))).toEqual({ passed: 240, limit: "240" });
  expect((await submit(pub, undefined, bob)).status).toBe(201);
});

test("UZ-7: an unknown field is refused at every depth, and nothing is kept", async () => {
  const { text } = await make("public");
  const log = { level: "error", message: "x", ts: 1, colour: "red" };
  for (const [path, body] of [
    ["colour", { text: "x", colour: "red" }],
    ["content", { text: "x", content: "ours" }],
    ["viewport.colour", { text: "x", viewport: { w: 1, h: 1, dpr: 1, colour: "red" } }],
    ["consoleLogs.0.colour", { text: "x", consoleLogs: [log] }],
    ["identity.colour", { text: "x", identity: { colour: "red" } }],
  ] as const) {
    const answer = await submit(text, body);
    expect(await errorOf(answer)).toMatchObject({ code: "invalid_body", details: [{ path }] });
  }
  const sk = (await make("secret")).text;
  const minted = await ask(`/v1/tokens/mint?appId=${STUB_APP_ID}`, { key: sk, body: { sub: "a", colour: 1 } });
  expect(await refusal(minted)).toEqual([400, "invalid_body"]);
  expect(await refusal(await ask("/v1/feedback?colour=red", { key: sk }))).toEqual([400, "invalid_body"]);
  expect(await stored()).toEqual([]);
});

test("UZ-8: times are ISO 8601 in UTC, durations whole seconds, ids 24 hexadecimal characters", async () => {
  const [pub, sk] = [(await make("public")).text, (await make("secret")).text];
  const made = (await (await submit(pub)).json()) as { id: string };
  expect(made).toEqual({ id: expect.stringMatching(/^[0-9a-f]{24}$/), status: "received" });
  const whole = (await (await ask(`/v1/feedback/${made.id}`, { key: sk })).json()) as { createdAt: string };
  expect(whole.createdAt).toMatch(/^2026-01-01T12:00:00\.\d{3}Z$/);
  const minted = (expiresInSeconds: number) =>
    ask(`/v1/tokens/mint?appId=${STUB_APP_ID}`, { key: sk, body: { sub: "a", expiresInSeconds } });
  expect(((await (await minted(90)).json()) as { expiresAt: string }).expiresAt).toBe("2026-01-01T12:01:30.000Z");
  for (const wrong of [90.5, 59, 86_401]) expect((await minted(wrong)).status).toBe(400);
  expect((await ask("/v1/feedback/short", { key: sk })).status).toBe(404);
});

test("UZ-9: a file is asked for, sent to the address, and named in the submission", async () => {
  const [pub, sk] = [(await make("public")).text, (await make("secret")).text];
  const wanted = { contentType: "text/plain", kind: "attachment", byteSize: 5 } as const;
  const asked = await ask("/v1/feedback/upload-url", { key: pub, origin: PAGE, body: wanted });
  expect(asked.status).toBe(200);
  const { key, uploadUrl, expiresInSeconds } = (await asked.json()) as {
    key: string;
    uploadUrl: string;
    expiresInSeconds: number;
  };
  expect(expiresInSeconds).toBe(300);
  const put = () => fetch(uploadUrl, { method: "PUT", headers: { "content-type": wanted.contentType }, body: "hello" });
  expect((await put()).status).toBe(204);
  expect((await put()).status).toBe(409);
  const made = (await (await submit(pub, { text: "with a file", attachments: [{ key, ...wanted }] })).json()) as {
    id: string;
  };
  const whole = (await (await ask(`/v1/feedback/${made.id}`, { key: sk })).json()) as {
    attachments: Array<{ url: string }>;
  };
  expect(whole.attachments).toMatchObject([{ key, ...wanted }]);
  expect(await (await ask(whole.attachments[0]?.url ?? "", { key: sk })).text()).toBe("hello");
  const page = { contentType: "text/html", kind: "attachment", byteSize: 5 };
  expect(await refusal(await ask("/v1/feedback/upload-url", { key: pub, origin: PAGE, body: page }))).toEqual([
    400,
    "invalid_body",
  ]);
});

test("UZ-12: a secret key is shown once, and rotated", async () => {
  const old = await make("secret");
  expect(await (await askServer(`/v1/keys/${old.id}`, {})).text()).not.toContain(old.text.slice(5, 40));
  const rotated = await askServer(`/v1/keys/${old.id}/rotate`, { ...(await asOwner(stub)), body: {} });
  const next = (await rotated.json()) as Made & { kind: string };
  expect(next).toMatchObject({ kind: "userz-secret", text: expect.stringMatching(/^sk_[\w-]{43}$/) });
  expect(await refusal(await ask("/v1/feedback", { key: old.text }))).toEqual([401, "invalid_authorization"]);
  expect((await ask("/v1/feedback", { key: next.text })).status).toBe(200);
});
