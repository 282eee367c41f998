import * as z from "zod/mini";
import { CATEGORIES, SOURCE_TYPES, STATUSES } from "./enumerations.ts";
import { LIMITS } from "./limits.ts";
import { pageQuery } from "./page-query.ts";
import { ID_PATTERN } from "./routes.ts";
import { tagSchema } from "./submission.ts";

const id = (of: string) => z.string().check(z.regex(ID_PATTERN, `must be the id of ${of}`));

/** One of these words, or several with commas between them: any of them will do. */
const anyOf = <const Words extends readonly string[]>(words: Words) => {
  const word = `(?:${words.join("|")})`;
  return z.pipe(
    z
      .string()
      .check(
        z.maxLength(200),
        z.regex(
          new RegExp(`^${word}(?:,${word})*$`),
          `must be one of ${words.join(", ")}, or several with commas between them`,
        ),
      ),
    z.transform((text: string) => [...new Set(text.split(","))] as Words[number][]),
  );
};

/** Which feedback: what a list and an export can be narrowed to. `since` is inclusive, `until` exclusive. */
const filters = {
  app: z.optional(id("an app")),
  status: z.optional(anyOf(STATUSES)),
  category: z.optional(anyOf(CATEGORIES)),
  sourceType: z.optional(z.enum(SOURCE_TYPES)),
  tag: z.optional(tagSchema),
  /** A member's id; `none` for what nobody looks after; `me` for who is signed in. */
  assignee: z.optional(
    z.string().check(z.regex(/^(?:[0-9a-f]{24}|none|me)$/, "must be the id of a member, none, or me")),
  ),
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

/** What a view keeps of a list's query: checked as a list would check it, and kept as it was written. */
export const viewFilters = z.pipe(
  z.strictObject(
    Object.fromEntries(Object.keys(filters).map((name) => [name, z.optional(z.string().check(z.maxLength(512)))])) as {
      [Name in keyof typeof filters]: z.ZodMiniOptional<z.ZodMiniString>;
    },
  ),
  z.transform((query: Record<string, string | undefined>, payload) => {
    const parsed = z.safeParse(z.strictObject(filters), query);
    if (parsed.success) return query as Record<string, string>;
    for (const { path, message } of parsed.error.issues)
      payload.issues.push({ code: "custom", message, path: [...path], input: query });
    return z.NEVER;
  }),
);
