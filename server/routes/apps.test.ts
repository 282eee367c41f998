import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, PAGE, problemOf } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { addSecretKey, addTestApp, signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { type AppAnswer, type AppList, appListSchema, appSchema } from "../../shared/contract/app.ts";
import { originTestSchema } from "../../shared/contract/key.ts";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());
const { ask, submit } = asking(() => stub);
const asMember = async () => ({ key: null, headers: { Cookie: await signIn(stub) } });
const json = async <T>(answer: Promise<Response>): Promise<T> => (await (await answer).json()) as T;

test("a member makes an app, changes it and sees it in the list; its environment stays as it was chosen", async () => {
  const member = await asMember();
  const made = await ask("/v1/apps", { ...member, body: { name: "  Shop ", environment: "test" } });
  expect(made.status).toBe(201);
  const app = appSchema.parse(await made.json());
  expect(app).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{24}$/),
    name: "Shop",
    environment: "test",
    mode: "public",
    settings: {},
    limits: {},
    retentionDays: null,
    createdAt: "2026-01-01T12:00:00.000Z",
  });
  const changes = {
    name: "The shop",
    mode: "private",
    settings: {
      theme: { accent: "#3451e0" },
      form: { categories: ["idea"], rating: true, tags: ["Checkout", "Prices"] },
    },
    limits: { publicSubmissions: 5 },
  };
  const changed = await ask(`/v1/apps/${app.id}`, { ...member, method: "PATCH", body: changes });
  expect(await changed.json()).toEqual({ ...app, ...changes });
  const renamed = await json(ask(`/v1/apps/${app.id}`, { ...member, method: "PATCH", body: { name: "Shop" } }));
  expect(renamed).toEqual({ ...app, ...changes, name: "Shop" });
  expect(appListSchema.parse(await json<AppList>(ask("/v1/apps", member))).data.map(({ name }) => name)).toEqual([
    "Stub app",
    "Shop",
  ]);
  expect(
    await problemOf(await ask(`/v1/apps/${app.id}`, { ...member, method: "PATCH", body: { environment: "live" } })),
  ).toMatchObject({ status: 400, code: "invalid_body" });
});

test.each([
  [{}, "name"],
  [{ name: " " }, "name"],
  [{ name: "a\nb" }, "name"],
  [{ name: "a\u0000b" }, "name"],
  [{ name: "x".repeat(129) }, "name"],
  [{ name: "x", environment: "staging" }, "environment"],
  [{ name: "x", limits: { publicSubmissions: 0 } }, "limits.publicSubmissions"],
  [{ name: "x", limits: { address: 5 } }, "limits.address"],
  [{ name: "x", settings: { theme: { accent: "url(x)" } } }, "settings.theme.accent"],
  [{ name: "x", settings: { form: { tags: Array(13).fill("tag") } } }, "settings.form.tags"],
  [{ name: "x", settings: { form: { tags: ["x".repeat(65)] } } }, "settings.form.tags.0"],
  [{ name: "x", id: "y" }, "id"],
])("an app like %j is refused, naming %s", async (body, path) => {
  const { code, details } = await problemOf(await ask("/v1/apps", { body }));
  expect(code).toBe("invalid_body");
  expect((details as Array<{ path: string }>).map((issue) => issue.path)).toContain(path);
});

test("a key sees its own app only, and makes apps of its own environment only", async () => {
  const other = await addTestApp(stub);
  const { data } = await json<AppList>(ask("/v1/apps"));
  expect(data.map(({ id }) => id)).toEqual([STUB_APP_ID]);
  expect(await problemOf(await ask(`/v1/apps/${other.id}`))).toMatchObject({ status: 404, code: "not_found" });
  expect(await problemOf(await ask("/v1/apps", { body: { name: "x", environment: "test" } }))).toMatchObject({
    code: "invalid_body",
    message: expect.stringContaining("a key of a live app makes live apps"),
  });
  expect((await ask("/v1/apps", { body: { name: "x" } })).status).toBe(201);
});

test("each route asks for its scope", async () => {
  const reader = await addSecretKey(stub, STUB_APP_ID, ["apps:read"]);
  const writer = await addSecretKey(stub, STUB_APP_ID, ["apps:write"]);
  expect((await ask("/v1/apps", { key: reader.text })).status).toBe(200);
  expect(await problemOf(await ask("/v1/apps", { key: reader.text, body: { name: "x" } }))).toMatchObject({
    code: "insufficient_scope",
    details: { scope: "apps:write" },
  });
  expect(await problemOf(await ask("/v1/apps", { key: writer.text }))).toMatchObject({
    details: { scope: "apps:read" },
  });
});

test("an empty app is deleted at once, with its keys", async () => {
  const { id, secretKey } = await addTestApp(stub);
  expect((await ask(`/v1/apps/${id}`, { key: secretKey, method: "DELETE" })).status).toBe(204);
  expect(await problemOf(await ask("/v1/apps", { key: secretKey }))).toMatchObject({ code: "invalid_authorization" });
  expect((await ask("/v1/apps")).status).toBe(200);
});

test("an app that holds feedback is deleted only when its name is repeated, and then with all of it", async () => {
  await submit({ content: "still here", tags: ["a"] });
  const remove = (query: string) => ask(`/v1/apps/${STUB_APP_ID}${query}`, { method: "DELETE" });
  expect(await problemOf(await remove(""))).toMatchObject({
    status: 409,
    code: "conflict",
    message: expect.stringContaining("still holds feedback"),
  });
  expect(await problemOf(await remove("?confirm=stub"))).toMatchObject({ status: 409, code: "conflict" });
  expect((await ask("/v1/feedback")).status).toBe(200);
  expect((await remove("?confirm=Stub%20app")).status).toBe(204);
  expect(await problemOf(await ask("/v1/feedback"))).toMatchObject({ code: "invalid_authorization" });
  const member = await asMember();
  expect(await json(ask("/v1/feedback", member))).toMatchObject({ data: [] });
});

test("an app's own limit counts from the next request on, and a key's own goes before it", async () => {
  const limit = async () => (await submit({ content: "x" })).headers.get("x-ratelimit-limit");
  expect(await limit()).toBe("60");
  await ask(`/v1/apps/${STUB_APP_ID}`, { method: "PATCH", body: { limits: { publicSubmissions: 7, secretKey: 50 } } });
  expect(await limit()).toBe("7");
  expect((await ask("/v1/apps")).headers.get("x-ratelimit-limit")).toBe("50");
  const id = "000000000000000000000c01";
  await ask(`/v1/keys/${id}`, { method: "PATCH", body: { limits: { publicSubmissions: 1 } } });
  expect(await limit()).toBe("1");
  expect(await problemOf(await submit({ content: "x" }))).toMatchObject({ code: "rate_limited" });
});

test("the public settings carry what the app says of its form, and nothing of its limits", async () => {
  const settings = { texts: { title: "Tell us" }, form: { email: "off", tags: ["Checkout"] } };
  await ask(`/v1/apps/${STUB_APP_ID}`, { method: "PATCH", body: { settings, limits: { publicSubmissions: 9 } } });
  const config = await json<Record<string, unknown>>(ask("/v1/config", { key: stub.publishableKey, origin: PAGE }));
  expect(config).toMatchObject({ app: { name: "Stub app" }, mode: "public", ...settings });
  expect(JSON.stringify(config)).not.toContain("limits");
});

test("the origin tester says whether a page would pass, which entry admits it, and why", async () => {
  const tryOut = async (body: object) =>
    originTestSchema.parse(await json(ask(`/v1/apps/${STUB_APP_ID}/origins/test`, { body })));
  expect(await tryOut({ origin: "http://localhost:5173" })).toEqual({
    origin: "http://localhost:5173",
    allowed: true,
    admittedBy: null,
    reason: "localhost is in the list: it admits localhost over http and https on every port.",
    keys: [
      {
        id: "000000000000000000000c01",
        name: "Stub publishable key",
        allowed: true,
        entry: "localhost",
        reason: expect.stringContaining("localhost is in the list"),
      },
    ],
  });
  expect(await tryOut({ origin: "https://shop.example.com", key: "000000000000000000000c01" })).toMatchObject({
    allowed: false,
    admittedBy: "shop.example.com",
    reason: "No entry in the list admits it. Adding shop.example.com would.",
  });
});

test("the origin tester agrees with the policy that decides", async () => {
  for (const origin of ["http://localhost:1", "https://localhost", "https://a.example", "null", "http://LOCALHOST"]) {
    const said = await json<{ allowed: boolean }>(ask(`/v1/apps/${STUB_APP_ID}/origins/test`, { body: { origin } }));
    const answer = await submit({ content: "x" }, { origin });
    expect([origin, said.allowed]).toEqual([origin, answer.status === 201]);
  }
});

test("a list that is not saved yet is looked at entry by entry: as it would be kept, or why it cannot be", async () => {
  const path = `/v1/apps/${STUB_APP_ID}/origins/test`;
  const entries = ["Shop.example", "https://a.example:8443", "*.co.uk", "shop.example/cart"];
  const checked = originTestSchema.parse(await json(ask(path, { body: { entries } })));
  expect(checked).toMatchObject({
    origin: null,
    allowed: false,
    keys: [],
    entries: [
      { text: "Shop.example", entry: "shop.example", reason: expect.stringContaining("admits shop.example and its") },
      { entry: "https://a.example:8443", reason: "admits exactly this origin" },
      { entry: null, reason: expect.stringContaining("anybody can have a site under co.uk") },
      { entry: null },
    ],
  });
  const admitted = { origin: "https://www.shop.example", entries };
  expect(await json(ask(path, { body: admitted }))).toMatchObject({ allowed: true });
  expect(await json(ask(path, { body: { origin: "https://other.example", entries } }))).toMatchObject({
    allowed: false,
    admittedBy: "other.example",
  });
  expect(await problemOf(await ask(path, { body: {} }))).toMatchObject({ code: "invalid_body" });
});

test("the origin tester knows no key of another app, and says that a secret key never comes from a page", async () => {
  const other = await addTestApp(stub);
  const path = `/v1/apps/${STUB_APP_ID}/origins/test`;
  const origin = "https://a.example";
  expect(await problemOf(await ask(path, { body: { origin, key: other.keyId } }))).toMatchObject({ status: 404 });
  expect(await problemOf(await ask(path, { body: { origin, key: "000000000000000000000c02" } }))).toMatchObject({
    code: "invalid_body",
    message: expect.stringContaining("never comes from a page"),
  });
  const member = await asMember();
  expect(
    await json<AppAnswer>(ask(`/v1/apps/${other.id}/origins/test`, { ...member, body: { origin } })),
  ).toMatchObject({ allowed: false, keys: [], reason: expect.stringContaining("Make a publishable key") });
});
