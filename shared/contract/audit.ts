import * as z from "zod/mini";
import { pageQuery } from "./page-query.ts";
import { ID_PATTERN } from "./routes.ts";

const id = z.string().check(z.regex(ID_PATTERN));

/** One thing that a member, a key or the server itself did. It holds nothing that a person wrote but the name of a member who was removed. */
export const auditEntrySchema = z.object({
  id,
  at: z.iso.datetime(),
  /** `null` for what belongs to no app. */
  app: z.nullable(id),
  /** `member`, `key` or `server`, and which: of the server its `command line` or its `retention`. */
  actor: z.object({ type: z.string(), id: z.string() }),
  /** What was done, such as `feedback.updated`. */
  action: z.string(),
  subject: z.object({ type: z.string(), id: z.string() }),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])),
});
export type AuditEntryAnswer = z.output<typeof auditEntrySchema>;

/** The query of `GET /v1/audit`. */
export const auditQuerySchema = z.strictObject({
  ...pageQuery,
  app: z.optional(id),
  /** The id of the member or the key who did it. */
  actor: z.optional(id),
  /** Inclusive. */
  since: z.optional(z.iso.datetime()),
  /** Exclusive. */
  until: z.optional(z.iso.datetime()),
  /** One kind of thing that was done, as entries name it: `feedback.updated`. */
  action: z.optional(
    z.string().check(z.regex(/^[a-z_]{1,64}\.[a-z_]{1,64}$/, "must be an action such as key.created")),
  ),
});
export type AuditQuery = z.input<typeof auditQuerySchema>;

/** One page, newest first. */
export const auditListSchema = z.object({ data: z.array(auditEntrySchema), nextCursor: z.nullable(z.string()) });
export type AuditList = z.output<typeof auditListSchema>;
