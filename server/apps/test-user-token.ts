import { createHash } from "node:crypto";
import { LIMITS } from "../../shared/contract/limits.ts";
import type { TokenRule, TokenTest } from "../../shared/contract/user-token.ts";
import type { Services } from "../services.ts";
import { UserTokenError, verify } from "../token/index.ts";

/** What a host's developer changes so that the rule holds. */
const CHANGE: Record<TokenRule, string> = {
  form: "Send the token as the library gives it: three parts with dots between them, with nothing before or after.",
  header: "Sign with HS256, and leave out of the header all but `alg`, `typ` and `kid`.",
  no_secret: "Make a signing secret for this app, and sign with it.",
  kid: "Leave `kid` out, or give it the id of a signing secret that this app has now.",
  signature:
    "Sign with the app's signing secret as it was shown, as text and not decoded: one of this app, and not deleted.",
  claims: "Write this claim as the reason says.",
  audience: "Set `aud` to the id of this app, as a text.",
  lifetime: `Let \`exp\` come after \`iat\`, by ${LIMITS.userTokenLongest / 3_600} hours at most; both in whole seconds.`,
  clock: "Set the clock of the host right: these are seconds since 1970, in UTC.",
  expired: "Make a token for each visit, when the page asks for it, and keep none.",
  used: "Give each token a `jti` of its own, or leave it out.",
};

/** The claims, unchecked. Only of a token whose signature is known to be good. */
const claimsOf = (token: string): Record<string, unknown> | null => {
  try {
    return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;
  } catch {
    return null;
  }
};
const headerOf = (token: string): Record<string, unknown> => {
  try {
    return JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()) as Record<string, unknown>;
  } catch {
    return {};
  }
};

const seconds = (value: unknown): string | null => {
  const at = typeof value === "number" ? new Date(value * 1_000) : new Date(Number.NaN);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
};
/** A short word of a token that names no secret: an algorithm, the id of a secret, the id of an app. */
const word = (value: unknown): string | null =>
  typeof value === "string" && /^[\w.:/-]{1,64}$/.test(value) ? value : null;

type Surroundings = Pick<Services, "signingSecrets" | "clock" | "store">;
type Facts = { found: string | null; expected: string | null };

/** What stands in the token where the rule looks, beside what should. Claims are told only where `isSigned`. */
const factsOf = (rule: TokenRule, token: string, appId: string, kids: string[], now: number): Facts => {
  const claims = claimsOf(token) ?? {};
  const time = new Date(now).toISOString();
  const none = { found: null, expected: null };
  if (rule === "form")
    return /^Bearer\b/i.test(token)
      ? { found: "Bearer", expected: "the token alone" }
      : /\s/.test(token)
        ? { found: "spaces or line ends", expected: "none" }
        : none;
  if (rule === "header") return { found: word(headerOf(token).alg), expected: "HS256" };
  if (rule === "kid") return { found: word(headerOf(token).kid), expected: kids.join(", ") };
  if (rule === "audience") return { found: word(claims.aud), expected: appId };
  if (rule === "lifetime") return { found: `${seconds(claims.iat)} to ${seconds(claims.exp)}`, expected: null };
  if (rule === "clock") return { found: seconds(claims.nbf ?? claims.iat), expected: time };
  if (rule === "expired") return { found: seconds(claims.exp), expected: `later than ${time}` };
  return none;
};

/** These are looked at before the signature, or are about it: nothing that the token claims is believed yet. */
const UNSIGNED: readonly TokenRule[] = ["form", "header", "no_secret", "kid", "signature"];

/** Says whether this app would take the token now, and why not. Nothing is noted or used up. */
export const testUserToken = async (
  { signingSecrets, clock, store }: Surroundings,
  appId: string,
  token: string,
): Promise<TokenTest> => {
  const secrets = await signingSecrets.live(appId);
  const now = clock.now();
  const refused = (rule: TokenRule, reason: string, signedWith: string | null): TokenTest => {
    const claims = UNSIGNED.includes(rule) ? null : claimsOf(token);
    const kids = secrets.map(({ kid }) => kid);
    const expiresAt = seconds(claims?.exp);
    const singleUse = claims?.jti !== undefined;
    const facts = factsOf(rule, token, appId, kids, now);
    return { valid: false, rule, reason, ...facts, change: CHANGE[rule], claims, expiresAt, signedWith, singleUse };
  };
  try {
    const { claims, secret } = await verify(token, { app: appId, secrets, now });
    const { jti, exp } = claims;
    if (jti !== undefined && (await store.signingSecrets.isSpent(appId, createHash("sha256").update(jti).digest())))
      return refused("used", "it was good for one submission, and has been used", secret.kid);
    return {
      valid: true,
      rule: null,
      reason: "this app takes it",
      found: null,
      expected: null,
      change: null,
      claims,
      expiresAt: seconds(exp),
      signedWith: secret.kid,
      singleUse: jti !== undefined,
    };
  } catch (error) {
    if (!(error instanceof UserTokenError)) throw error;
    return refused(error.rule, error.reason, null);
  }
};
