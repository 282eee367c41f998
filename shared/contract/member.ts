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
