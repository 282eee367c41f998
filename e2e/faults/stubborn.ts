import { setTimeout as wait } from "node:timers/promises";
import type { ErrorBody } from "../../shared/contract/errors.ts";
import type { Chance } from "./chance.ts";
import type { Ledger } from "./ledger.ts";

/** Where clients send, and with which keys. */
export type Target = { url: string; publishableKey: string; secretKey: string };

export type Ask = {
  method?: string;
  /** `none` where the address itself is the permission. */
  key: "publishable" | "secret" | "none";
  headers?: Record<string, string>;
  body?: string;
};
export type Answered = { status: number; headers: Headers; bytes: Buffer };

/** Refusals that say "again, later". */
const LATER = new Set([408, 429, 503]);
/** What a balancer says when the process that it asked has died: nobody knows what became of the request. */
const BAD_GATEWAY = 502;
/** A server that has not answered by now never will: longer than any restart. */
const PATIENCE_MS = 30_000;

/** Clients behind a proxy, each request from an address of its own: limits are not what is tried here. */
const someAddress = (chance: Chance): string => `10.${chance.below(256)}.${chance.below(256)}.${chance.below(256)}`;

/**
 * Asks until there is an answer, with the very same request, as the widget does, only without its pauses.
 *
 * @throws Error when nobody answers for half a minute.
 */
export const stubborn =
  ({ url, publishableKey, secretKey }: Target, ledger: Ledger, chance: Chance) =>
  async (path: string, { method = "GET", key, headers = {}, body }: Ask): Promise<Answered> => {
    const end = performance.now() + PATIENCE_MS;
    while (performance.now() < end) {
      try {
        const answer = await fetch(new URL(path, url), {
          method,
          headers: {
            ...(key === "none" ? {} : { Authorization: `Bearer ${key === "secret" ? secretKey : publishableKey}` }),
            ...(key === "publishable" ? { Origin: "http://localhost:5173" } : {}),
            "X-Forwarded-For": someAddress(chance),
            ...(body === undefined ? {} : { "Content-Type": "application/json" }),
            ...headers,
          },
          ...(body === undefined ? {} : { body }),
          signal: AbortSignal.timeout(15_000),
        });
        const bytes = Buffer.from(await answer.arrayBuffer());
        if (answer.status === BAD_GATEWAY) throw new Error("nobody answered");
        const inFlight = answer.status === 409 && bytes.includes("idempotency_in_flight");
        if (!LATER.has(answer.status) && !inFlight) return { status: answer.status, headers: answer.headers, bytes };
        const { code } = (JSON.parse(bytes.toString()) as ErrorBody).error;
        ledger.refused.set(code, (ledger.refused.get(code) ?? 0) + 1);
        if (!answer.headers.get("Retry-After")) ledger.wrong.push(`a refusal ${code} came without Retry-After`);
        await wait(50);
      } catch {
        ledger.unanswered++;
        await wait(25 + chance.below(50));
      }
    }
    throw new Error(`nobody answered ${method} ${path} for ${PATIENCE_MS / 1_000} s`);
  };
