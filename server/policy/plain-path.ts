import { Problem } from "../problems.ts";
import type { Policy, RequestContext } from "../services.ts";

/**
 * A path of the API is asked for as it is written, and in no other way: no percent-encoding, no dots that lead elsewhere, none of
 * which it needs. What stands in front of the server, and lets some paths pass and others not, then sees the same path as we do.
 */
export const plainPath = (): Policy => async (context, next) => {
  const { incoming } = (context as unknown as RequestContext).env ?? {};
  const asked = (incoming as { url?: string } | undefined)?.url
    ?.replace(/^https?:\/\/[^/?#]*/, "")
    .replace(/[?#].*$/s, "");
  if (asked !== undefined && asked !== context.req.path) throw new Problem("not_found", { what: "address" });
  await next();
};
