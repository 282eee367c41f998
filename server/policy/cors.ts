import { HEADERS } from "../../shared/contract/routes.ts";
import type { Policy } from "../services.ts";

/** What a page may read of an answer. */
export const EXPOSED_HEADERS = [
  HEADERS.requestId,
  HEADERS.retryAfter,
  HEADERS.rateLimit,
  HEADERS.rateRemaining,
  HEADERS.rateReset,
  HEADERS.idempotentReplay,
  "ETag",
].join(", ");

/**
 * Every answer can be read by the page that asked, refusals and failures too: without these headers a browser cannot tell
 * a refusal from being offline. Any origin, because the key is the authority; never credentials, so that the console's cookie
 * is of no use to other sites.
 */
export const cors = (): Policy => async (context, next) => {
  context.header("Access-Control-Allow-Origin", "*");
  context.header("Access-Control-Expose-Headers", EXPOSED_HEADERS);
  // A preflight asks about no resource, so it is answered before any key or limit is looked at.
  if (context.req.method === "OPTIONS" && context.req.header("Access-Control-Request-Method")) {
    context.header("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE");
    context.header(
      "Access-Control-Allow-Headers",
      [
        HEADERS.authorization,
        "Content-Type",
        HEADERS.idempotencyKey,
        HEADERS.userToken,
        HEADERS.connection,
        ...(context.get("dialect")?.userToken ? [context.get("dialect")?.userToken?.header] : []),
        "If-None-Match",
      ].join(", "),
    );
    context.header("Access-Control-Max-Age", "86400");
    return context.body(null, 204);
  }
  return next();
};
