import * as z from "zod/mini";
import { Problem } from "../problems.ts";
import type { PolicyContext } from "../services.ts";
import { issuesOf, readJson } from "./body-limit.ts";

/** The JSON body of a request. @throws Problem `invalid_body`, and those of `readJson` */
export const parseBody = async <S extends z.core.$ZodType>(
  context: PolicyContext,
  schema: S,
  limitBytes?: number,
): Promise<z.output<S>> => {
  const { value } = await readJson(context, { limitBytes });
  const parsed = z.safeParse(schema, value);
  if (!parsed.success) throw new Problem("invalid_body", { issues: issuesOf(parsed.error) });
  return parsed.data;
};

/** The query of a request. @throws Problem `invalid_query` */
export const parseQuery = <S extends z.core.$ZodType>(context: PolicyContext, schema: S): z.output<S> => {
  const repeated = Object.entries(context.req.queries()).filter(([, values]) => values.length > 1);
  if (repeated.length > 0)
    throw new Problem("invalid_query", {
      issues: repeated.slice(0, 50).map(([name]) => ({ path: name.slice(0, 200), message: "must be given once" })),
    });
  const parsed = z.safeParse(schema, context.req.query());
  if (!parsed.success) throw new Problem("invalid_query", { issues: issuesOf(parsed.error) });
  return parsed.data;
};
