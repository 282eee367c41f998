import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { addSecretKey, signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { SCOPES } from "../../shared/contract/enumerations.ts";
import {
  type Webhook,
  type WebhookWithSecret,
  webhookListSchema,
  webhookSchema,
  webhookWithSecretSchema,
} from "../../shared/contract/webhook.ts";

const URL_ = "https://hooks.example/earshot";
const OTHER_APP = "000000000000000000000a02";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());
const { ask } = asking(() => stub);

const create = async (body: Record<string, unknown> = {}, more = {}): Promise<WebhookWithSecret> => {
  const answer = await ask("/v1/webhooks", { body: { url: URL_, events: ["feedback.created"], ...body }, ...more });
  expect(answer.status).toBe(201);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  return webhookWithSecretSchema.parse(await answer.json());
};
const get = async (id: string): Promise<Webhook> => webhookSchema.parse(await (await ask(`/v1/webhooks/${id}`)).json());
const asMember = async () => ({ key: null, headers: { Cookie: await signIn(stub) } });
const addApp = async () => {
  const [app] = await stub.services.store.apps.list({ organizationId: "000000000000000000000001", appId: null });
  await stub.services.store.apps.add({ ...(app ?? expect.fail()), id: OTHER_APP, name: "Other" });
};

test("a webhook is made with its secret shown once, and never again", async () => {
  const { secret, ...made } = await create({ events: ["feedback.created", "reply.created"] });
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(made).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{24}$/),
    app: STUB_APP_ID,
    url: URL_,
    events: ["feedback.created", "reply.created"],
    enabled: true,
    disabledAt: null,
    disabledReason: null,
    previousSecretUntil: null,
    createdAt: "2026-01-01T12:00:00.000Z",
  });
  const seen = [
    await ask(`/v1/webhooks/${made.id}`),
    await ask("/v1/webhooks"),
    await ask(`/v1/webhooks/${made.id}`, { method: "PATCH", body: { enabled: false } }),
    await ask(`/v1/webhooks/${made.id}/deliveries`),
  ];
  for (const answer of seen) {
    expect(answer.status).toBe(200);
    expect(await answer.text()).not.toMatch(/whsec|"secret"/);
  }
});

test("the list pages, newest first", async () => {
  const made: string[] = [];
  for (let i = 0; i < 5; i++) made.unshift((await create()).id);
  const page = async (query: string) => webhookListSchema.parse(await (await ask(`/v1/webhooks?${query}`)).json());
  const first = await page("limit=3");
  const second = await page(`limit=3&cursor=${first.nextCursor}`);
  expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(made);
  expect(second.nextCursor).toBeNull();
  for (const query of ["limit=0", "limit=101", "cursor=zz", "colour=red"])
    expect(await problemOf(await ask(`/v1/webhooks?${query}`))).toMatchObject({ status: 400, code: "invalid_query" });
});

test.each([
  [{ url: "http://hooks.example/" }, "url"],
  [{ url: "https://10.0.0.1/" }, "url"],
  [{ url: "https://0x7f.1/" }, "url"],
  [{ url: "https://169.254.169.254/latest/meta-data" }, "url"],
  [{ url: "https://user:hunter2@hooks.example/" }, "url"],
  [{ url: "not an address" }, "url"],
  [{ url: "https://hooks.example/\u0000" }, "url"],
  [{ url: `https://hooks.example/${"x".repeat(2_048)}` }, "url"],
  [{ url: undefined }, "url"],
  [{ events: [] }, "events"],
  [{ events: ["feedback.created", "feedback.created"] }, "events"],
  [{ events: ["feedback.exploded"] }, "events.0"],
  [{ events: ["webhook.test"] }, "events.0"],
  [{ app: null }, "app"],
  [{ app: "x" }, "app"],
  [{ secret: "whsec_mine" }, "secret"],
])("%j is refused, naming the field", async (over, path) => {
  const answer = await ask("/v1/webhooks", { body: { url: URL_, events: ["feedback.created"], ...over } });
  const problem = await problemOf(answer);
  expect(problem).toMatchObject({ status: 400, code: "invalid_body", details: [{ path }] });
  expect(problem.message).not.toContain("hunter2");
  expect(webhookListSchema.parse(await (await ask("/v1/webhooks")).json()).data).toEqual([]);
});

test("a member makes webhooks of any app or of all, and of none that is not there", async () => {
  await addApp();
  const member = await asMember();
  expect(await create({}, member)).toMatchObject({ app: null });
  expect(await create({ app: null }, member)).toMatchObject({ app: null });
  expect(await create({ app: OTHER_APP }, member)).toMatchObject({ app: OTHER_APP });
  const body = { url: URL_, events: ["feedback.created"], app: "0000000000000000000000ff" };
  expect(await problemOf(await ask("/v1/webhooks", { ...member, body }))).toMatchObject({
    status: 404,
    code: "not_found",
    details: { what: "app", path: "app" },
  });
});

test("a key sees and changes those of its own app only", async () => {
  await addApp();
  const body = { url: URL_, events: ["feedback.created"], app: OTHER_APP };
  expect(await problemOf(await ask("/v1/webhooks", { body }))).toMatchObject({ status: 404, details: { path: "app" } });
  const foreign = await create({ app: OTHER_APP }, await asMember());
  const ofAll = await create({}, await asMember());
  expect(webhookListSchema.parse(await (await ask("/v1/webhooks")).json()).data).toEqual([]);
  for (const { id } of [foreign, ofAll, { id: "nope" }, { id: "%00" }])
    for (const [method, path, body] of [
      ["GET", "", undefined],
      ["PATCH", "", { enabled: false }],
      ["DELETE", "", undefined],
      ["POST", "/rotate", undefined],
      ["POST", "/test", undefined],
      ["GET", "/deliveries", undefined],
      ["GET", `/deliveries/${foreign.id}`, undefined],
      ["POST", `/deliveries/${foreign.id}/replay`, undefined],
    ] as const)
      expect(await problemOf(await ask(`/v1/webhooks/${id}${path}`, { method, body }))).toMatchObject({
        status: 404,
        code: "not_found",
      });
});

test("it takes the scope webhooks:write, to look as well as to change", async () => {
  const others = SCOPES.filter((scope) => scope !== "webhooks:write");
  const { text: key } = await addSecretKey(stub, STUB_APP_ID, others);
  const { id } = await create();
  for (const [method, path] of [
    ["GET", "/v1/webhooks"],
    ["POST", "/v1/webhooks"],
    ["GET", `/v1/webhooks/${id}`],
    ["PATCH", `/v1/webhooks/${id}`],
    ["DELETE", `/v1/webhooks/${id}`],
    ["POST", `/v1/webhooks/${id}/rotate`],
    ["POST", `/v1/webhooks/${id}/test`],
    ["GET", `/v1/webhooks/${id}/deliveries`],
    ["GET", `/v1/webhooks/${id}/deliveries/${id}`],
    ["POST", `/v1/webhooks/${id}/deliveries/${id}/replay`],
  ] as const) {
    const body = method === "POST" || method === "PATCH" ? {} : undefined;
    expect(await problemOf(await ask(path, { key, method, body }))).toMatchObject({
      status: 403,
      code: "insufficient_scope",
      details: { scope: "webhooks:write" },
    });
    expect(await problemOf(await ask(path, { key: null, method, body }))).toMatchObject({ status: 401 });
  }
});

test("an app has twenty at most, and the refusal says what to do", async () => {
  for (let i = 0; i < 20; i++) await create();
  const body = { url: URL_, events: ["feedback.created"] };
  expect(await problemOf(await ask("/v1/webhooks", { body }))).toMatchObject({
    status: 409,
    code: "conflict",
    message: expect.stringMatching(/20 webhooks.*Delete one/),
  });
  const [first] = webhookListSchema.parse(await (await ask("/v1/webhooks")).json()).data;
  expect((await ask(`/v1/webhooks/${first?.id}`, { method: "DELETE" })).status).toBe(204);
  await create();
});

test("what is changed is changed and the rest stays", async () => {
  const { id, secret: _, ...made } = await create();
  const change = async (body: unknown) => ask(`/v1/webhooks/${id}`, { method: "PATCH", body });
  expect(await (await change({ url: "https://new.example/" })).json()).toEqual({
    id,
    ...made,
    url: "https://new.example/",
  });
  expect(await (await change({ events: ["key.leaked"] })).json()).toMatchObject({ events: ["key.leaked"] });
  stub.clock.advance(1_000);
  expect(await (await change({ enabled: false })).json()).toMatchObject({
    enabled: false,
    disabledAt: "2026-01-01T12:00:01.000Z",
    disabledReason: "manual",
    url: "https://new.example/",
  });
  stub.clock.advance(1_000);
  expect(await (await change({ enabled: false })).json()).toMatchObject({ disabledAt: "2026-01-01T12:00:01.000Z" });
  expect(await (await change({ enabled: true })).json()).toMatchObject({ enabled: true, disabledAt: null });
  for (const [body, path] of [
    [{ url: "https://127.1/" }, "url"],
    [{ events: ["x"] }, "events.0"],
    [{ enabled: "yes" }, "enabled"],
    [{ app: null }, "app"],
  ])
    expect(await problemOf(await change(body))).toMatchObject({ code: "invalid_body", details: [{ path }] });
  expect(await get(id)).toMatchObject({ url: "https://new.example/", events: ["key.leaked"], enabled: true });
});

test("a rotation shows the new secret once and says until when the one before signs too", async () => {
  const { id, secret } = await create();
  const rotated = webhookWithSecretSchema.parse(
    await (await ask(`/v1/webhooks/${id}/rotate`, { method: "POST" })).json(),
  );
  expect(rotated.secret).not.toBe(secret);
  expect(rotated.previousSecretUntil).toBe("2026-01-02T12:00:00.000Z");
  expect(await get(id)).toMatchObject({ previousSecretUntil: "2026-01-02T12:00:00.000Z" });
  stub.clock.advance(24 * 3_600_000);
  expect(await get(id)).toMatchObject({ previousSecretUntil: null });
});

test.each([
  [0, null],
  [1, "2026-01-01T12:00:01.000Z"],
  [30 * 86_400, "2026-01-31T12:00:00.000Z"],
])("a rotation lets the secret before sign for %i seconds where that is asked for", async (graceSeconds, until) => {
  const { id } = await create();
  const rotated = await ask(`/v1/webhooks/${id}/rotate`, { body: { graceSeconds } });
  expect(rotated.status).toBe(200);
  expect(webhookWithSecretSchema.parse(await rotated.json()).previousSecretUntil).toBe(until);
});

test("a rotation with another grace than 0 to 30 days is refused, and changes nothing", async () => {
  const { id } = await create();
  for (const body of [{ graceSeconds: -1 }, { graceSeconds: 30 * 86_400 + 1 }, { graceSeconds: 1.5 }, { grace: 1 }, []])
    expect(await problemOf(await ask(`/v1/webhooks/${id}/rotate`, { body }))).toMatchObject({
      status: 400,
      code: "invalid_body",
    });
  expect(await get(id)).toMatchObject({ previousSecretUntil: null });
});

test("a secret lies sealed in the store, bound to its webhook", async () => {
  const { id, secret } = await create();
  const { store, vault, clock } = stub.services;
  const webhook = await store.webhooks.find({ organizationId: "000000000000000000000001", appId: null }, id);
  await store.deliveries.addTest(webhook ?? expect.fail(), "0".repeat(24), clock.now() + 1);
  const [claimed] = await store.deliveries.claim(clock.now() + 1, { lease: "x", leaseMs: 1, limit: 1, passOver: [] });
  const sealed = Buffer.from(claimed?.secrets[0] ?? []);
  expect(sealed.includes(secret)).toBe(false);
  expect(sealed.includes(Buffer.from(secret.slice(6), "base64"))).toBe(false);
  expect(vault.open(sealed, `webhook ${id}`)).toBe(secret);
  expect(() => vault.open(sealed, `webhook ${OTHER_APP}`)).toThrow();
});

test("who did what to a webhook is in the log, without its address and its secret", async () => {
  const { id, secret } = await create({ url: "https://hooks.example/token-in-path" });
  const member = await asMember();
  await ask(`/v1/webhooks/${id}`, { method: "PATCH", body: { url: "https://hooks.example/another", enabled: false } });
  await ask(`/v1/webhooks/${id}/rotate`, { ...member, method: "POST" });
  await ask(`/v1/webhooks/${id}`, { ...member, method: "DELETE" });
  const ours = { organizationId: "000000000000000000000001", appId: null };
  const entries = await stub.services.store.audit.list(ours, { limit: 9, before: undefined });
  expect(entries.map(({ action, actor, subject }) => [action, actor.split(" ")[0], subject])).toEqual([
    ["webhook.deleted", "member", `webhook ${id}`],
    ["webhook.rotated", "member", `webhook ${id}`],
    ["webhook.updated", "key", `webhook ${id}`],
    ["webhook.created", "key", `webhook ${id}`],
  ]);
  expect(entries[2]?.details).toEqual({ changed: ["url", "enabled"], enabled: false });
  expect(JSON.stringify(entries)).not.toMatch(/token-in-path|another|whsec/);
  expect(JSON.stringify(entries)).not.toContain(secret);
});
