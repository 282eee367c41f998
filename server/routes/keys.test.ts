import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, PAGE, problemOf } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { addSecretKey, addTestApp, signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import {
  type KeyAnswer,
  keyListSchema,
  keySchema,
  type NewKeyAnswer,
  newKeySchema,
} from "../../shared/contract/key.ts";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub();
});
afterEach(() => stub.close());
const { ask, submit } = asking(() => stub);
const asMember = async () => ({ key: null, headers: { Cookie: await signIn(stub) } });
const PUBLISHABLE_ID = "000000000000000000000c01";
const DAY = 24 * 3_600_000;

const make = async (body: object, more: object = {}): Promise<NewKeyAnswer> => {
  const answer = await ask("/v1/keys", { body, ...more });
  expect(answer.status).toBe(201);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  return newKeySchema.parse(await answer.json());
};
const get = async (id: string): Promise<KeyAnswer> => keySchema.parse(await (await ask(`/v1/keys/${id}`)).json());

test("a key's text stands in the answer that makes it and nowhere else", async () => {
  const { text, ...key } = await make({ kind: "secret", name: "Reports", scopes: ["feedback:read"] });
  expect(text).toMatch(/^ear_sk_[\w-]{43}[A-Za-z0-9]{6}$/);
  expect(key).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{24}$/),
    app: STUB_APP_ID,
    kind: "secret",
    name: "Reports",
    hint: `ear_sk_…${text.slice(-4)}`,
    scopes: ["feedback:read"],
    allowedOrigins: [],
    limits: {},
    owner: "000000000000000000000b01",
    createdAt: "2026-01-01T12:00:00.000Z",
    lastUsedAt: null,
    expiresAt: null,
    revokedAt: null,
    leakedAt: null,
    leakedFrom: null,
    replacedBy: null,
    role: null,
    description: null,
    shownAgain: false,
    replaces: null,
    graceEndsAt: null,
    lastUsedInGraceAt: null,
    warnings: [],
  });
  expect(await get(key.id)).toEqual(key);
  const list = await (await ask("/v1/keys")).text();
  expect(list).not.toContain(text.slice(7, 50));
  expect(keyListSchema.parse(JSON.parse(list)).data.map(({ id }) => id)).toContain(key.id);
  expect((await ask("/v1/feedback", { key: text })).status).toBe(200);
  expect(await problemOf(await ask("/v1/keys", { key: text }))).toMatchObject({ code: "insufficient_scope" });
});

test("neither the database nor a file of the installation holds a key's text, also after its use", async () => {
  const { text } = await make({ kind: "secret", name: "Reports", scopes: ["feedback:read"] });
  await ask("/v1/feedback", { key: text });
  const database = await stub.database.dump();
  expect(database, "it is looked for where it would be").toContain("Reports");
  for (const form of [text, Buffer.from(text).toString("hex")])
    expect(database.includes(form.slice(14, 50))).toBe(false);
  const files = readdirSync(stub.folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  expect(files).not.toEqual([]);
  for (const { parentPath, name } of files)
    expect([name, readFileSync(join(parentPath, name)).includes(text.slice(7, 50))]).toEqual([name, false]);
});

test("a publishable key is made with its allowed origins as they are compared, each once", async () => {
  const { text, ...key } = await make({
    kind: "publishable",
    name: "Shop",
    allowedOrigins: ["Example.COM", "example.com", "https://b.example:443", "bücher.example"],
  });
  expect(key.allowedOrigins).toEqual(["example.com", "https://b.example", "xn--bcher-kva.example"]);
  expect(key.scopes).toEqual(["feedback:write"]);
  expect((await submit({ content: "x" }, { key: text, origin: "https://shop.example.com" })).status).toBe(201);
  expect((await submit({ content: "x" }, { key: text })).status).toBe(403);
});

test.each(
  (
    [
      [{ kind: "publishable" }, "allowedOrigins", /whose pages/],
      [
        { kind: "publishable", allowedOrigins: ["*.co.uk"] },
        "allowedOrigins.0",
        /anybody can have a site under co\.uk/,
      ],
      [{ kind: "publishable", allowedOrigins: ["a.example", "github.io"] }, "allowedOrigins.1", /under github\.io/],
      [{ kind: "publishable", allowedOrigins: ["example.com/x"] }, "allowedOrigins.0", /domain alone/],
      [
        { kind: "publishable", allowedOrigins: ["https://*.example.com"] },
        "allowedOrigins.0",
        /write \*\.example\.com/,
      ],
      [{ kind: "publishable", allowedOrigins: Array(1_001).fill("a.example") }, "allowedOrigins", /./],
      [{ kind: "publishable", allowedOrigins: [], scopes: ["feedback:read"] }, "scopes", /cannot have feedback:read/],
      [{ kind: "secret" }, "scopes", /what the key may do/],
      [{ kind: "secret", scopes: [] }, "scopes", /./],
      [{ kind: "secret", scopes: ["feedback:read"], allowedOrigins: ["a.example"] }, "allowedOrigins", /never comes/],
      [{ kind: "secret", scopes: ["everything"] }, "scopes.0", /./],
      [{ kind: "secret", scopes: ["mcp"], expiresAt: "2026-01-01T12:00:00Z" }, "expiresAt", /future/],
      [{ kind: "golden", scopes: ["mcp"] }, "kind", /publishable, secret/],
      [{ kind: "secret", scopes: ["mcp"], hash: "x" }, "hash", /./],
    ] as const
  ).map(([body, path, reason]) => [JSON.stringify(body).slice(0, 90), body, path, reason] as const),
)("a key like %s is refused with the reason", async (_, body, path, reason) => {
  const { status, code, details } = await problemOf(await ask("/v1/keys", { body: { name: "x", ...body } }));
  expect([status, code]).toEqual([400, "invalid_body"]);
  expect(details).toContainEqual({ path, message: expect.stringMatching(reason) });
});

test("1,000 allowed origins are taken, and a star is shown with a warning", async () => {
  const thousand = Array.from({ length: 1_000 }, (_, index) => `shop-${index}.example.com`);
  const many = await make({ kind: "publishable", name: "Many", allowedOrigins: thousand });
  expect(many.allowedOrigins).toHaveLength(1_000);
  expect(many.warnings).toEqual([]);
  const star = await make({ kind: "publishable", name: "Star", allowedOrigins: ["*"] });
  expect(star.warnings).toEqual([expect.stringContaining("any web page")]);
  const nobody = await make({ kind: "publishable", name: "Nobody", allowedOrigins: [] });
  expect(nobody.warnings).toEqual([expect.stringContaining("nobody may send")]);
  expect((await submit({ content: "x" }, { key: nobody.text })).status).toBe(403);
});

test("a key never makes a key with a scope it lacks, nor gets one by rotating; a member may give any", async () => {
  const clerk = await addSecretKey(stub, STUB_APP_ID, ["keys:write", "feedback:read"]);
  expect(
    await problemOf(
      await ask("/v1/keys", {
        key: clerk.text,
        body: { kind: "secret", name: "x", scopes: ["feedback:read", "feedback:delete"] },
      }),
    ),
  ).toMatchObject({ status: 403, code: "insufficient_scope", details: { scope: "feedback:delete" } });
  expect(
    await problemOf(
      await ask("/v1/keys", { key: clerk.text, body: { kind: "publishable", name: "x", allowedOrigins: [] } }),
    ),
  ).toMatchObject({ code: "insufficient_scope", details: { scope: "feedback:write" } });
  const strong = await addSecretKey(stub, STUB_APP_ID, ["feedback:delete"]);
  expect(await problemOf(await ask(`/v1/keys/${strong.id}/rotate`, { key: clerk.text, body: {} }))).toMatchObject({
    code: "insufficient_scope",
    details: { scope: "feedback:delete" },
  });
  expect((await ask("/v1/feedback", { key: strong.text })).status).toBe(403);

  await make({ kind: "secret", name: "less", scopes: ["feedback:read"] }, { key: clerk.text });
  await make({ kind: "secret", name: "all", scopes: ["feedback:delete", "mcp"] }, await asMember());
});

test("a key makes keys of its own app only; a member says which app where there are several", async () => {
  const other = await addTestApp(stub);
  const body = { kind: "secret", name: "x", scopes: ["mcp"] };
  expect(await problemOf(await ask("/v1/keys", { body: { ...body, app: other.id } }))).toMatchObject({ status: 404 });
  const member = await asMember();
  expect(await problemOf(await ask("/v1/keys", { ...member, body }))).toMatchObject({
    code: "invalid_body",
    message: expect.stringContaining("which app"),
  });
  expect(await make({ ...body, app: other.id }, member)).toMatchObject({ app: other.id });
});

test("name, scopes, allowed origins and limits can be changed, and nothing beyond a key's kind", async () => {
  const patch = (body: object) => ask(`/v1/keys/${PUBLISHABLE_ID}`, { method: "PATCH", body });
  const changed = keySchema.parse(
    await (await patch({ name: "Shop", allowedOrigins: ["shop.example"], limits: { publicSubmissions: 2 } })).json(),
  );
  expect(changed).toMatchObject({ name: "Shop", allowedOrigins: ["shop.example"], limits: { publicSubmissions: 2 } });
  expect((await submit({ content: "x" })).status).toBe(403);
  expect((await submit({ content: "x" }, { origin: "https://shop.example" })).status).toBe(201);
  expect(await problemOf(await patch({ allowedOrigins: ["*.github.io"] }))).toMatchObject({ code: "invalid_body" });
  expect(await problemOf(await patch({ scopes: ["mcp"] }))).toMatchObject({ code: "invalid_body" });
  const secret = await ask("/v1/keys/000000000000000000000c02", { method: "PATCH", body: { allowedOrigins: ["*"] } });
  expect(await problemOf(secret)).toMatchObject({ code: "invalid_body" });
});

test("a revoked key is refused from the next request on; its row stays with the time", async () => {
  expect((await submit({ content: "x" })).status).toBe(201);
  expect((await ask(`/v1/keys/${PUBLISHABLE_ID}`, { method: "DELETE" })).status).toBe(204);
  expect(await problemOf(await submit({ content: "x" }))).toMatchObject({ status: 401, code: "invalid_authorization" });
  expect(await get(PUBLISHABLE_ID)).toMatchObject({ revokedAt: "2026-01-01T12:00:00.000Z" });
  stub.clock.advance(DAY);
  expect((await ask(`/v1/keys/${PUBLISHABLE_ID}`, { method: "DELETE" })).status).toBe(204);
  expect(await get(PUBLISHABLE_ID)).toMatchObject({ revokedAt: "2026-01-01T12:00:00.000Z" });
  expect(await problemOf(await ask("/v1/keys/00000000000000000000ffff", { method: "DELETE" }))).toMatchObject({
    status: 404,
  });
});

test("rotation makes a successor that may do the same; the old key ends at once by default", async () => {
  const answer = await ask(`/v1/keys/${PUBLISHABLE_ID}/rotate`, { body: {} });
  expect(answer.status).toBe(201);
  const successor = newKeySchema.parse(await answer.json());
  expect(successor).toMatchObject({ kind: "publishable", name: "Stub publishable key", allowedOrigins: ["localhost"] });
  expect(await problemOf(await submit({ content: "x" }))).toMatchObject({ code: "invalid_authorization" });
  expect((await submit({ content: "x" }, { key: successor.text })).status).toBe(201);
  expect(await get(PUBLISHABLE_ID)).toMatchObject({
    replacedBy: successor.id,
    revokedAt: "2026-01-01T12:00:00.000Z",
  });
});

test("with a grace the old key lives on for just that long", async () => {
  const graceSeconds = 30 * 24 * 3_600;
  const answer = await ask(`/v1/keys/${PUBLISHABLE_ID}/rotate`, { body: { graceSeconds } });
  const successor = newKeySchema.parse(await answer.json());
  stub.clock.advance(graceSeconds * 1_000 - 1);
  expect((await submit({ content: "x" })).status).toBe(201);
  stub.clock.advance(1);
  expect(await problemOf(await submit({ content: "x" }))).toMatchObject({ code: "invalid_authorization" });
  expect((await submit({ content: "x" }, { key: successor.text })).status).toBe(201);
  expect(successor.expiresAt).toBeNull();
});

test("a grace never makes a key live longer than it would have", async () => {
  const { id } = await make({ kind: "secret", name: "x", scopes: ["mcp"], expiresAt: "2026-01-01T13:00:00Z" });
  const successor = await ask(`/v1/keys/${id}/rotate`, { body: { graceSeconds: 86_400 } });
  expect(await successor.json()).toMatchObject({ expiresAt: "2026-01-01T13:00:00.000Z" });
  expect(await get(id)).toMatchObject({ expiresAt: "2026-01-01T13:00:00.000Z", revokedAt: null });
});

test("a key is rotated once: of several at a time one succeeds, and an ended key has no successor", async () => {
  const rotations = await Promise.all(
    Array.from({ length: 5 }, () => ask(`/v1/keys/${PUBLISHABLE_ID}/rotate`, { body: { graceSeconds: 60 } })),
  );
  expect(rotations.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
  const { id } = await make({ kind: "secret", name: "x", scopes: ["mcp"] });
  await ask(`/v1/keys/${id}`, { method: "DELETE" });
  expect(await problemOf(await ask(`/v1/keys/${id}/rotate`, { body: {} }))).toMatchObject({ code: "conflict" });
  for (const graceSeconds of [-1, 1.5, 30 * 24 * 3_600 + 1])
    expect(await problemOf(await ask(`/v1/keys/${PUBLISHABLE_ID}/rotate`, { body: { graceSeconds } }))).toMatchObject({
      code: "invalid_body",
    });
});

test("when a key was last used is known to the minute", async () => {
  stub.clock.advance(90_500);
  await submit({ content: "x" });
  await expect.poll(async () => (await get(PUBLISHABLE_ID)).lastUsedAt).toBe("2026-01-01T12:01:00.000Z");
  stub.clock.advance(20_000);
  await submit({ content: "x" });
  stub.clock.advance(10_000);
  await submit({ content: "x" });
  await expect.poll(async () => (await get(PUBLISHABLE_ID)).lastUsedAt).toBe("2026-01-01T12:02:00.000Z");
});

test("a secret key that arrives from a page is noted as leaked, with one event a day", async () => {
  const { id, text } = await make({ kind: "secret", name: "Careless", scopes: ["feedback:write"] });
  const fromPage = () => submit({ content: "x" }, { key: text, origin: PAGE });
  const leaks = async () =>
    (await stub.database.look("SELECT subject_id FROM events WHERE type = 'key.leaked' ORDER BY id")).map(
      (row) => row.subject_id,
    );
  expect(await problemOf(await fromPage())).toMatchObject({ status: 403, code: "secret_key_in_browser" });
  stub.clock.advance(1_000);
  await Promise.all([fromPage(), fromPage()]);
  expect(await get(id)).toMatchObject({
    leakedAt: "2026-01-01T12:00:00.000Z",
    leakedFrom: PAGE,
    warnings: [expect.stringContaining("rotate or revoke")],
  });
  expect(await leaks()).toEqual([id]);
  stub.clock.advance(DAY);
  await Promise.all([fromPage(), fromPage()]);
  expect(await leaks()).toEqual([id, id]);
  expect(await get(id)).toMatchObject({ leakedAt: "2026-01-02T12:00:01.000Z" });
});
