import { createHash } from "node:crypto";
import { LIMITS } from "../../shared/contract/limits.ts";
import { HEADERS } from "../../shared/contract/routes.ts";
import { Problem } from "../problems.ts";
import type { Policy, Services } from "../services.ts";
import type { NewFeedback } from "../store/feedback.ts";
import { UserTokenError, verify } from "../token/index.ts";

/** Whom a user token vouched for, and what it takes to let the token count once. */
export type IdentifiedUser = { customer: NonNullable<NewFeedback["customer"]>; singleUse: NewFeedback["singleUse"] };

const identify = async (
  { signingSecrets, clock }: Services,
  app: string,
  token: string,
  appClaim: string | undefined,
): Promise<IdentifiedUser> => {
  const { claims, secret } = await verify(token, {
    app,
    appClaim,
    secrets: await signingSecrets.live(app),
    now: clock.now(),
  });
  signingSecrets.noteUse(app, secret);
  const { sub, ctx = {}, exp, jti } = claims;
  return {
    customer: { sub, ctx },
    singleUse:
      jti === undefined
        ? null
        : {
            hash: createHash("sha256").update(jti).digest(),
            expiresAt: (exp + LIMITS.userTokenSkew) * 1000,
          },
  };
};

/**
 * Who is sending, as the host's back end vouches by a user token. An app in private mode takes nothing without one; in public
 * mode it may come without, but a token that comes must be right. It is read from its header and nowhere else.
 */
export const identity =
  (services: Services): Policy =>
  async (context, next) => {
    const theirs = context.get("dialect")?.userToken;
    const token = context.req.header(theirs?.header ?? HEADERS.userToken);
    const { app } = context.get("key");
    if (token === undefined) {
      if (app.mode === "private") throw new Problem("public_disabled");
      return next();
    }
    try {
      context.set("user", await identify(services, app.id, token, theirs?.appClaim));
    } catch (error) {
      if (!(error instanceof UserTokenError)) throw error;
      throw error.code === "token_expired"
        ? new Problem("token_expired")
        : new Problem("invalid_user_token", { reason: error.reason });
    }
    return next();
  };
