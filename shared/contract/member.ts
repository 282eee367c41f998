import * as z from "zod/mini";
import { MEMBER_ROLES } from "./enumerations.ts";
import { RIGHTS } from "./may-do.ts";
import { ID_PATTERN } from "./routes.ts";

/** Somebody who may sign in to the console, as the API returns them: whom `assignee` and a key's `owner` name. */
export const memberSchema = z.object({
  id: z.string().check(z.regex(ID_PATTERN)),
  name: z.string(),
  /** What they do in the team; `null` until they have said so. */
  role: z.nullable(z.enum(MEMBER_ROLES)),
  /** What they may do: see `mayDo`. */
  right: z.enum(RIGHTS),
  /** `right` is `owner`. */
  isOwner: z.boolean(),
  /** `null` where none is known, and for askers who do not manage members. */
  email: z.nullable(z.string()),
  createdAt: z.iso.datetime(),
  /** Whoever was removed is in no list, and is still the name behind an id: of a key's owner, of an assignee. */
  removedAt: z.nullable(z.iso.datetime()),
});
export type MemberAnswer = z.output<typeof memberSchema>;

/** One page, oldest first. */
export const memberListSchema = z.object({ data: z.array(memberSchema), nextCursor: z.nullable(z.string()) });
export type MemberList = z.output<typeof memberListSchema>;

/** The body of `PATCH /v1/members/{id}`. */
export const changeMemberSchema = z.strictObject({
  /** Up to one's own, for members up to one's own. */
  right: z.optional(z.enum(RIGHTS)),
  role: z.optional(z.enum(MEMBER_ROLES)),
});
export type ChangeMember = z.input<typeof changeMemberSchema>;

/** A key that still works and that a member may know: theirs, or made by them. */
export const knownKeySchema = z.object({
  id: z.string().check(z.regex(ID_PATTERN)),
  app: z.object({ id: z.string().check(z.regex(ID_PATTERN)), name: z.string() }),
  kind: z.string(),
  name: z.string(),
  hint: z.string(),
  /** They own it; they made it, or its text when it was rotated. */
  because: z.array(z.enum(["owner", "creator"])),
});
export type KnownKey = z.output<typeof knownKeySchema>;
export const knownKeysSchema = z.object({ data: z.array(knownKeySchema) });
export type KnownKeys = z.output<typeof knownKeysSchema>;

/** The answer of `DELETE /v1/members/{id}`. */
export const removedMemberSchema = z.object({
  member: memberSchema,
  /** Those keys go on working. Rotate what they should no longer have. */
  keys: z.array(knownKeySchema),
});
export type RemovedMember = z.output<typeof removedMemberSchema>;
