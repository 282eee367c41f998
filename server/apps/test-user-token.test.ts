import { SignJWT } from "jose";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asking } from "../../server-stub/asking.ts";
import { STUB_APP_ID } from "../../server-stub/fixture.ts";
import { addSecretKey, addTestApp } from "../../server-stub/second-app.ts";
import { type Stub, startStub } from "../../server-stub/start.ts";
import { type TokenTest, tokenTestSchema } from "../../shared/contract/user-token.ts";

let stub: Stub;
let secret: { id: string; secret: string };
beforeEach(async () => {
  stub = await startStub({ mode: "private" });
  secret = (await (await ask(`/v1/apps/${STUB_APP_ID}/signing-secrets`, { method: "POST" })).json()) as typeof secret;
});
afterEach(() => stub.close());
const { ask, submit } = asking(() => stub);

const now = () => stub.clock.now() / 1_000;
const claims = (over: object = {}) => ({ sub: "ann", aud: STUB_APP_ID, iat: now(), exp: now() + 600, ...over });
const signed = (payload: object, by = secret.secret, header: object = {}): Promise<string> =>
  new SignJWT(payload as Record<string, unknown>)
    .setProtectedHeader({ alg: "HS256", ...header })
    .sign(new TextEncoder().encode(by));
const tested = async (token: string): Promise<TokenTest> =>
  tokenTestSchema.parse(await (await ask(`/v1/apps/${STUB_APP_ID}/user-tokens/test`, { body: { token } })).json());

test("a good token is shown with its claims, and stays good: one for a single submission is not used up by it", async () => {
  const token = await signed(claims({ jti: "once", ctx: { name: "Ann" } }));
  for (let i = 0; i < 2; i++)
    expect(await tested(token)).toEqual({
      valid: true,
      rule: null,
      reason: expect.any(String),
      found: null,
      expected: null,
      change: null,
      claims: claims({ jti: "once", ctx: { name: "Ann" } }),
      expiresAt: "2026-01-01T12:10:00.000Z",
      signedWith: secret.id,
      singleUse: true,
    });
  expect((await submit({ content: "x" }, { headers: { "Earshot-User-Token": token } })).status).toBe(201);
  expect(await tested(token)).toMatchObject({ valid: false, rule: "used", singleUse: true });
});

test("each rule is named with what was found and what to change; claims are told only of what was signed", async () => {
  const cases: Array<[string, Partial<TokenTest>]> = [
    ["not a token", { rule: "form", found: "spaces or line ends" }],
    [`Bearer ${await signed(claims())}`, { rule: "form", found: "Bearer" }],
    [await signed(claims(), secret.secret, { jku: "https://evil.example" }), { rule: "header" }],
    [await signed(claims(), "another secret of 32 bytes or more"), { rule: "signature", claims: null }],
    [
      await signed(claims(), secret.secret, { kid: "f".repeat(24) }),
      { rule: "kid", found: "f".repeat(24), expected: secret.id },
    ],
    [await signed(claims({ sub: "" })), { rule: "claims", reason: expect.stringContaining("sub") }],
    [await signed(claims({ aud: "shop" })), { rule: "audience", found: "shop", expected: STUB_APP_ID }],
    [await signed(claims({ exp: now() + 90_000 })), { rule: "lifetime" }],
    [
      await signed(claims({ iat: now() + 120 })),
      { rule: "clock", found: "2026-01-01T12:02:00.000Z", expected: "2026-01-01T12:00:00.000Z" },
    ],
    [
      await signed(claims({ iat: now() - 600, exp: now() - 120 })),
      { rule: "expired", found: "2026-01-01T11:58:00.000Z" },
    ],
  ];
  for (const [token, expected] of cases) {
    const answer = await tested(token);
    expect(answer).toMatchObject({ valid: false, change: expect.stringMatching(/\.$/), ...expected });
    expect(JSON.stringify(answer)).not.toContain(secret.secret);
    expect(JSON.stringify(answer)).not.toContain(token.split(".")[2] ?? secret.secret);
  }
  await ask(`/v1/apps/${STUB_APP_ID}/signing-secrets/${secret.id}`, { method: "DELETE" });
  expect(await tested(cases[3]?.[0] ?? "")).toMatchObject({ rule: "no_secret" });
});

test("only who may change the app may ask, and only of their own app", async () => {
  const path = `/v1/apps/${STUB_APP_ID}/user-tokens/test`;
  const reader = await addSecretKey(stub, STUB_APP_ID, ["apps:read"]);
  expect((await ask(path, { key: reader.text, body: { token: "x" } })).status).toBe(403);
  const other = await addTestApp(stub);
  expect((await ask(path, { key: other.secretKey, body: { token: "x" } })).status).toBe(404);
});
