import type { Policy, Services } from "../services.ts";

/** One line a request: which path (never the query, which may hold anything), what came of it, how long it took. */
export const requestLog =
  ({ log, clock }: Services): Policy =>
  async (context, next) => {
    const start = clock.monotonic();
    await next();
    log.info("request", {
      requestId: context.get("requestId"),
      method: context.req.method,
      path: context.req.path.slice(0, 256),
      status: context.res.status,
      ms: Math.round(clock.monotonic() - start),
      app: context.get("key")?.appId,
    });
  };
