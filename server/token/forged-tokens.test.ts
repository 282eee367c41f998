import { generateKeyPairSync, sign } from "node:crypto";
import { expect, test } from "vitest";
import {
  APP,
  CLAIMS,
  encodePart,
  HEADER,
  handMade,
  OTHER_SECRET,
  type Part,
  SECOND,
  SECRET,
  signed,
} from "./hand-made-token.ts";
import { UserTokenError } from "./user-token-error.ts";
import { verify } from "./verify.ts";

const NOW = SECOND * 1000;
const KID = "00000000000000000000d001";
const SECRETS = [
  { kid: KID, secret: SECRET },
  { kid: "00000000000000000000d002", secret: OTHER_SECRET },
];

const withClaims = (more: object) => handMade({ ...CLAIMS, ...more });
const without = (name: keyof typeof CLAIMS) => handMade({ ...CLAIMS, [name]: undefined });
const withHeader = (more: object) => handMade(CLAIMS, { ...HEADER, ...more });
const rawClaims = (members: string) => handMade(`{"sub":"u","aud":"${APP}",${members}}`);
const TIMES = `"iat":${SECOND},"exp":${SECOND + 60}`;

const good = handMade();
const [h = "", p = "", s = ""] = good.split(".");

/** Signed with a key of one's own, which the header recommends. */
const withOwnKey = (): string => {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const start = `${encodePart({ alg: "ES256", jwk: publicKey.export({ format: "jwk" }) })}.${p}`;
  const key = { key: privateKey, dsaEncoding: "ieee-p1363" as const };
  return `${start}.${sign("sha256", Buffer.from(start), key).toString("base64url")}`;
};

/** The last character of the signature says the same bytes in four ways; only one of them is ours. */
const looseEnd = (): string => {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return good.slice(0, -1) + alphabet[alphabet.indexOf(good.at(-1) ?? "") + 1];
};

const padded = (part: Part): string => {
  const bytes = Buffer.from(JSON.stringify(part));
  return bytes.toString("base64").replaceAll("+", "-").replaceAll("/", "_");
};
/** One character more than a multiple of three bytes, so that its base64 is padded. */
const PADDED_CLAIMS = [CLAIMS, { ...CLAIMS, sub: "user-421" }].find((claims) => padded(claims).endsWith("=")) ?? CLAIMS;

const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);

const FORGED: Array<[what: string, token: string, reason: RegExp]> = [
  // The form
  ["nothing", "", /is empty/],
  ["blanks", "   ", /three parts/],
  ["a word", "token", /three parts/],
  ["two parts", `${h}.${p}`, /three parts/],
  ["no signature", `${h}.${p}.`, /three parts/],
  ["four parts", `${good}.${s}`, /three parts/],
  ["five parts, as if it were encrypted", `${h}..${p}.${s}.${s}`, /three parts/],
  ["the word Bearer before it", `Bearer ${good}`, /base64url/],
  ["a space after it", `${good} `, /base64url/],
  ["a line end inside", `${h}.${p.slice(0, 8)}\n${p.slice(8)}.${s}`, /base64url/],
  ["two tokens, as a doubled header arrives", `${good}, ${good}`, /three parts/],
  ["letters beyond base64url", `${h}.${p}.${s.slice(0, -1)}ü`, /base64url/],
  ["a NUL", `${h}.${p}.${s}\0`, /base64url/],
  ["plain base64 with + and /", signed(h, Buffer.from('{"a":"~~~???"}').toString("base64")), /base64url/],
  ["padding in the payload", signed(h, padded(PADDED_CLAIMS)), /base64url/],
  ["padding after the signature", `${good}=`, /base64url/],
  ["another way to write the signature's last bits", looseEnd(), /base64url/],
  ["a length that no bytes have", `${good}AA`, /base64url/],
  ["12 KB", withClaims({ ctx: { note: "x".repeat(9_000) } }), /longer than 8 KB/],
  // The header
  ["a header that is no JSON", handMade(CLAIMS, "HS256"), /header is not JSON/],
  ["a header that is an array", handMade(CLAIMS, ["HS256"]), /header is not a JSON object/],
  ["a header that is null", handMade(CLAIMS, "null"), /header is not a JSON object/],
  ["a header that is not UTF-8", handMade(CLAIMS, Uint8Array.of(0x7b, 0xff, 0x7d)), /header is not UTF-8/],
  ["a byte order mark", handMade(CLAIMS, `\ufeff${JSON.stringify(HEADER)}`), /header is not JSON/],
  ["alg none without a signature", `${encodePart({ alg: "none" })}.${p}.`, /three parts/],
  ["alg none with a signature", handMade(CLAIMS, { alg: "none" }), /`alg` must be HS256/],
  ["alg in small letters", handMade(CLAIMS, { alg: "hs256" }), /`alg` must be HS256/],
  ["no alg", handMade(CLAIMS, { typ: "JWT" }), /`alg` must be HS256/],
  ["alg in a list", handMade(CLAIMS, { alg: ["HS256"] }), /`alg` must be HS256/],
  ["HS512, rightly signed", signed(encodePart({ alg: "HS512" }), p, SECRET, "sha512"), /`alg` must be HS256/],
  ["RS256 in name", handMade(CLAIMS, { alg: "RS256" }), /`alg` must be HS256/],
  ["a key of its own, by jwk", withOwnKey(), /`alg` must be HS256/],
  ["jwk beside HS256", withHeader({ jwk: { kty: "oct", k: "AAAA" } }), /not `jwk`/],
  ["jku", withHeader({ jku: "https://evil.example/keys" }), /not `jku`/],
  ["x5u", withHeader({ x5u: "https://evil.example/cert" }), /not `x5u`/],
  ["x5c", withHeader({ x5c: ["AAAA"] }), /not `x5c`/],
  ["crit", withHeader({ crit: ["exp"] }), /not `crit`/],
  ["crit that is empty", withHeader({ crit: [] }), /not `crit`/],
  ["b64 switched off", withHeader({ b64: false, crit: ["b64"] }), /not `b64`/],
  ["zip", withHeader({ zip: "DEF" }), /not `zip`/],
  ["another kind of token", withHeader({ typ: "at+jwt" }), /`typ` must be JWT/],
  ["alg twice", handMade(CLAIMS, '{"alg":"none","alg":"HS256"}'), /header has a member twice/],
  ["a kid of no secret", withHeader({ kid: "00000000000000000000d003" }), /`kid` names no signing secret/],
  ["a kid that is a path", withHeader({ kid: "../../dev/null" }), /`kid` names no signing secret/],
  ["a kid that is a number", withHeader({ kid: 1 }), /`kid` must be a text/],
  ["a kid that is null", withHeader({ kid: null }), /`kid` must be a text/],
  ["the kid of the other secret", withHeader({ kid: SECRETS[1]?.kid }), /signature is not by/],
  // The signature
  [
    "a stranger's signature",
    handMade(CLAIMS, HEADER, "a secret that nobody here has ever known"),
    /signature is not by/,
  ],
  ["the signature of other claims", `${h}.${encodePart({ ...CLAIMS, sub: "admin" })}.${s}`, /signature is not by/],
  ["half a signature", `${h}.${p}.${s.slice(0, 20)}`, /signature is not by/],
  ["an empty secret's signature", handMade(CLAIMS, HEADER, ""), /signature is not by/],
  // The payload
  ["a payload that is no JSON", handMade("hello"), /payload is not JSON/],
  ["a payload that is an array", handMade([CLAIMS]), /payload is not a JSON object/],
  ["a payload that is not UTF-8", handMade(Uint8Array.of(0x22, 0xc3, 0x28, 0x22)), /payload is not UTF-8/],
  ["sub twice", rawClaims(`"sub":"admin",${TIMES}`), /payload has a member twice/],
  ["sub twice, once escaped", rawClaims(`"\\u0073ub":"admin",${TIMES}`), /payload has a member twice/],
  ["exp twice", rawClaims(`${TIMES},"exp":${SECOND + 9}`), /payload has a member twice/],
  ["a member twice inside ctx", rawClaims(`${TIMES},"ctx":{"a":[{"b":1,"b":2}]}`), /payload has a member twice/],
  ["__proto__", rawClaims(`${TIMES},"__proto__":{"sub":"admin"}`), /member `__proto__`/],
  // Claims
  ["a sub of spaces alone", handMade({ ...CLAIMS, sub: "  " }), /`sub` must be a text/],
  ["no sub", without("sub"), /`sub` must be a text/],
  ["an empty sub", withClaims({ sub: "" }), /`sub` must be a text/],
  ["a numeric sub", withClaims({ sub: 42 }), /`sub` must be a text/],
  ["sub null", withClaims({ sub: null }), /`sub` must be a text/],
  ["a sub of 257", withClaims({ sub: "x".repeat(257) }), /`sub` must be a text/],
  ["a sub with a NUL", withClaims({ sub: "a\0b" }), /`sub` must be a text/],
  ["a sub with half a character", handMade(`{"sub":"\\ud800","aud":"${APP}",${TIMES}}`), /`sub` must be a text/],
  ["no aud", without("aud"), /`aud` must be/],
  ["another app", withClaims({ aud: "000000000000000000000a02" }), /`aud` is not the id of this app/],
  ["a list of apps", withClaims({ aud: [APP, "000000000000000000000a02"] }), /`aud` must be/],
  ["a list of one", withClaims({ aud: [APP] }), /`aud` must be/],
  ["aud in other letters", withClaims({ aud: APP.toUpperCase() }), /`aud` is not the id of this app/],
  ["no iat", without("iat"), /`iat` must be whole seconds/],
  ["no exp", without("exp"), /`exp` must be whole seconds/],
  ["exp as a text", withClaims({ exp: String(SECOND + 60) }), /`exp` must be whole seconds/],
  ["exp in milliseconds", withClaims({ exp: NOW + 60_000 }), /`exp` .* milliseconds/],
  ["both times in milliseconds", withClaims({ iat: NOW, exp: NOW + 60_000 }), /`iat` .* milliseconds/],
  ["exp 1e999", rawClaims(`"iat":${SECOND},"exp":1e999`), /number too large/],
  ["exp a fraction", withClaims({ exp: SECOND + 60.5 }), /`exp` must be whole seconds/],
  ["a negative iat", withClaims({ iat: -1 }), /`iat` must be whole seconds/],
  ["exp true", withClaims({ exp: true }), /`exp` must be whole seconds/],
  ["ten years", withClaims({ exp: SECOND + 315_360_000 }), /lives longer than 24 hours/],
  ["a day and a second", withClaims({ exp: SECOND + 86_401 }), /lives longer than 24 hours/],
  ["an iat of long ago, to live long", withClaims({ iat: 0, exp: SECOND + 60 }), /lives longer than 24 hours/],
  ["an end before its beginning", withClaims({ iat: SECOND + 30, exp: SECOND + 10 }), /`exp` is not after its `iat`/],
  ["an iat 61 s ahead", withClaims({ iat: SECOND + 61 }), /`iat` is in the future/],
  ["an nbf 61 s ahead", withClaims({ nbf: SECOND + 61 }), /`nbf` is in the future/],
  ["an nbf as a text", withClaims({ nbf: "now" }), /`nbf` must be whole seconds/],
  ["ctx as a text", withClaims({ ctx: "ann" }), /`ctx` must be an object/],
  ["ctx as an array", withClaims({ ctx: [] }), /`ctx` must be an object/],
  ["ctx null", withClaims({ ctx: null }), /`ctx` must be an object/],
  ["ctx of more than 2 KB", withClaims({ ctx: { note: "x".repeat(2_048) } }), /`ctx` must be at most 2048 bytes/],
  ["ctx of 2 KB in wide letters", withClaims({ ctx: { note: "ä".repeat(1_024) } }), /`ctx` must be at most 2048 bytes/],
  ["ctx nested 2,000 deep", withClaims({ ctx: { deep: deep(2_000) } }), /`ctx` must be at most 2048 bytes/],
  ["a name that is a number", withClaims({ ctx: { name: 7 } }), /`ctx.name` must be a text/],
  ["an e-mail address of 321", withClaims({ ctx: { email: `${"x".repeat(310)}@example.com` } }), /`ctx.email` must be/],
  ["a number too large in ctx", rawClaims(`${TIMES},"ctx":{"n":-1e999}`), /number too large/],
  ["an empty jti", withClaims({ jti: "" }), /`jti` must be a text/],
  ["a numeric jti", withClaims({ jti: 1 }), /`jti` must be a text/],
];

test("the table of forgeries has grown beyond forty, and each is another", () => {
  expect(new Set(FORGED.map(([, token]) => token)).size).toBe(FORGED.length);
  expect(FORGED.length).toBeGreaterThan(40);
});

test.each(FORGED)("a token with %s is refused, with the reason", async (_, token, reason) => {
  const refusal = await verify(token, { app: APP, secrets: SECRETS, now: NOW }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(UserTokenError);
  expect(refusal).toMatchObject({ code: "invalid_user_token", reason: expect.stringMatching(reason) });
  expect((refusal as Error).message).not.toContain(p.slice(0, 12));
});

test("an app without a signing secret takes no token", async () => {
  await expect(verify(good, { app: APP, secrets: [], now: NOW })).rejects.toThrow(/has no signing secret/);
});

test("what is no text at all is refused as an empty token is", async () => {
  for (const token of [undefined, null, 7, {}, []])
    await expect(verify(token as unknown as string, { app: APP, secrets: SECRETS, now: NOW })).rejects.toMatchObject({
      code: "invalid_user_token",
    });
});
