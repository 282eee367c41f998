import { matchedRoutes } from "hono/route";
import type { Policy, Services } from "../services.ts";

/** The pattern of the route that answered; `other` for what is no route of ours, so that a scan makes no thousand series. */
const patternOf = (context: Parameters<Policy>[0]): string => {
  const path = matchedRoutes(context).at(-1)?.path ?? "";
  return path.includes("*") || path === "" ? "other" : path;
};

/** Counts and times every request, for `/metrics`. */
export const measure =
  ({ metrics, clock }: Services): Policy =>
  async (context, next) => {
    const start = clock.monotonic();
    await next();
    metrics.request(patternOf(context), context.req.method, context.res.status, (clock.monotonic() - start) / 1_000);
  };
