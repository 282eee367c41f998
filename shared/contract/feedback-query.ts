import * as z from "zod/mini";
import { CATEGORIES, SOURCE_TYPES, STATUSES } from "./enumerations.ts";
import { LIMITS } from "./limits.ts";
import { ID_PATTERN } from "./routes.ts";

/** The query of `GET /v1/feedback`. Unknown parameters are refused. `since` is inclusive, `until` exclusive. */
export const feedbackQuerySchema = z.strictObject({
  limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(LIMITS.listMost)), LIMITS.listDefault),
  cursor: z.optional(z.string().check(z.maxLength(256))),
  app: z.optional(z.string().check(z.regex(ID_PATTERN, "must be the id of an app"))),
  status: z.optional(z.enum(STATUSES)),
  category: z.optional(z.enum(CATEGORIES)),
  sourceType: z.optional(z.enum(SOURCE_TYPES)),
  tag: z.optional(z.string().check(z.maxLength(LIMITS.tag))),
  since: z.optional(z.iso.datetime()),
  until: z.optional(z.iso.datetime()),
});
export type FeedbackQuery = z.input<typeof feedbackQuerySchema>;
