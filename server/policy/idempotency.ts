import { HEADERS } from "../../shared/contract/routes.ts";
import { Problem } from "../problems.ts";
import type { Policy } from "../services.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * A twin of a request that is still being worked on is asked to come back in a second. What is finished is remembered by the
 * store, in the record's own transaction; refusals and failures are not remembered.
 */
export const idempotency = (): Policy => {
  const inFlight = new Set<string>();
  return async (context, next) => {
    const value = context.req.header(HEADERS.idempotencyKey);
    if (value === undefined) return next();
    if (!UUID.test(value))
      throw new Problem("invalid_body", { issues: [{ path: HEADERS.idempotencyKey, message: "must be a UUID" }] });
    const name = `${context.get("key").id} ${value.toLowerCase()}`;
    if (inFlight.has(name)) throw new Problem("idempotency_in_flight");
    inFlight.add(name);
    try {
      await next();
    } finally {
      inFlight.delete(name);
    }
  };
};
