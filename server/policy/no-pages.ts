import { Problem } from "../problems.ts";
import type { Policy, Services } from "../services.ts";
import { apiKey } from "./api-key.ts";

/**
 * No page may ask here, whichever key it has: a page elsewhere whose name is made to point to this server must not get a word out of
 * it. A secret key that comes this way has leaked all the same, and is treated so.
 */
export const noPages = (services: Services): Policy => {
  const leaked = apiKey(services);
  return async (context, next) => {
    const origin = context.req.header("Origin");
    if (origin === undefined) return next();
    await leaked(context, async () => {}).catch((error: unknown) => {
      if (!(error instanceof Problem) || error.code === "secret_key_in_browser") throw error;
    });
    throw new Problem("origin_not_allowed", { origin, admittedBy: null, isFor: "programs" });
  };
};
