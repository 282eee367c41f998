import * as z from "zod/mini";
import { LIMITS } from "./limits.ts";
import { pageQuery } from "./page-query.ts";
import { ID_PATTERN } from "./routes.ts";

const id = z.string().check(z.regex(ID_PATTERN));

/**
 * Somebody who gave feedback to an app, or was added by its team, known by what a user token vouches for or by the e-mail address they typed. Who gave some to
 * two apps is two customers.
 */
export const customerSchema = z.object({
  id,
  app: id,
  /** The host's own id of its user, from a user token. */
  sub: z.nullable(z.string()),
  name: z.nullable(z.string()),
  email: z.nullable(z.string()),
  feedbackCount: z.int(),
  /** When they sent something for the first time, or were added before that. */
  firstSeenAt: z.iso.datetime(),
  /** `null`: they have sent nothing yet. */
  lastSeenAt: z.nullable(z.iso.datetime()),
  /** When the team added them; `null`: they came by a feedback, and go with the last of it. */
  addedAt: z.nullable(z.iso.datetime()),
});
export type CustomerAnswer = z.output<typeof customerSchema>;

/** The query of `GET /v1/customers`: `q` is a part of a name, an address or a `sub`. */
export const customerQuerySchema = z.strictObject({
  ...pageQuery,
  app: z.optional(z.string().check(z.regex(ID_PATTERN, "must be the id of an app"))),
  q: z.optional(
    z.string().check(
      z.trim(),
      z.minLength(1),
      z.maxLength(LIMITS.searchText),
      z.refine((value) => !value.includes("\0"), "must be text without NUL"),
    ),
  ),
});

/** One page, newest first by when they were first seen. */
export const customerListSchema = z.object({ data: z.array(customerSchema), nextCursor: z.nullable(z.string()) });
export type CustomerList = z.output<typeof customerListSchema>;

/** The query of `DELETE /v1/customers/{id}`: erasing a person is written out, because nothing brings them back. */
export const eraseQuerySchema = z.strictObject({
  erase: z.literal("true", "must be true: with it, the person and all they ever sent are erased for good"),
});

/** What went when a person was erased. */
export const erasedSchema = z.object({
  erased: z.object({
    customers: z.int(),
    feedback: z.int(),
    pictures: z.int(),
    attachments: z.int(),
    replies: z.int(),
    events: z.int(),
    idempotencyKeys: z.int(),
    /** Of the host's user that they are. */
    trackedUsers: z.int(),
    trackedEvents: z.int(),
    recordings: z.int(),
  }),
  /** `false` when the storage of files was away: they are named by nothing any more, and deleted as soon as it is back. */
  filesDeleted: z.boolean(),
});
export type ErasedAnswer = z.output<typeof erasedSchema>;
