import { afterEach, beforeEach, expect, test } from "vitest";
import { asProductbridge, INVALID, type MadeKey, POSTS, told, wanted } from "../../server-stub/as-productbridge.ts";
import { type Ask, asking } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { addMember } from "../../server-stub/members.ts";
import { addSecretKey, addTestApp, asOwner } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { ALL_KEY_PROFILES } from "./index.ts";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());
const { ask, stored } = asking(() => stub);
const { create, listed, make, post } = asProductbridge(() => stub);
/** As the owner does in the console. */
const manage = async (path: string, more: Ask = {}): Promise<Response> =>
  ask(path, { ...(await asOwner(stub)), ...more });
const restart = async (options: Parameters<typeof startStub>[0]): Promise<void> => {
  await stub.close();
  stub = await startStub(options);
};
/** The same, and writes down what is asked of it. */
const watched = <Part extends object>(part: Part, asked: string[]): Part =>
  new Proxy(part, {
    get(target, name: keyof Part & string) {
      const value = target[name];
      return typeof value !== "function"
        ? value
        : (...args: unknown[]) => {
            asked.push(name);
            return value.apply(target, args);
          };
    },
  });

const ROUTES = ["list", "get", "retrieve", "create", "update", "delete"].map((name) => `${POSTS}/${name}`);

test("PB-1: keys are pb_ and 43 characters; an organization has one that is active, for all its admins, and a second is refused", async () => {
  const admin = await addMember(stub, "admin");
  const asked = await Promise.all(Array.from({ length: 6 }, () => ask("/v1/keys", { ...admin.as, body: wanted() })));
  expect(asked.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
  const first = (await asked.find(({ status }) => status === 201)?.json()) as MadeKey;
  expect(first.text).toMatch(/^pb_[\w-]{43}$/);
  expect((await listed(first.text)).items).toEqual([]);
  const [status, refusal] = await told(manage("/v1/keys", { body: wanted() }));
  expect([status, refusal]).toMatchObject([
    409,
    { error: { code: "conflict", message: expect.stringContaining("one") } },
  ]);
  const other = await addMember(stub, "admin");
  const shared = (await (await ask("/v1/keys?kind=productbridge-api&live=true", other.as)).json()) as {
    data: MadeKey[];
  };
  expect(shared.data.map(({ id }) => id)).toEqual([first.id]);
  expect(await (await ask(`/v1/keys/${first.id}/text`, other.as)).json()).toEqual({ text: first.text });

  // All apps of its environment are the organization's posts; one of another environment is not.
  const { secretKey: inTest } = await addTestApp(stub);
  const { id: appId } = (await (
    await ask("/v1/apps", { ...admin.as, body: { name: "Second", environment: "live" } })
  ).json()) as MadeKey;
  const { text: inSecond } = await addSecretKey(stub, appId);
  await ask("/v1/feedback", { key: inSecond, body: { content: "In the second app" } });
  await ask("/v1/feedback", { key: inTest, body: { content: "In the test app" } });
  expect((await listed(first.text)).items).toMatchObject([{ title: "In the second app", board_id: appId }]);

  await manage(`/v1/keys/${first.id}`, { method: "DELETE" });
  expect((await make()).text).not.toBe(first.text);
});

test("PB-2: every route is a POST with a JSON body whose top level has the key; a header, the query and the path have none", async () => {
  const { text } = await make();
  const { id } = await create(text, "A post");
  const bodies = [{}, { post_id: id }, { id }, { title: "Another" }, { id, title: "Changed" }, { post_id: id }];
  for (const [at, path] of ROUTES.entries()) {
    for (const method of ["GET", "PUT", "PATCH", "DELETE"]) {
      const answer = await ask(path, { key: text, method });
      expect([method, answer.status, answer.headers.get("allow")]).toEqual([method, 405, "POST"]);
    }
    const elsewhere = [
      post(path, bodies[at], { Authorization: `Bearer ${text}` }),
      post(path, bodies[at], { "X-API-Key": text, api_key: text }),
      post(`${path}?api_key=${text}`, bodies[at]),
      post(`${path}/${text}`, bodies[at]),
      post(path, { ...bodies[at], body: { api_key: text } }),
      post(path, [{ ...bodies[at], api_key: text }]),
    ];
    const statuses = (await Promise.all(elsewhere)).map(({ status }) => status);
    expect([path, statuses]).toEqual([path, [401, 401, 401, 404, 401, 401]]);
  }
  expect(await stored()).toMatchObject([{ id, content: "A post" }]);
  for (const [at, path] of ROUTES.entries())
    expect([path, (await post(path, { ...bodies[at], api_key: text })).status]).toEqual([path, 200]);
});

test("PB-3: missing, malformed, unknown, revoked, expired, of another product or without the scope: one 401, after one question to the database", async () => {
  const asked: string[] = [];
  await restart({ withStore: (store) => ({ ...store, keys: watched(store.keys, asked) }) });
  const ended = await make();
  await manage(`/v1/keys/${ended.id}`, { method: "DELETE" });
  const forgotten = await make();
  await manage(`/v1/keys/${forgotten.id}`, { method: "DELETE" });
  await manage(`/v1/keys/${forgotten.id}?forget=true`, { method: "DELETE" });
  const expired = await make({ expiresAt: "2026-01-01T12:00:01.000Z" });
  stub.clock.advance(1_000);
  const rotated = await make();
  const successor = (await (await manage(`/v1/keys/${rotated.id}/rotate`, { body: {} })).json()) as MadeKey;
  await manage(`/v1/keys/${successor.id}`, { method: "DELETE" });
  const lacking = await make({ scopes: ["feedback:read"] }); // has `public_api` for what reads, and lacks it for the rest
  const { text } = lacking;
  const keys: Record<string, unknown> = {
    missing: undefined,
    null: null,
    "no text": 42,
    "a list": [text],
    empty: "",
    "a prefix alone": "pb_",
    "too short": text.slice(0, -1),
    "too long": `${text}x`,
    "very long": `pb_${"x".repeat(100_000)}`,
    "other characters": `pb_${"é".repeat(43)}`,
    "another prefix": `sk_${text.slice(3)}`,
    "in capitals": text.toUpperCase(),
    unknown: `pb_${"x".repeat(43)}`,
    revoked: ended.text,
    deleted: forgotten.text,
    expired: expired.text,
    rotated: rotated.text,
    "of our own API": stub.secretKey,
    "without the scope": text,
  };
  const told = new Map<string, string[]>();
  for (const path of ROUTES.filter((route) => !/list|get|retrieve/.test(route)))
    for (const [name, api_key] of Object.entries(keys)) {
      asked.length = 0;
      const answer = await post(path, {
        post_id: "0".repeat(24),
        title: "x",
        ...(api_key === undefined ? {} : { api_key }),
      });
      const headers = [...answer.headers].filter(([header]) => !/^(date|x-request-id|x-ratelimit-.*)$/.test(header));
      const limit = answer.headers.get("x-ratelimit-limit");
      const all = JSON.stringify([answer.status, await answer.text(), limit, headers, asked]);
      told.set(all, [...(told.get(all) ?? []), `${path} ${name}`]);
    }
  expect([...told.values()].slice(1)).toEqual([]); // those that are told otherwise than the first
  const [status, body, limit, , questions] = JSON.parse([...told.keys()][0] ?? "[]");
  expect([status, body, limit, questions]).toEqual([401, JSON.stringify(INVALID), "1200", ["find"]]);
  expect((await listed(text)).items).toEqual([]);
  expect(await stored()).toEqual([]);
});

test("a key that comes from a page gets the same 401, and its owner is told that it has leaked", async () => {
  const { id, text } = await make();
  const leak = async () => {
    const { leakedAt, leakedFrom } = (await (await manage(`/v1/keys/${id}`)).json()) as Record<string, unknown>;
    return [leakedAt, leakedFrom];
  };
  const page = { Origin: "https://shop.example" };
  expect(await told(post("list", { api_key: `pb_${"x".repeat(43)}` }, page))).toEqual([401, INVALID]);
  expect(await leak()).toEqual([null, null]);
  expect(await told(post("list", { api_key: text }, page))).toEqual([401, INVALID]);
  expect(await leak()).toEqual(["2026-01-01T12:00:00.000Z", page.Origin]);
  expect((await listed(text)).items).toEqual([]);
});

test("PB-5: the key can be shown again at any time to who manages keys, is kept sealed, and who looked is noted", async () => {
  const { id, text } = await make();
  const admin = await addMember(stub, "admin");
  const shown = (as: Ask) => ask(`/v1/keys/${id}/text`, as);
  for (const days of [0, 400]) {
    stub.clock.advance(days * 24 * 3_600_000);
    const as = (await addMember(stub, "admin")).as;
    const answer = await shown(as);
    expect([answer.headers.get("cache-control"), await answer.json()]).toEqual(["no-store", { text }]);
  }
  expect((await shown((await addMember(stub, "triager")).as)).status).toBe(403);
  expect((await shown({})).status).toBe(401); // no key shows a key
  const noted = (await (await ask("/v1/audit?action=key.shown", (await addMember(stub, "admin")).as)).json()) as {
    data: unknown[];
  };
  expect(noted.data).toHaveLength(2);
  expect(await stub.database.dump()).not.toContain(text.slice(3));
  expect(await (await ask(`/v1/keys/${id}`, admin.as)).text()).not.toContain(text.slice(3));
  expect((await listed(text)).items).toEqual([]);
});

test("PB-6: rotation answers with the new key and ends the old one at once, without any grace", async () => {
  const old = await make();
  const rotate = (body: object) => manage(`/v1/keys/${old.id}/rotate`, { body });
  expect((await rotate({ graceSeconds: 1 })).status).toBe(400);
  expect((await listed(old.text)).items).toEqual([]);
  const answer = await rotate({});
  expect(answer.status).toBe(201);
  const next = (await answer.json()) as MadeKey;
  expect(next.text).toMatch(/^pb_[\w-]{43}$/);
  expect(next.text).not.toBe(old.text);
  expect(await told(post("list", { api_key: old.text }))).toEqual([401, INVALID]);
  expect((await listed(next.text)).items).toEqual([]);
  const { as } = await addMember(stub, "admin");
  expect(await (await ask(`/v1/keys/${next.id}/text`, as)).json()).toEqual({ text: next.text });
  expect((await manage("/v1/keys", { body: wanted() })).status).toBe(409);
});

test("a key of our own API or of another dialect is refused there with the same 401, and theirs is refused everywhere else", async () => {
  const { text } = await make();
  const others = [stub.secretKey, stub.publishableKey];
  for (const { dialect, kind, inPages } of ALL_KEY_PROFILES) {
    if (dialect === undefined || dialect === "productbridge") continue;
    const answer = await manage("/v1/keys", {
      body: { kind, name: "x", app: STUB_APP_ID, ...(inPages ? { allowedOrigins: ["localhost"] } : {}) },
    });
    if (answer.status === 201) others.push(((await answer.json()) as MadeKey).text);
  }
  expect(others.length).toBeGreaterThan(5);
  for (const path of ROUTES)
    for (const api_key of others) expect(await told(post(path, { api_key, title: "x" }))).toEqual([401, INVALID]);
  for (const path of ["/v1/feedback", "/as/userz/v1/feedback", "/as/productsights/api/insights"]) {
    expect((await ask(path, { key: text })).status).toBe(401);
    expect((await ask(path, { key: null, body: { api_key: text, content: "x" } })).status).toBe(401);
  }
  expect((await ask("/v1/keys", { key: text })).status).toBe(401);
  expect((await ask("/mcp", { key: text, body: {} })).status).toBe(401);
  expect(await stored()).toEqual([]);
});
