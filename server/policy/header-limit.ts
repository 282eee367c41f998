import { Problem } from "../problems.ts";
import type { Policy, RequestContext } from "../services.ts";

const MOST_HEADERS = 100;

/** No honest client sends as many headers; each costs something at every step after this one. */
export const headerLimit = (): Policy => async (context, next) => {
  const incoming = (context as unknown as RequestContext).env?.incoming as { rawHeaders?: string[] } | undefined;
  if ((incoming?.rawHeaders?.length ?? 0) / 2 > MOST_HEADERS)
    throw new Problem("payload_too_large", { mostHeaders: MOST_HEADERS });
  await next();
};
