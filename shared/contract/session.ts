import * as z from "zod/mini";
import { emailSchema } from "./email.ts";
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
  /** What one signs in by with a password; nobody else here may have the same. */
  email: z.optional(emailSchema),
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

/** A place where one is signed in. */
export const openSessionSchema = z.object({
  id: z.string().check(z.regex(ID_PATTERN)),
  /** The browser, in words such as `Firefox on Linux`; `null` where it did not say. */
  agent: z.nullable(z.string()),
  /** It is the one that asks. */
  isCurrent: z.boolean(),
  createdAt: z.iso.datetime(),
  /** To the minute. */
  lastUsedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export const openSessionsSchema = z.object({ data: z.array(openSessionSchema) });
export type OpenSessions = z.output<typeof openSessionsSchema>;

/** The ways in which one can sign in here, beside a link. */
export const signInWaysSchema = z.object({
  password: z.boolean(),
  /** `false` where the server's address is none that passkeys work for: a number, or plain http elsewhere than on this machine. */
  passkeys: z.boolean(),
  /** `name` is what the provider is called on the button. */
  openIdConnect: z.nullable(z.object({ name: z.string() })),
});
export type SignInWays = z.output<typeof signInWaysSchema>;
