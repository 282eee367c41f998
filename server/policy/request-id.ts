import { randomUUID } from "node:crypto";
import { HEADERS } from "../../shared/contract/routes.ts";
import type { Policy } from "../services.ts";

/** Every answer carries a request id of ours: what people quote, and what the log is searched by. */
export const requestId = (): Policy => async (context, next) => {
  const id = randomUUID();
  context.set("requestId", id);
  context.header(HEADERS.requestId, id);
  await next();
};
