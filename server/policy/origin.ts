import { decideDomain, decideOrigin } from "../keys/allowed-origins.ts";
import { Problem } from "../problems.ts";
import type { Policy } from "../services.ts";

/** A key that pages may hold answers only to its allowed origins; other keys never come from pages. */
export const origin = (): Policy => async (context, next) => {
  const key = context.get("key");
  const { inPages, origins } = context.get("keyProfile");
  if (inPages) {
    const decide = origins === "domains" ? decideDomain : decideOrigin;
    const decision = decide(key.allowedOrigins, context.req.header("Origin"), context.req.header("Referer"));
    if (!decision.allowed)
      throw new Problem("origin_not_allowed", { origin: decision.origin, admittedBy: decision.admittedBy });
  }
  await next();
};
