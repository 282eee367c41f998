import { SignJWT } from "jose";
import { type MintedToken, type MintOptions, mintOptionsSchema } from "../../shared/contract/user-token.ts";
import { importSecret, type SigningSecret } from "./signing-secret.ts";
import { invalidOptions } from "./user-token-error.ts";

/**
 * Makes a user token, by which a host's back end vouches for one of its users.
 *
 * ```ts
 * import { mint } from "earshot/token";
 * const { token } = await mint(
 *   { app: "0123…", sub: user.id, ctx: { name: user.name, email: user.email } },
 *   { secret: process.env.SIGNING_SECRET },
 * );
 * ```
 *
 * @param options `app` is the app's id, `sub` the host's own id of its user; `ctx` (to 2 KB of JSON) is kept with their
 * feedback; `expiresIn` is in seconds, 60 to 86,400, by default 3,600; with `jti` the token is good for one submission.
 * @param now Milliseconds since 1970. Default: the machine's clock.
 * @throws UserTokenError `invalid_options`
 */
export const mint = async (
  options: MintOptions,
  { kid, secret }: SigningSecret,
  now: number = Date.now(),
): Promise<MintedToken> => {
  const parsed = mintOptionsSchema.safeParse(options);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalidOptions(`${issue?.path.join(".") || "options"}: ${issue?.message}`);
  }
  const { app, sub, ctx, expiresIn, jti } = parsed.data;
  const iat = Math.floor(now / 1000);
  const exp = iat + expiresIn;
  const token = await new SignJWT({ sub, aud: app, iat, exp, ...(ctx && { ctx }), ...(jti && { jti }) })
    .setProtectedHeader({ alg: "HS256", typ: "JWT", ...(kid && { kid }) })
    .sign(await importSecret(secret));
  return { token, expiresAt: new Date(exp * 1000).toISOString() };
};
