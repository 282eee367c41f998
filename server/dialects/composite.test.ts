import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Ask, PAGE, problemOf } from "../../server-stub/asking.ts";
import { askingComposite, type List, type Made, VIEW } from "../../server-stub/asking-composite.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { addTestApp } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { createEventSender } from "../../shared/api/event-sender.ts";
import { DIALECT_SCOPES } from "../../shared/contract/enumerations.ts";
import type { StoredEventAnswer } from "../../shared/contract/tracking.ts";

vi.setConfig({ testTimeout: 120_000 }); // 22,000 requests over HTTP, on a machine that does ten other things

let stub: Stub;
let lines: string[];
beforeEach(async () => {
  lines = [];
  stub = await startStub({ onLog: (line) => void lines.push(line) });
});
afterEach(() => stub.close());
const { askServer, askAsOwner, ask, make, statusOf, read, eventsOf, usersOf, record, mint, burst } = askingComposite(
  () => stub,
);

test("CA-1: a public and a secret key, in the header or the query; the header wins, and no key reaches a log", async () => {
  const [pk, sk] = [(await make("public")).text, (await make("secret")).text];
  expect(pk).toMatch(/^pk_[\w-]{43}$/);
  expect(sk).toMatch(/^sk_[\w-]{43}$/);
  const inQuery = (key: string) => ({ at: `/v1/events?api_key=${key}`, more: { key: null, body: VIEW } });
  for (const key of [pk, sk]) {
    expect(await statusOf("/v1/events", { key, body: VIEW })).toBe(201);
    expect(await statusOf(inQuery(key).at, inQuery(key).more)).toBe(201);
    expect(await statusOf(`/v1/project?api_key=${key}`, { key: null })).toBe(200);
  }
  expect(await statusOf(`/v1/events?limit=1&api_key=${sk}`, { key: null })).toBe(200);
  expect(await statusOf(inQuery(sk).at, { key: `${pk}x`, body: VIEW })).toBe(401);
  expect(await statusOf(`/v1/events?api_key=${sk}`, { key: pk })).toBe(403);
  expect(await problemOf(await ask("/v1/events", { key: null, body: VIEW }))).toMatchObject({
    status: 401,
    code: "missing_authorization",
  });
  // Each key in its own API only, and nobody by the console's cookie.
  expect((await askServer("/as/userz/v1/feedback", { key: sk })).status).toBe(401);
  expect((await askServer("/v1/feedback", { key: sk })).status).toBe(401);
  expect((await askAsOwner("/as/composite/v1/events")).status).toBe(401);
  // What is no key, but was meant to be one, stays out of the log as well: it has no queries in it.
  await ask(`/v1/events?api_key=%20${sk}`, { key: null });
  await ask(`/v1/events/${sk}`, { key: sk });
  const log = lines.join("\n");
  expect(log).toContain("/as/composite/v1/events");
  for (const text of [pk, sk]) expect(log).not.toContain(text.slice(3));
});

test("CA-2: a public key sends events and recordings, identifies users, reads the own profile and the project, and nothing else", async () => {
  const [pk, sk] = [(await make("public")).text, (await make("secret")).text];
  const page = { key: pk, origin: PAGE };
  expect(await statusOf("/v1/events", { ...page, body: { ...VIEW, anonymousId: "a-1" } })).toBe(201);
  expect(await statusOf("/v1/track", { ...page, body: VIEW })).toBe(201);
  const batch = await ask("/v1/batch", { ...page, body: { events: [VIEW, { ...VIEW, anonymousId: "a-1" }] } });
  expect([batch.status, await batch.json()]).toEqual([200, { accepted: 2, duplicates: 0, rejected: [] }]);
  const traits = { plan: "pro", email: "ann@example.com" };
  const told = await ask("/v1/identify", { ...page, body: { userId: "ann", anonymousId: "a-1", traits } });
  expect([told.status, await told.json()]).toEqual([200, { userId: "ann" }]);
  expect((await record(pk, "sessionId=s-1&sequence=0&userId=ann", undefined, page)).status).toBe(201);
  // The own profile is that of whom the host vouches for; who only says who they are reads nothing.
  expect(await problemOf(await ask("/v1/profile", page))).toMatchObject({ status: 401, code: "invalid_user_token" });
  const profile = await ask("/v1/profile", { ...page, headers: await mint("ann") });
  expect([profile.status, await profile.json()]).toMatchObject([200, { userId: "ann", traits }]);
  expect(await statusOf("/v1/profile", { ...page, headers: await mint("bob") })).toBe(404);
  expect(await (await ask("/v1/project", page)).json()).toEqual({
    id: STUB_APP_ID,
    name: expect.any(String),
    environment: "live",
    mode: "public",
    retentionDays: null,
  });
  const [user] = await usersOf(sk);
  const forbidden: Array<[string, Ask, string]> = [
    ["/v1/events", {}, "events:read"],
    ["/v1/recordings", {}, "events:read"],
    ["/v1/export", {}, "events:read"],
    ["/v1/users", {}, "users:read"],
    [`/v1/users/${user?.id}`, {}, "users:read"],
    [`/v1/users/${user?.id}`, { method: "DELETE" }, "users:write"],
    ["/v1/project", { method: "PATCH", body: { name: "x" } }, "projects:write"],
    ["/v1/team", {}, "team:write"],
    ["/v1/team", { body: { email: "x@example.com" } }, "team:write"],
    [`/v1/team/${user?.id}`, { method: "DELETE" }, "team:write"],
    ["/v1/billing/usage", {}, "billing:read"],
  ];
  for (const [path, more, scope] of forbidden)
    expect([path, await problemOf(await ask(path, { key: pk, ...more }))]).toMatchObject([
      path,
      { status: 403, code: "insufficient_scope", details: { scope } },
    ]);
  // A list of domains narrows a public key; a secret one does not come from a page at all.
  const { text: key } = await make("public", { allowedOrigins: ["shop.example"] });
  expect(await statusOf("/v1/events", { key, origin: "https://www.shop.example", body: VIEW })).toBe(201);
  expect(await statusOf("/v1/events", { key, origin: "https://evil.example", body: VIEW })).toBe(403);
  expect(await problemOf(await ask("/v1/events", { key: sk, origin: PAGE, body: VIEW }))).toMatchObject({
    code: "secret_key_in_browser",
  });
});

test("CA-3: a secret key reads, exports, changes, deletes; limited to scopes it is told which one is missing", async () => {
  const sk = (await make("secret")).text;
  await ask("/v1/events", { key: sk, body: { id: "e-1", name: "signup", userId: "ann", properties: { plan: "pro" } } });
  await ask("/v1/identify", { key: sk, body: { userId: "ann", traits: { plan: "pro" } } });
  await record(sk, "sessionId=s&sequence=7&userId=ann", new Uint8Array([1, 0, 255]));
  expect(await eventsOf(sk)).toMatchObject([
    { id: "e-1", name: "signup", userId: "ann", properties: { plan: "pro" }, receivedAt: "2026-01-01T12:00:00.000Z" },
  ]);
  const [user] = await usersOf(sk);
  expect(user).toMatchObject({ userId: "ann", traits: { plan: "pro" } });
  expect(await read(`/v1/users/${user?.id}`, sk)).toEqual(user);
  const { data: chunks } = await read<List<{ id: string; sequence: number }>>("/v1/recordings?sessionId=s", sk);
  expect(chunks).toMatchObject([{ sequence: 7, byteSize: 3, user: user?.id }]);
  const bytes = await ask(`/v1/recordings/${chunks[0]?.id}`, { key: sk });
  expect(new Uint8Array(await bytes.arrayBuffer())).toEqual(new Uint8Array([1, 0, 255]));
  const exported = async (query = "") => {
    const answer = await ask(`/v1/export${query}`, { key: sk });
    expect(answer.headers.get("content-type")).toBe("application/x-ndjson");
    return answer.text();
  };
  expect(JSON.parse(await exported())).toEqual((await eventsOf(sk))[0]);
  expect(JSON.parse(await exported("?type=users"))).toEqual(user);
  const changed = await ask("/v1/project", { key: sk, method: "PATCH", body: { name: "Shop", retentionDays: 30 } });
  expect([changed.status, await changed.json()]).toMatchObject([200, { name: "Shop", retentionDays: 30 }]);

  const invited = await ask("/v1/team", { key: sk, body: { email: "new@example.com" } });
  const { id: invitation } = (await invited.json()) as { id: string };
  expect(await statusOf(`/v1/team/${invitation}`, { key: sk, method: "DELETE" })).toBe(204);
  expect((await read<List<object>>("/v1/team", sk)).data).toMatchObject([{ right: "owner", email: null }]);
  expect(await read<object>("/v1/billing/usage", sk)).toMatchObject({ data: [{ events: 1 }] });

  const needed: Array<[string, Ask, (typeof DIALECT_SCOPES)[number]]> = [
    ["/v1/events", { body: VIEW }, "events:write"],
    ["/v1/batch", { body: { events: [VIEW] } }, "events:write"],
    ["/v1/recordings?sessionId=s&sequence=1", { body: "x" }, "events:write"],
    ["/v1/identify", { body: { userId: "x" } }, "users:write"],
    ["/v1/profile", {}, "users:read"],
    ["/v1/project", {}, "projects:read"],
    ["/v1/project", { method: "PATCH", body: {} }, "projects:write"],
    ["/v1/events", {}, "events:read"],
    ["/v1/export", {}, "events:read"],
    ["/v1/users", {}, "users:read"],
    [`/v1/users/${user?.id}`, { method: "DELETE" }, "users:write"],
    ["/v1/team", {}, "team:write"],
    ["/v1/billing/usage", {}, "billing:read"],
  ];
  for (const [path, more, scope] of needed) {
    const lacking = await make("secret", { scopes: DIALECT_SCOPES.filter((one) => one !== scope) });
    const problem = await problemOf(await ask(path, { key: lacking.text, ...more }));
    expect([path, problem]).toMatchObject([path, { status: 403, details: { scope } }]);
    expect(problem.message).toContain(scope);
  }
  const reader = await make("secret", { scopes: ["events:read"] });
  const users = await ask("/v1/export?type=users", { key: reader.text });
  expect(await problemOf(users)).toMatchObject({ status: 403, details: { scope: "users:read" } });

  const gone = await ask(`/v1/users/${user?.id}`, { key: sk, method: "DELETE" });
  expect(await gone.json()).toEqual({ erased: { trackedUsers: 1, trackedEvents: 1, recordings: 1 } });
  expect([await eventsOf(sk), await usersOf(sk)]).toEqual([[], []]);
  expect(await statusOf(`/v1/recordings/${chunks[0]?.id}`, { key: sk })).toBe(404);
});

test("CA-4: bursts of 1,000 and 10,000, refilled by 100 and 1,000 a second, exact however many ask at once", async () => {
  for (const [type, size] of [
    ["public", 1_000],
    ["secret", 10_000],
  ] as const) {
    const key = (await make(type)).text;
    const first = await ask("/v1/project", { key });
    expect(["limit", "remaining", "reset"].map((name) => first.headers.get(`x-ratelimit-${name}`))).toEqual([
      String(size),
      String(size - 1),
      String(Math.ceil(stub.clock.now() / 1_000) + 1), // the moment at which it is whole again
    ]);
    const { passed, refused } = await burst(key, size + 50);
    expect(passed).toBe(size - 1);
    expect(refused?.headers.get("retry-after")).toBe("1");
    expect(refused?.headers.get("x-ratelimit-remaining")).toBe("0");
    stub.clock.advance(1_000);
    expect((await burst(key, size / 10 + 50)).passed).toBe(size / 10);
    stub.clock.advance(3_600_000);
  }
  // The day has a bucket of its own: what is left of it counts when it is the scarcer.
  const { id, text: key } = await make("public");
  const day = { requests: 1_000_000, seconds: 86_400 };
  for (let taken = 0; taken < 999_998; taken++) await stub.services.limiter.take(`key ${id} day`, day);
  expect((await burst(key, 10)).passed).toBe(2);
  const over = await ask("/v1/project", { key });
  expect([over.status, over.headers.get("x-ratelimit-limit")]).toEqual([429, "1000000"]);
});

test("CA-5: a replacement works beside the old key until the old one is revoked", async () => {
  const old = await make("secret", { scopes: ["events:write", "events:read"] });
  const rotated = await askAsOwner(`/v1/keys/${old.id}/rotate`, { body: { graceSeconds: null } });
  const next = (await rotated.json()) as Made & { scopes: string[]; replaces: string };
  expect(next).toMatchObject({ scopes: ["events:write", "events:read"], replaces: old.id });
  stub.clock.advance(400 * 24 * 3_600_000);
  for (const { text } of [old, next]) expect(await statusOf("/v1/events", { key: text, body: VIEW })).toBe(201);
  expect(await (await askAsOwner(`/v1/keys/${old.id}`)).json()).toMatchObject({
    replacedBy: next.id,
    expiresAt: null,
    lastUsedInGraceAt: expect.any(String),
  });
  await askAsOwner(`/v1/keys/${old.id}`, { method: "DELETE" });
  expect(await statusOf("/v1/events", { key: old.text, body: VIEW })).toBe(401);
  expect(await statusOf("/v1/events", { key: next.text, body: VIEW })).toBe(201);
});

test("CA-6: keys of test and live never see each other's events, users, recordings or usage", async () => {
  const { id: app } = await addTestApp(stub);
  const [live, other] = [(await make("secret")).text, (await make("secret", { app })).text];
  const keys = { live, test: other };
  for (const [environment, key] of Object.entries(keys)) {
    await ask("/v1/events", { key, body: { id: "same", name: environment, userId: "ann" } });
    await ask("/v1/identify", { key, body: { userId: "ann", traits: { environment } } });
    await record(key, "sessionId=same&sequence=0", Buffer.from(environment));
  }
  for (const [environment, key] of Object.entries(keys)) {
    expect((await eventsOf(key)).map(({ name }) => name)).toEqual([environment]);
    expect((await usersOf(key)).map(({ traits }) => traits)).toEqual([{ environment }]);
    expect(await read("/v1/project", key)).toMatchObject({ environment });
    const { data } = await read<List<{ id: string }>>("/v1/recordings", key);
    expect(await (await ask(`/v1/recordings/${data[0]?.id}`, { key })).text()).toBe(environment);
    const across = environment === "live" ? other : live;
    expect(await statusOf(`/v1/recordings/${data[0]?.id}`, { key: across })).toBe(404);
    const [user] = await usersOf(key);
    expect(await statusOf(`/v1/users/${user?.id}`, { key: across })).toBe(404);
    expect(await statusOf(`/v1/users/${user?.id}`, { key: across, method: "DELETE" })).toBe(404);
    expect(await (await ask("/v1/export", { key })).text()).not.toContain(environment === "live" ? "test" : "live");
    const billing = await read<{ keys: Array<{ hint: string }>; data: object[] }>("/v1/billing/usage", key);
    expect(billing.keys.filter(({ hint }) => hint.startsWith("sk_"))).toHaveLength(1);
    expect(billing.data).toHaveLength(1);
  }
});

test("CA-7: a key's requests, events, errors, refusals for too many, and last use are counted by day", async () => {
  const { id, text: pk } = await make("public");
  const sk = await make("secret");
  await ask("/v1/batch", { key: pk, body: { events: [VIEW, { ...VIEW, id: "once" }, { ...VIEW, id: "once" }] } });
  await ask("/v1/events", { key: pk, body: { ...VIEW, id: "once" } });
  await ask("/v1/events", { key: pk, body: {} });
  await ask("/v1/users", { key: pk });
  await burst(pk, 1_010 - 4);
  stub.clock.advance(24 * 3_600_000);
  await ask("/v1/events", { key: pk, body: VIEW });
  const days = [
    { day: "2026-01-02", key: id, requests: 1, events: 1, throttled: 0, errors: 0, refusals: {} },
    {
      day: "2026-01-01",
      key: id,
      requests: 1_010,
      events: 2,
      throttled: 10,
      errors: 12,
      refusals: { rate_limited: 10, invalid_body: 1, insufficient_scope: 1 },
    },
  ];
  const usage = await read<{ keys: object[] }>(`/v1/billing/usage?key=${id}`, sk.text);
  expect(usage).toMatchObject({ from: "2025-12-04", to: "2026-01-02", data: days });
  expect(usage.keys).toContainEqual({
    id,
    name: "public",
    hint: expect.stringMatching(/^pk_/),
    lastUsedAt: "2026-01-02T12:00:00.000Z",
  });
  const ours = await askServer(`/v1/usage?key=${id}`, {});
  expect(await ours.json()).toMatchObject({ data: days.map(({ errors: _, ...day }) => day) });
});

test("CA-8: the client helper sends events together, and waits longer each time it is refused", async () => {
  const [pk, sk] = [(await make("public")).text, (await make("secret")).text];
  await burst(pk, 1_000);
  const sent: number[] = [];
  const events = createEventSender({
    baseUrl: stub.url,
    apiKey: pk,
    owner: { userId: "ann" },
    batchSize: 50,
    waitMs: 10,
    random: () => 0,
    fetch: (url, init) => {
      sent.push(performance.now());
      if (sent.length === 4) stub.clock.advance(10_000); // the bucket is whole again
      return fetch(url, init);
    },
  });
  const ids = Array.from({ length: 120 }, (_, at) => events.track("clicked", { at }));
  await events.flush();
  expect(sent).toHaveLength(6); // three refused, and 120 events in three
  const waited = sent.slice(1, 4).map((at, index) => at - (sent[index] ?? 0));
  for (const [index, least] of [1_000, 1_000, 2_000].entries()) // Retry-After; then half of a step that doubles
    expect(waited[index]).toBeGreaterThanOrEqual(least - 2);
  const { data: stored } = await read<List<StoredEventAnswer>>("/v1/events?limit=100", sk);
  expect(stored.map(({ id }) => id)).toEqual(ids.toReversed().slice(0, 100));
  expect(stored[0]).toMatchObject({ userId: "ann", properties: { at: 119 } });
});
