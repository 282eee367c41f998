import * as z from "zod/mini";
import type { PolicyContext } from "../services.ts";
import { parseBody } from "./parsed.ts";

/** A JSON body that may be left out: nothing sent means `{}`. @throws Problem those of `parseBody` */
export const parseOptionalBody = async <S extends z.core.$ZodType>(
  context: PolicyContext,
  schema: S,
  limitBytes?: number,
): Promise<z.output<S>> => {
  const isSent =
    Number(context.req.header("Content-Length") ?? 0) > 0 || context.req.header("Transfer-Encoding") !== undefined;
  return isSent ? parseBody(context, schema, limitBytes) : z.parse(schema, {});
};
