import { LIMITS } from "../../shared/contract/limits.ts";
import { Problem } from "../problems.ts";
import type { Policy } from "../services.ts";

export type LoadLimits = {
  /** Requests being worked on at once. More would only wait for each other, each holding its body in memory. */
  requests: number;
  /** Bytes of bodies being worked on at once, as their senders announced them; without a word, as much as one may have. */
  bytes: number;
};

export const LOAD_LIMITS: LoadLimits = { requests: 256, bytes: 160 * 1024 * 1024 };

/** What one address may have of it at once: somebody who sends slowly on purpose must not keep everybody else out. */
const SHARE = 0.5;

type Held = { requests: number; bytes: number };

const fits = (held: Held, size: number, { requests, bytes }: LoadLimits): boolean =>
  held.requests < requests && (held.bytes === 0 || held.bytes + size <= bytes);

/**
 * Refuses before latency collapses: what is beyond these limits gets 503 at once and comes back, instead of waiting behind
 * what is already too much. Senders keep what they sent, so nothing is lost.
 */
export const loadShedding = (limits: LoadLimits = LOAD_LIMITS): Policy => {
  const all: Held = { requests: 0, bytes: 0 };
  const byAddress = new Map<string, Held>();
  const share: LoadLimits = { requests: Math.ceil(limits.requests * SHARE), bytes: limits.bytes * SHARE };
  return async (context, next) => {
    const announced = context.req.header("Content-Length");
    const hasBody = announced !== undefined || context.req.header("Transfer-Encoding") !== undefined;
    const size = hasBody ? Math.min(Number(announced ?? LIMITS.bodyBytes) || 0, LIMITS.bodyBytes) : 0;
    const address = context.get("address");
    const theirs = byAddress.get(address) ?? { requests: 0, bytes: 0 };
    if (!fits(all, size, limits) || !fits(theirs, size, share)) throw new Problem("overloaded", { retryAfter: 1 });
    byAddress.set(address, theirs);
    for (const held of [all, theirs]) {
      held.requests++;
      held.bytes += size;
    }
    try {
      await next();
    } finally {
      for (const held of [all, theirs]) {
        held.requests--;
        held.bytes -= size;
      }
      if (theirs.requests === 0) byAddress.delete(address);
    }
  };
};
