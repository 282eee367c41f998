import type { Policy } from "../services.ts";

/** What every answer tells a browser. Routes that serve pages set a content policy of their own. */
export const securityHeaders = (): Policy => async (context, next) => {
  await next();
  const { headers } = context.res;
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("Referrer-Policy", "strict-origin-when-cross-origin");
  // What the API says is about this moment and for this caller; routes whose answers may be kept say so themselves.
  if (context.req.path.startsWith("/v1/") && !headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
  if (!headers.has("Content-Security-Policy") && !headers.get("Content-Type")?.startsWith("text/html"))
    headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
};
