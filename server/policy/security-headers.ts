import type { Policy } from "../services.ts";

/**
 * What every answer tells a browser. Routes that serve pages, or what may be kept, say so over it. It is said before there is an
 * answer: one that exists has to be made anew for every header that is added.
 */
export const securityHeaders = (): Policy => async (context, next) => {
  context.header("X-Content-Type-Options", "nosniff");
  context.header("Referrer-Policy", "strict-origin-when-cross-origin");
  context.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
  // What the API says is about this moment and for this caller.
  if (context.req.path.startsWith("/v1/")) context.header("Cache-Control", "no-store");
  await next();
};
