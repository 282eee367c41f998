import * as z from "zod/mini";
import { CATEGORIES, SOURCE_TYPES, STATUSES } from "./enumerations.ts";
import { LIMITS } from "./limits.ts";
import { pageQuery } from "./page-query.ts";
import { ID_PATTERN } from "./routes.ts";
import { tagSchema } from "./submission.ts";

const id = (of: string) => z.string().check(z.regex(ID_PATTERN, `must be the id of ${of}`));

/** Which feedback: what a list and an export can be narrowed to. `since` is inclusive, `until` exclusive. */
const filters = {
  app: z.optional(id("an app")),
  status: z.optional(z.enum(STATUSES)),
  category: z.optional(z.enum(CATEGORIES)),
  sourceType: z.optional(z.enum(SOURCE_TYPES)),
  tag: z.optional(tagSchema),
  assignee: z.optional(id("a member")),
  customer: z.optional(id("a customer")),
  /** Words that all have to be in it, each whole or as a beginning; nothing in it is an operator. */
  q: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(LIMITS.searchText))),
  since: z.optional(z.iso.datetime()),
  until: z.optional(z.iso.datetime()),
};

/** The query of `GET /v1/feedback`. Unknown parameters are refused. */
export const feedbackQuerySchema = z.strictObject({ ...pageQuery, ...filters });
export type FeedbackQuery = z.input<typeof feedbackQuerySchema>;

/** The query of `GET /v1/export`. */
export const exportQuerySchema = z.strictObject({
  format: z._default(z.enum(["ndjson", "csv"]), "ndjson"),
  ...filters,
});
export type ExportQuery = z.input<typeof exportQuerySchema>;
