import { decodeProtectedHeader, jwtVerify } from "jose";
import { expect, test } from "vitest";
import { APP, NOW, SECOND, SECRET } from "./hand-made-token.ts";
import { mint } from "./mint.ts";
import { UserTokenError } from "./user-token-error.ts";
import { verify } from "./verify.ts";

const KID = "00000000000000000000d001";

test("what is minted is what is verified", async () => {
  const ctx = { name: "Ann", email: "ann@example.com", seats: 3, team: { id: "t1" } };
  const { token, expiresAt } = await mint(
    { app: APP, sub: "user-42", ctx, expiresIn: 900, jti: "once" },
    { kid: KID, secret: SECRET },
    NOW,
  );
  expect(expiresAt).toBe("2026-01-01T12:15:00.000Z");
  const { claims } = await verify(token, { app: APP, secrets: [{ kid: KID, secret: SECRET }], now: NOW });
  expect(claims).toEqual({ sub: "user-42", aud: APP, iat: SECOND, exp: SECOND + 900, ctx, jti: "once" });
});

test("another library takes it too, and reads the kid", async () => {
  const { token } = await mint({ app: APP, sub: "u" }, { kid: KID, secret: SECRET }, NOW);
  expect(decodeProtectedHeader(token)).toEqual({ alg: "HS256", typ: "JWT", kid: KID });
  const key = new TextEncoder().encode(SECRET);
  await expect(
    jwtVerify(token, key, { algorithms: ["HS256"], audience: APP, currentDate: new Date(NOW) }),
  ).resolves.toMatchObject({ payload: { sub: "u", exp: SECOND + 3_600 } });
});

test("lives an hour unless told otherwise, and starts at the whole second", async () => {
  const { expiresAt } = await mint({ app: APP, sub: "u" }, { secret: SECRET }, NOW + 999);
  expect(expiresAt).toBe("2026-01-01T13:00:00.000Z");
});

test("the longest sub, jti and ctx still make a token that is taken", async () => {
  const wide = "€".repeat(256);
  const ctx = { note: "€".repeat(678) };
  const { token } = await mint({ app: APP, sub: wide, jti: wide, ctx }, { kid: KID, secret: SECRET }, NOW);
  const secrets = [{ kid: KID, secret: SECRET }];
  await expect(verify(token, { app: APP, secrets, now: NOW })).resolves.toMatchObject({ claims: { sub: wide, ctx } });
});

test.each([
  ["an app that is no id", { app: "shop" }, /app: must be the id/],
  ["an empty sub", { sub: "" }, /sub: must be a text/],
  ["a sub of spaces alone", { sub: " \u00a0 " }, /sub: must be a text/],
  ["a numeric sub", { sub: 7 }, /sub: must be a text/],
  ["59 s", { expiresIn: 59 }, /expiresIn: must be whole seconds/],
  ["more than a day", { expiresIn: 86_401 }, /expiresIn: must be whole seconds/],
  ["half a second", { expiresIn: 60.5 }, /expiresIn: must be whole seconds/],
  ["a ctx that is too large", { ctx: { note: "x".repeat(2_048) } }, /ctx: must be at most 2048 bytes/],
  ["an option that does not exist", { audience: "x" }, /options: /],
])("refuses %s", async (_, more, message) => {
  const minted = mint({ app: APP, sub: "u", ...more } as never, { secret: SECRET }, NOW);
  await expect(minted).rejects.toThrow(UserTokenError);
  await expect(minted).rejects.toMatchObject({ code: "invalid_options", message: expect.stringMatching(message) });
});
