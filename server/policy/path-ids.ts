import { ID_PATTERN } from "../../shared/contract/routes.ts";
import { Problem } from "../problems.ts";
import type { Policy } from "../services.ts";

/** Every name in a path is an id. What does not look like one names nothing, and no database is asked for it. */
export const pathIds = (): Policy => async (context, next) => {
  const names = Object.values(context.req.param() as Record<string, string>);
  if (!names.every((name) => ID_PATTERN.test(name))) throw new Problem("not_found", { what: "record" });
  await next();
};
