import { DIALECT_PREFIXES, OUR_PREFIXES } from "../keys/key-prefixes.ts";
import type { Policy, Services } from "../services.ts";

const OURS = new RegExp(`(${OUR_PREFIXES})[\\w-]+`, "g");
const THEIRS = new RegExp(`(${DIALECT_PREFIXES}|in-)[\\w-]{40,}`, "g");

/** A key that somebody put into an address by mistake must not stay in the log. */
const withoutKeys = (path: string): string => path.replace(OURS, "$1…").replace(THEIRS, "$1…");

/** One line a request: which path (never the query, which may hold anything), what came of it, how long it took. */
export const requestLog =
  ({ log, clock }: Services): Policy =>
  async (context, next) => {
    const start = clock.monotonic();
    await next();
    log.info("request", {
      requestId: context.get("requestId"),
      method: context.req.method,
      path: withoutKeys(context.req.path).slice(0, 256),
      status: context.res.status,
      ms: Math.round(clock.monotonic() - start),
      app: context.get("key")?.appId,
    });
  };
