import { compactVerify, errors } from "jose";
import { LIMITS } from "../../shared/contract/limits.ts";
import { type UserTokenClaims, userTokenClaimsSchema } from "../../shared/contract/user-token.ts";
import { parsePart, readHeader } from "./compact-form.ts";
import { importSecret, type SigningSecret } from "./signing-secret.ts";
import { invalidToken, UserTokenError } from "./user-token-error.ts";

export type VerifyOptions<S extends SigningSecret> = {
  /** The id of the app the token must be for. */
  app: string;
  /** The app's live secrets: one, or two while one replaces the other. */
  secrets: readonly S[];
  /** Another claim that may name the app where there is no `aud`, as tokens of another product have it. */
  appClaim?: string | undefined;
  /** Milliseconds since 1970. Default: the machine's clock. */
  now?: number;
};

export type VerifiedToken<S extends SigningSecret> = {
  claims: UserTokenClaims;
  /** The secret that the token was signed with. */
  secret: S;
};

/** The payload, once one of the secrets has signed it. */
const openWith = async <S extends SigningSecret>(
  token: string,
  candidates: readonly S[],
): Promise<{ payload: Uint8Array; secret: S }> => {
  for (const secret of candidates) {
    const key = await importSecret(secret.secret);
    try {
      const { payload } = await compactVerify(token, key, { algorithms: ["HS256"] });
      return { payload, secret };
    } catch (error) {
      if (error instanceof errors.JWSSignatureVerificationFailed) continue;
      if (error instanceof errors.JOSEError) throw invalidToken("it is no signed token");
      throw error;
    }
  }
  throw invalidToken("its signature is not by a signing secret of this app", "signature");
};

const readClaims = (payload: Uint8Array, appClaim: string | undefined): UserTokenClaims => {
  const claims = parsePart(payload, "payload");
  const named = appClaim !== undefined && claims.aud === undefined ? { ...claims, aud: claims[appClaim] } : claims;
  const parsed = userTokenClaimsSchema.safeParse(named);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalidToken(`its \`${issue?.path.join(".")}\` ${issue?.message}`, "claims");
};

/** How the claims stand to the app, to each other and to the time. Whether it has expired comes last: a new one would not mend the others. */
const checkClaims = ({ aud, iat, exp, nbf }: UserTokenClaims, app: string, nowMs: number): void => {
  const now = nowMs / 1000;
  const { userTokenSkew: skew, userTokenLongest: longest } = LIMITS;
  if (aud !== app) throw invalidToken("its `aud` is not the id of this app", "audience");
  if (exp <= iat) throw invalidToken("its `exp` is not after its `iat`", "lifetime");
  if (exp - iat > longest) throw invalidToken(`it lives longer than ${longest / 3_600} hours`, "lifetime");
  if (iat > now + skew) throw invalidToken("its `iat` is in the future: check the clock of the host", "clock");
  if (nbf !== undefined && nbf > now + skew)
    throw invalidToken("its `nbf` is in the future: it is not valid yet", "clock");
  if (exp + skew <= now) throw new UserTokenError("token_expired", "it has expired", "expired");
};

/**
 * Verifies a user token.
 *
 * ```ts
 * import { verify } from "earshot/token";
 * const { claims } = await verify(token, { app: "0123…", secrets: [{ secret: process.env.SIGNING_SECRET }] });
 * ```
 *
 * @throws UserTokenError `invalid_user_token` with a reason in words, `token_expired` when all but its time is right,
 * `invalid_options` when a secret is too short.
 */
export const verify = async <S extends SigningSecret>(
  token: string,
  { app, appClaim, secrets, now = Date.now() }: VerifyOptions<S>,
): Promise<VerifiedToken<S>> => {
  const { kid } = readHeader(token);
  if (secrets.length === 0) throw invalidToken("this app has no signing secret", "no_secret");
  const candidates = secrets.filter((secret) => kid === undefined || secret.kid === undefined || secret.kid === kid);
  if (candidates.length === 0) throw invalidToken("its `kid` names no signing secret of this app", "kid");
  const { payload, secret } = await openWith(token, candidates);
  const claims = readClaims(payload, appClaim);
  checkClaims(claims, app, now);
  return { claims, secret };
};
