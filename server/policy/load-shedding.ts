import { Problem } from "../problems.ts";
import type { Policy } from "../services.ts";

export type LoadLimits = {
  /** Requests being worked on at once. More would only wait for each other, each holding its body in memory. */
  requests: number;
  /** Bytes of bodies being worked on at once, as their senders announced them. */
  bytes: number;
};

export const LOAD_LIMITS: LoadLimits = { requests: 256, bytes: 96 * 1024 * 1024 };

/**
 * Refuses before latency collapses: what is beyond these limits gets 503 at once and comes back, instead of waiting behind
 * what is already too much. Senders keep what they sent, so nothing is lost.
 */
export const loadShedding = (limits: LoadLimits = LOAD_LIMITS): Policy => {
  let requests = 0;
  let bytes = 0;
  return async (context, next) => {
    const size = Number(context.req.header("Content-Length") ?? 0) || 0;
    if (requests >= limits.requests || (bytes > 0 && bytes + size > limits.bytes))
      throw new Problem("overloaded", { retryAfter: 1 });
    requests++;
    bytes += size;
    try {
      await next();
    } finally {
      requests--;
      bytes -= size;
    }
  };
};
