import * as z from "zod/mini";
import { STATUSES } from "./enumerations.ts";
import { LIMITS } from "./limits.ts";
import { ID_PATTERN } from "./routes.ts";
import { tagsSchema } from "./submission.ts";

const id = (of: string) => z.string().check(z.regex(ID_PATTERN, `must be the id of ${of}`));

const changes = {
  status: z.optional(z.enum(STATUSES)),
  tags: z.optional(tagsSchema),
  /** The member who looks after it; `null` for nobody. */
  assignee: z.optional(z.nullable(id("a member"))),
  /** Another feedback of the same app. A duplicate of a duplicate becomes one of its original. `null` takes it back. */
  duplicateOf: z.optional(z.nullable(id("a feedback"))),
};
const namesSomething = (named: Record<string, unknown>): boolean =>
  Object.entries(named).some(([name, value]) => name !== "ifUpdatedAt" && value !== undefined);

/** The body of `PATCH /v1/feedback/{id}`: what is named is replaced, the rest stays. */
export const feedbackChangesSchema = z
  .strictObject({
    ...changes,
    /** The `updatedAt` that was read. If the record was changed since, by whomever, nothing is changed: 409 `conflict`. */
    ifUpdatedAt: z.optional(z.iso.datetime()),
  })
  .check(z.refine(namesSomething, "must name what to change: status, tags, assignee or duplicateOf"));
export type FeedbackChangesBody = z.input<typeof feedbackChangesSchema>;

/** The body of `POST /v1/feedback/bulk`: the same change to each. */
export const bulkChangesSchema = z
  .strictObject({
    ids: z.array(id("a feedback")).check(
      z.minLength(1),
      z.maxLength(LIMITS.bulk),
      z.refine((ids: string[]) => new Set(ids).size === ids.length, "must name each feedback once"),
    ),
    change: z
      .strictObject({
        ...changes,
        /** Beside the tags that each has; not together with `tags`. */
        addTags: z.optional(tagsSchema),
        removeTags: z.optional(tagsSchema),
      })
      .check(
        z.refine(
          namesSomething,
          "must name what to change: status, tags, addTags, removeTags, assignee or duplicateOf",
        ),
        z.refine(
          ({ tags, addTags, removeTags }) => tags === undefined || (addTags === undefined && removeTags === undefined),
          "must name either tags or addTags and removeTags",
        ),
      ),
    /** The `updatedAt` that was read, by id. One that was changed since, by whomever, is left as it is: `conflict`. */
    ifUpdatedAt: z.optional(z.record(id("a feedback"), z.iso.datetime())),
  })
  .check(
    z.refine(({ ids, ifUpdatedAt = {} }) => Object.keys(ifUpdatedAt).every((one) => ids.includes(one)), {
      path: ["ifUpdatedAt"],
      message: "must name only what stands in ids",
    }),
  );
export type BulkChangesBody = z.input<typeof bulkChangesSchema>;

/** What became of each, in the order they were named. Asking again does no harm, without `ifUpdatedAt`. */
export const bulkResultSchema = z.object({
  data: z.array(
    z.object({
      id: id("a feedback"),
      outcome: z.enum(["updated", "not_found", "conflict", "refused"]),
      /** As `PATCH` would answer; `null` where nothing was changed. */
      updatedAt: z.nullable(z.iso.datetime()),
      tags: z.nullable(z.array(z.string())),
      /** Why it was refused. */
      reason: z.nullable(z.string()),
    }),
  ),
});
export type BulkResult = z.output<typeof bulkResultSchema>;
