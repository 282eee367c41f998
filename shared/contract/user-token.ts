import * as z from "zod/mini";
import { LIMITS } from "./limits.ts";
import { jsonBytes, plainText } from "./plain-text.ts";
import { ID_PATTERN } from "./routes.ts";

const sub = plainText(LIMITS.userTokenSub);
const jti = plainText(LIMITS.userTokenJti);

const shortText = (most: number) => {
  const message = `must be a text of at most ${most} characters, or null`;
  return z.optional(z.nullable(z.string(message).check(z.maxLength(most, message))));
};

/** What the host tells about its user: `name`, `email`, and what it likes besides. It is kept with the user's feedback. */
export const userContextSchema = z
  .looseObject({ name: shortText(LIMITS.customerName), email: shortText(LIMITS.customerEmail) }, "must be an object")
  .check(
    z.refine(
      (value) => jsonBytes(value) <= LIMITS.userTokenCtxBytes,
      `must be at most ${LIMITS.userTokenCtxBytes} bytes of JSON`,
    ),
  );
export type UserContext = z.output<typeof userContextSchema>;

/** Past this, a number of seconds is a number of milliseconds: it would be the year 5138. */
const LATEST_SECOND = 100_000_000_000;
const SECONDS = "must be whole seconds since 1970";
const second = z
  .int(SECONDS)
  .check(z.gte(0, SECONDS), z.lte(LATEST_SECOND, `${SECONDS}; this looks like milliseconds`));

/**
 * The claims of a user token. Others may stand beside them and are not looked at. How they stand to each other and to the
 * time is checked where tokens are verified.
 */
export const userTokenClaimsSchema = z.looseObject({
  /** The host's own id of its user. */
  sub,
  /** The id of the app, and nothing else beside it. */
  aud: z.string("must be the app's id as a text"),
  iat: second,
  exp: second,
  nbf: z.optional(second),
  ctx: z.optional(userContextSchema),
  /** Makes the token good for one submission. */
  jti: z.optional(jti),
});
export type UserTokenClaims = z.output<typeof userTokenClaimsSchema>;

const expiresInMessage = `must be whole seconds, ${LIMITS.userTokenShortest} to ${LIMITS.userTokenLongest}`;

/** The body of `POST /v1/tokens`. */
export const mintRequestSchema = z.strictObject({
  app: z.string().check(z.regex(ID_PATTERN, "must be the id of an app")),
  sub,
  ctx: z.optional(userContextSchema),
  /** Seconds, 60 to 86,400; 3,600 by default. */
  expiresIn: z._default(
    z
      .int(expiresInMessage)
      .check(z.gte(LIMITS.userTokenShortest, expiresInMessage), z.lte(LIMITS.userTokenLongest, expiresInMessage)),
    LIMITS.userTokenDefault,
  ),
});
export type MintRequest = z.input<typeof mintRequestSchema>;

/** What a host that mints by itself can say: the same, and that the token is good for one submission. */
export const mintOptionsSchema = z.extend(mintRequestSchema, { jti: z.optional(jti) });
export type MintOptions = z.input<typeof mintOptionsSchema>;

/** The answer to `POST /v1/tokens`. The token goes into the header `Earshot-User-Token`, never into a URL. */
export const mintedTokenSchema = z.object({ token: z.string(), expiresAt: z.iso.datetime() });
export type MintedToken = z.output<typeof mintedTokenSchema>;

/** The body of `POST /v1/apps/{id}/user-tokens/test`. */
export const testTokenSchema = z.strictObject({
  token: z.string().check(z.minLength(1), z.maxLength(4 * LIMITS.userTokenBytes)),
});
export type TestToken = z.input<typeof testTokenSchema>;

/** Which rule a token breaks, in the order in which they are looked at. `used`: it was good for one submission, and had it. */
export const TOKEN_RULES = [
  "form",
  "header",
  "no_secret",
  "kid",
  "signature",
  "claims",
  "audience",
  "lifetime",
  "clock",
  "expired",
  "used",
] as const;
export type TokenRule = (typeof TOKEN_RULES)[number];

/** Would this token be taken now; where not, which rule it breaks, what was found and what to change. No part of a token is in it but its claims. */
export const tokenTestSchema = z.object({
  valid: z.boolean(),
  rule: z.nullable(z.enum(TOKEN_RULES)),
  reason: z.string(),
  /** What stands there, and what would have to; `null` where words say it. */
  found: z.nullable(z.string()),
  expected: z.nullable(z.string()),
  change: z.nullable(z.string()),
  /** Once its signature is good, also where something else is not. */
  claims: z.nullable(z.record(z.string(), z.unknown())),
  expiresAt: z.nullable(z.iso.datetime()),
  /** The signing secret that it was signed with. */
  signedWith: z.nullable(z.string()),
  /** Whether it has a `jti`, so that it is good for one submission. */
  singleUse: z.boolean(),
});
export type TokenTest = z.output<typeof tokenTestSchema>;
