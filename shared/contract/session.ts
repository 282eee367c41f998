import * as z from "zod/mini";
import { MEMBER_ROLES } from "./enumerations.ts";
import { RIGHTS } from "./may-do.ts";
import { nameSchema } from "./name.ts";
import { ID_PATTERN } from "./routes.ts";

/** The body of `POST /v1/session`: the token of a sign-in link. The answer sets the session's cookie. */
export const signInSchema = z.strictObject({ token: z.string().check(z.minLength(1), z.maxLength(256)) });
export type SignIn = z.input<typeof signInSchema>;

/** The body of `PATCH /v1/session`: what a member says of themselves. Keys may capture only when their owner has a role. */
export const updateProfileSchema = z.strictObject({
  name: z.optional(nameSchema),
  role: z.optional(z.enum(MEMBER_ROLES)),
});
export type UpdateProfile = z.input<typeof updateProfileSchema>;

/** Who is signed in, as `GET /v1/session` answers; 401 `missing_authorization` when nobody is. */
export const sessionSchema = z.object({
  member: z.object({
    id: z.string().check(z.regex(ID_PATTERN)),
    name: z.string(),
    role: z.nullable(z.enum(MEMBER_ROLES)),
    /** What they may do: see `mayDo`. */
    right: z.enum(RIGHTS),
    /** `null` until it is known: by invitation, by their provider, or because they said it. */
    email: z.nullable(z.string()),
  }),
  organization: z.object({ id: z.string().check(z.regex(ID_PATTERN)), name: z.string() }),
  expiresAt: z.iso.datetime(),
});
export type Session = z.output<typeof sessionSchema>;
