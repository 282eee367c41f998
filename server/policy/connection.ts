import { timingSafeEqual } from "node:crypto";
import { HEADERS } from "../../shared/contract/routes.ts";
import { hashOfSecret } from "../keys/key-text.ts";
import { Problem } from "../problems.ts";
import type { Policy } from "../services.ts";

/**
 * For what is one sender's alone. Who asks is known in private mode, by a user token, which `identity` reads next; and in public mode of
 * an extension, by the connection token that came with its key. The two tokens never stand for each other.
 */
export const connection = (): Policy => async (context, next) => {
  const token = context.req.header(HEADERS.connection);
  const { app, connectionHash } = context.get("key");
  if (token === undefined) {
    if (app.mode !== "private") throw new Problem("public_disabled", { mode: "public" });
    return next();
  }
  if (app.mode === "private") throw new Problem("public_disabled");
  if (connectionHash === null || !timingSafeEqual(connectionHash, hashOfSecret(token)))
    throw new Problem("invalid_authorization", { what: "connection" });
  context.set("isConnection", true);
  return next();
};
