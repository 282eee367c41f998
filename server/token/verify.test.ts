import { createSecretKey } from "node:crypto";
import { SignJWT } from "jose";
import { expect, test } from "vitest";
import { APP, CLAIMS, HEADER, handMade, NOW, OTHER_SECRET, SECOND, SECRET } from "./hand-made-token.ts";
import { importSecret } from "./signing-secret.ts";
import { verify } from "./verify.ts";

const OLD = { kid: "00000000000000000000d001", secret: SECRET };
const NEW = { kid: "00000000000000000000d002", secret: OTHER_SECRET };
const options = { app: APP, secrets: [OLD], now: NOW };

/** As a host that uses the library itself would. */
const byLibrary = (ctx?: object): Promise<string> =>
  new SignJWT({ ctx })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject("user-42")
    .setAudience(APP)
    .setIssuedAt(SECOND)
    .setExpirationTime(SECOND + 900)
    .sign(createSecretKey(Buffer.from(SECRET)));

test("takes a token that a library minted with the text of the secret", async () => {
  const token = await byLibrary({ name: "Ann", email: "ann@example.com", plan: "pro" });
  expect(await verify(token, options)).toEqual({
    claims: {
      sub: "user-42",
      aud: APP,
      iat: SECOND,
      exp: SECOND + 900,
      ctx: { name: "Ann", email: "ann@example.com", plan: "pro" },
    },
    secret: OLD,
  });
});

test("takes a token that was made by hand, with white space, escapes and claims of the host's own", async () => {
  const payload = `{ "iss": "https://shop.example", "aud": "${APP}", "sub": "\\u00fcser",
    "iat": ${SECOND}, "nbf": ${SECOND}, "exp": ${SECOND + 60}, "roles": ["a", "a"], "jti": "once" }`;
  const { claims } = await verify(handMade(payload, { typ: "jwt", alg: "HS256" }), options);
  expect(claims).toMatchObject({ sub: "üser", jti: "once" });
});

test("a name or an e-mail address that the host does not know may be null or empty", async () => {
  const ctx = { name: null, email: "" };
  expect((await verify(handMade({ ...CLAIMS, ctx }), options)).claims.ctx).toEqual(ctx);
});

test("with two live secrets, tokens of both are taken, with a kid or without", async () => {
  const both = { ...options, secrets: [NEW, OLD] };
  for (const secret of [OLD, NEW])
    for (const header of [HEADER, { ...HEADER, kid: secret.kid }])
      expect((await verify(handMade(CLAIMS, header, secret.secret), both)).secret).toBe(secret);
});

test("a secret given without its kid is tried for every token", async () => {
  const token = handMade(CLAIMS, { ...HEADER, kid: OLD.kid });
  await expect(verify(token, { ...options, secrets: [{ secret: SECRET }] })).resolves.toBeDefined();
});

test("a key that was imported once serves as its text does", async () => {
  const secret = await importSecret(SECRET);
  expect(secret.extractable).toBe(false);
  await expect(verify(handMade(), { ...options, secrets: [{ secret }] })).resolves.toBeDefined();
});

test.each([
  ["31 bytes", "x".repeat(31), /shorter than 32 bytes/],
  ["nothing", "", /shorter than 32 bytes/],
  ["a line end behind it", `${SECRET}\n`, /spaces or line ends/],
  ["no text", 7 as unknown as string, /neither a text nor a key/],
])("a secret of %s is a mistake of the program, and is said so", async (_, secret, message) => {
  await expect(verify(handMade(), { ...options, secrets: [{ secret }] })).rejects.toMatchObject({
    code: "invalid_options",
    message: expect.stringMatching(message),
  });
});

test("a key for something else, or too short, is refused", async () => {
  const make = (name: string, hash: string, length: number) =>
    crypto.subtle.generateKey({ name, hash, length }, false, ["sign", "verify"]) as Promise<CryptoKey>;
  await expect(importSecret(await make("HMAC", "SHA-512", 512))).rejects.toThrow(/neither a text nor a key/);
  await expect(importSecret(await make("HMAC", "SHA-256", 128))).rejects.toThrow(/shorter than 32 bytes/);
});

test("clocks may be 60 s apart, and not a moment more", async () => {
  const at = (milliseconds: number, claims = {}) =>
    verify(handMade({ ...CLAIMS, ...claims }), { ...options, now: NOW + milliseconds });
  await expect(at(0, { iat: SECOND + 60 })).resolves.toBeDefined();
  await expect(at(0, { nbf: SECOND + 60 })).resolves.toBeDefined();
  await expect(at(-60_000)).resolves.toBeDefined();
  await expect(at(-60_001)).rejects.toMatchObject({ code: "invalid_user_token" });
  await expect(at(3_600_000 + 59_999)).resolves.toBeDefined();
  await expect(at(3_600_000 + 60_000)).rejects.toMatchObject({ code: "token_expired" });
});

test("a lifetime of 24 hours is taken to its end", async () => {
  const token = handMade({ ...CLAIMS, exp: SECOND + 86_400 });
  await expect(verify(token, { ...options, now: NOW + 86_400_000 })).resolves.toBeDefined();
});

test("only a token that is right but for its time has expired: a new one would not mend the others", async () => {
  const late = { ...options, now: NOW + 2 * 3_600_000 };
  await expect(verify(handMade(), late)).rejects.toMatchObject({ code: "token_expired" });
  await expect(verify(handMade({ ...CLAIMS, aud: "other" }), late)).rejects.toMatchObject({
    code: "invalid_user_token",
  });
  await expect(verify(handMade(CLAIMS, HEADER, OTHER_SECRET), late)).rejects.toMatchObject({
    code: "invalid_user_token",
  });
});

test("takes its time from the machine when none is given", async () => {
  const iat = Math.floor(Date.now() / 1000);
  await expect(
    verify(handMade({ ...CLAIMS, iat, exp: iat + 60 }), { app: APP, secrets: [OLD] }),
  ).resolves.toBeDefined();
});
