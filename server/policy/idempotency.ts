import { HEADERS } from "../../shared/contract/routes.ts";
import { Problem } from "../problems.ts";
import type { Policy, PolicyContext } from "../services.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The idempotency key that a request names, in small letters. @throws Problem `invalid_body` for one that is no UUID. */
export const idempotencyKeyOf = ({ req }: PolicyContext): string | undefined => {
  const value = req.header(HEADERS.idempotencyKey);
  if (value !== undefined && !UUID.test(value))
    throw new Problem("invalid_body", { issues: [{ path: HEADERS.idempotencyKey, message: "must be a UUID" }] });
  return value?.toLowerCase();
};

/**
 * A twin of a request that is still being worked on is asked to come back in a second. What is finished is remembered by the
 * store, in the record's own transaction; refusals and failures are not remembered.
 */
export const idempotency = (): Policy => {
  const inFlight = new Set<string>();
  return async (context, next) => {
    const value = idempotencyKeyOf(context);
    if (value === undefined) return next();
    const name = `${context.get("key").id} ${value}`;
    if (inFlight.has(name)) throw new Problem("idempotency_in_flight");
    inFlight.add(name);
    try {
      await next();
    } finally {
      inFlight.delete(name);
    }
  };
};
