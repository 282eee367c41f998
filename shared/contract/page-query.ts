import * as z from "zod/mini";
import { LIMITS } from "./limits.ts";

/** What every list takes: how many, and where the page before ended. */
export const pageQuery = {
  limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(LIMITS.listMost)), LIMITS.listDefault),
  cursor: z.optional(z.string().check(z.maxLength(256))),
};
export const pageQuerySchema = z.strictObject(pageQuery);
export type PageQuery = z.input<typeof pageQuerySchema>;
