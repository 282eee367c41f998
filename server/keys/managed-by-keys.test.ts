import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { addSecretKey, signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { keySchema, newKeySchema } from "../../shared/contract/key.ts";
import { KEY_PROFILES, type KeyProfile } from "./key-profiles.ts";

/** Another kind that may manage keys. */
const CLERK = {
  kind: "clerk",
  prefix: "ear_clk_",
  place: { in: "bearer" },
  scopes: ["keys:write", "feedback:read"],
  inPages: false,
  submissions: { per: "key", rate: "secretKey" },
} as const satisfies KeyProfile;

let stub: Stub;
let clerk: KeyProfile;
beforeEach(async () => {
  clerk = { ...CLERK };
  stub = await startStub({ keyProfiles: [...KEY_PROFILES, clerk] });
});
afterEach(() => stub.close());
const { ask } = asking(() => stub);
const PUBLISHABLE_ID = "000000000000000000000c01";
const SECRET_ID = "000000000000000000000c02";
const SOON = "2026-01-01T13:00:00.000Z";

const make = async (body: object, key?: string) => {
  const answer = await ask("/v1/keys", { body: { kind: "secret", name: "x", ...body }, ...(key ? { key } : {}) });
  expect(answer.status).toBe(201);
  return newKeySchema.parse(await answer.json());
};

test.each([
  ["to change the allowed origins of", "PATCH", `/v1/keys/${PUBLISHABLE_ID}`, { allowedOrigins: ["localhost", "*"] }],
  ["to change the limits of", "PATCH", `/v1/keys/${SECRET_ID}`, { limits: { secretKey: 1 } }],
  ["to change the scopes of", "PATCH", `/v1/keys/${SECRET_ID}`, { scopes: ["keys:write"] }],
  ["to rename", "PATCH", `/v1/keys/${SECRET_ID}`, { name: "Mine" }],
  ["to rotate", "POST", `/v1/keys/${PUBLISHABLE_ID}/rotate`, {}],
  ["to revoke", "DELETE", `/v1/keys/${SECRET_ID}`, undefined],
])(
  "a key with keys:write alone is not allowed %s a key it could not have made; a member is",
  async (_, method, path, body) => {
    const before = keySchema.parse(await (await ask(path.replace("/rotate", ""))).json());
    const { text: key } = await addSecretKey(stub, STUB_APP_ID, ["keys:write"]);
    expect(await problemOf(await ask(path, { key, method, body }))).toMatchObject({
      status: 403,
      code: "insufficient_scope",
      details: { scope: "feedback:write" },
    });
    const { name, allowedOrigins, limits, revokedAt, replacedBy } = before;
    expect(await (await ask(path.replace("/rotate", ""))).json()).toMatchObject({
      name,
      allowedOrigins,
      limits,
      revokedAt,
      replacedBy,
    });
    const headers = { Cookie: await signIn(stub) };
    expect((await ask(path, { key: null, headers, method, body })).ok).toBe(true);
  },
);

test("what a key may do is changed at once, each scope once", async () => {
  const { id, text: key } = await make({ scopes: ["feedback:read"] });
  expect((await ask("/v1/feedback", { key })).status).toBe(200);
  const body = { scopes: ["usage:read", "usage:read"] };
  const narrowed = await ask(`/v1/keys/${id}`, { method: "PATCH", body });
  expect(keySchema.parse(await narrowed.json()).scopes).toEqual(["usage:read"]);
  expect(await problemOf(await ask("/v1/feedback", { key }))).toMatchObject({ code: "insufficient_scope" });
});

test("a key changes and ends those that have no more than it has, itself among them", async () => {
  const { id, text: key } = await addSecretKey(stub, STUB_APP_ID, ["keys:write", "mcp"]);
  const { id: less } = await make({ scopes: ["mcp"] }, key);
  expect((await ask(`/v1/keys/${less}`, { key, method: "PATCH", body: { name: "Less" } })).status).toBe(200);
  const widen = await ask(`/v1/keys/${less}`, { key, method: "PATCH", body: { scopes: ["mcp", "feedback:read"] } });
  expect(await problemOf(widen)).toMatchObject({ code: "insufficient_scope", details: { scope: "feedback:read" } });
  for (const each of [less, id]) expect((await ask(`/v1/keys/${each}`, { key, method: "DELETE" })).status).toBe(204);
});

test("what a key makes or rotates ends no later than itself", async () => {
  const scopes = ["keys:write", "mcp"];
  const { text: key } = await make({ scopes, expiresAt: SOON });
  expect(await make({ scopes }, key)).toMatchObject({ expiresAt: SOON });
  expect(await make({ scopes, expiresAt: "2026-01-01T12:30:00Z" }, key)).toMatchObject({
    expiresAt: "2026-01-01T12:30:00.000Z",
  });
  const later = await ask("/v1/keys", {
    key,
    body: { kind: "secret", name: "x", scopes, expiresAt: "2026-01-01T13:00:01Z" },
  });
  expect(await problemOf(later)).toMatchObject({
    code: "invalid_body",
    details: [{ path: "expiresAt", message: expect.stringContaining(SOON) }],
  });
  const { id, expiresAt } = await make({ scopes });
  expect(expiresAt).toBeNull();
  const rotated = await ask(`/v1/keys/${id}/rotate`, { key, body: { graceSeconds: 60 } });
  expect(await rotated.json()).toMatchObject({ expiresAt: SOON });
});

test("a member's rotation of a key that ends keeps its end, and of one that never ends makes none", async () => {
  const headers = { Cookie: await signIn(stub) };
  const rotate = async (id: string) =>
    newKeySchema.parse(await (await ask(`/v1/keys/${id}/rotate`, { key: null, headers, body: {} })).json());
  expect((await rotate((await make({ scopes: ["mcp"], expiresAt: SOON })).id)).expiresAt).toBe(SOON);
  expect((await rotate(SECRET_ID)).expiresAt).toBeNull();
});

test("a key hands on no scope that its kind has lost", async () => {
  const { text: key } = await make({ kind: "clerk", scopes: ["keys:write", "feedback:read"] });
  const body = { kind: "secret", name: "x", scopes: ["feedback:read"] };
  expect((await ask("/v1/keys", { key, body })).status).toBe(201);
  clerk.scopes = ["keys:write"];
  expect(await problemOf(await ask("/v1/keys", { key, body }))).toMatchObject({
    code: "insufficient_scope",
    details: { scope: "feedback:read" },
  });
});
