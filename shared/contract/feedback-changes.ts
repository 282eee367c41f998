import * as z from "zod/mini";
import { STATUSES } from "./enumerations.ts";
import { ID_PATTERN } from "./routes.ts";
import { tagsSchema } from "./submission.ts";

const id = (of: string) => z.string().check(z.regex(ID_PATTERN, `must be the id of ${of}`));

/** The body of `PATCH /v1/feedback/{id}`: what is named is replaced, the rest stays. */
export const feedbackChangesSchema = z
  .strictObject({
    status: z.optional(z.enum(STATUSES)),
    tags: z.optional(tagsSchema),
    /** The member who looks after it; `null` for nobody. */
    assignee: z.optional(z.nullable(id("a member"))),
    /** Another feedback of the same app. A duplicate of a duplicate becomes one of its original. `null` takes it back. */
    duplicateOf: z.optional(z.nullable(id("a feedback"))),
  })
  .check(
    z.refine(
      (changes) => Object.values(changes).some((value) => value !== undefined),
      "must name what to change: status, tags, assignee or duplicateOf",
    ),
  );
export type FeedbackChangesBody = z.input<typeof feedbackChangesSchema>;
