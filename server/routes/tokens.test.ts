import { decodeProtectedHeader } from "jose";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asking, problemOf } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { addSecretKey, addTestApp, signIn } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { type MintedToken, mintedTokenSchema } from "../../shared/contract/user-token.ts";

let stub: Stub;
beforeEach(async () => {
  stub = await startStub({ mode: "private" });
});
afterEach(() => stub.close());
const { ask, submit, stored } = asking(() => stub);

const minted = async (body: object, more: object = {}): Promise<MintedToken> => {
  const answer = await ask("/v1/tokens", { body: { app: STUB_APP_ID, sub: "user-42", ...body }, ...more });
  expect(answer.status).toBe(201);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  return mintedTokenSchema.parse(await answer.json());
};

test("a minted token lets its user send", async () => {
  const ctx = { name: "Ann", email: "ann@example.com" };
  const { token, expiresAt } = await minted({ ctx, expiresIn: 900 });
  expect(expiresAt).toBe("2026-01-01T12:15:00.000Z");
  expect((await submit({ content: "x" }, { headers: { "Earshot-User-Token": token } })).status).toBe(201);
  expect((await stored())[0]).toMatchObject({ customer: { sub: "user-42", ctx }, customerName: "Ann" });
});

test("lives an hour by default", async () => {
  expect((await minted({})).expiresAt).toBe("2026-01-01T13:00:00.000Z");
});

test("an app without a signing secret gets one at the first token, and one only", async () => {
  const tokens = await Promise.all(Array.from({ length: 5 }, () => minted({})));
  const [secret, ...more] = await stub.services.store.signingSecrets.list(STUB_APP_ID);
  expect(more).toEqual([]);
  for (const { token } of tokens) expect(decodeProtectedHeader(token).kid).toBe(secret?.id);
});

test("tokens are signed with the newest secret", async () => {
  await minted({});
  stub.clock.advance(1_000);
  const newest = await stub.services.signingSecrets.make(STUB_APP_ID);
  expect(decodeProtectedHeader((await minted({})).token).kid).toBe(newest?.id);
});

test("a member who is signed in may mint for any app of the organization, a key for its own only", async () => {
  const other = await addTestApp(stub);
  const Cookie = await signIn(stub);
  expect((await minted({ app: other.id }, { key: null, headers: { Cookie } })).token).toBeTruthy();
  for (const app of [other.id, "0000000000000000000000ff"])
    expect(await problemOf(await ask("/v1/tokens", { body: { app, sub: "u" } }))).toMatchObject({
      status: 404,
      code: "not_found",
    });
});

test("a key needs the scope tokens:mint, and a page's key never has it", async () => {
  const body = { app: STUB_APP_ID, sub: "u" };
  const { text: key } = await addSecretKey(stub, STUB_APP_ID, ["feedback:write", "apps:write"]);
  expect(await problemOf(await ask("/v1/tokens", { key, body }))).toMatchObject({
    status: 403,
    code: "insufficient_scope",
    details: { scope: "tokens:mint" },
  });
  expect(await problemOf(await ask("/v1/tokens", { key: stub.publishableKey, body }))).toMatchObject({
    code: "insufficient_scope",
  });
  expect(await problemOf(await ask("/v1/tokens", { key: null, body }))).toMatchObject({
    code: "missing_authorization",
  });
  expect(await problemOf(await ask("/v1/tokens", { origin: "http://localhost", body }))).toMatchObject({
    code: "secret_key_in_browser",
  });
});

test.each([
  ["no sub", { sub: undefined }, "sub"],
  ["an empty sub", { sub: "" }, "sub"],
  ["a sub with a NUL", { sub: "a\0" }, "sub"],
  ["59 s", { expiresIn: 59 }, "expiresIn"],
  ["more than a day", { expiresIn: 86_401 }, "expiresIn"],
  ["a ctx that is a text", { ctx: "Ann" }, "ctx"],
  ["a ctx of more than 2 KB", { ctx: { note: "x".repeat(2_048) } }, "ctx"],
  ["a name that is a number", { ctx: { name: 1 } }, "ctx.name"],
  ["an app that is no id", { app: "shop" }, "app"],
  ["an unknown field", { audience: "x" }, "audience"],
])("%s is refused by its field", async (_, body, path) => {
  const answer = await ask("/v1/tokens", { body: { app: STUB_APP_ID, sub: "u", ...body } });
  expect(await problemOf(answer)).toMatchObject({ status: 400, code: "invalid_body", details: [{ path }] });
});

test("a ctx nested beyond all measure is refused before it is looked at", async () => {
  const deep = `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`;
  const answer = await ask("/v1/tokens", { body: `{"app":"${STUB_APP_ID}","sub":"u","ctx":${deep}}` });
  expect(await problemOf(answer)).toMatchObject({ status: 400, code: "invalid_json" });
});
