import * as z from "zod/mini";
import { STATUSES } from "./enumerations.ts";
import { feedbackSchema } from "./record.ts";
import { ID_PATTERN } from "./routes.ts";

const id = z.string().check(z.regex(ID_PATTERN));
const LIMIT = "must be a whole number, 1 to 20";
const wholeNumber = (value: unknown): unknown =>
  typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;

/** The query of `GET /v1/feedback/{id}/similar`. */
export const similarQuerySchema = z.strictObject({
  limit: z._default(z.pipe(z.transform(wholeNumber), z.int(LIMIT).check(z.gte(1, LIMIT), z.lte(20, LIMIT))), 5),
});
export type SimilarQuery = z.input<typeof similarQuerySchema>;

const { category, rating } = feedbackSchema.shape;

/** Feedback of the same app that says something alike: the most alike first, without what is joined with it already. */
export const similarSchema = z.object({
  data: z.array(
    z.object({
      id,
      createdAt: z.iso.datetime(),
      status: z.enum(STATUSES),
      /** The beginning, to 500 characters. */
      content: z.string(),
      category,
      rating,
      pageUrl: z.nullable(z.string()),
      customerName: z.nullable(z.string()),
      tags: z.array(z.string()),
      assignee: z.nullable(id),
      duplicateOf: z.nullable(id),
      hasScreenshot: z.boolean(),
      /** How much of what this one says is in that one, rare words before common ones: 1 is the same words. */
      score: z.number().check(z.gte(0), z.lte(1)),
    }),
  ),
});
export type Similar = z.output<typeof similarSchema>;
