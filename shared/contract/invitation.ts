import * as z from "zod/mini";
import { emailSchema } from "./email.ts";
import { MEMBER_ROLES } from "./enumerations.ts";
import { RIGHTS } from "./may-do.ts";
import { nameSchema } from "./name.ts";
import { passwordSchema } from "./password.ts";
import { ID_PATTERN } from "./routes.ts";

const id = z.string().check(z.regex(ID_PATTERN));
const token = z.string().check(z.minLength(1), z.maxLength(256));

/** How long somebody has to accept. */
export const INVITATION_SECONDS = 7 * 24 * 3_600;

/** The body of `POST /v1/invitations`: who is to become a member, as far as it is known, and with which right. */
export const createInvitationSchema = z.strictObject({
  email: z.optional(emailSchema),
  name: z.optional(nameSchema),
  /** Up to one's own. */
  right: z.enum(RIGHTS),
  role: z.optional(z.enum(MEMBER_ROLES)),
});
export type CreateInvitation = z.input<typeof createInvitationSchema>;

/** An invitation that nobody has accepted yet. Its link is shown once, when it is made. */
export const invitationSchema = z.object({
  id,
  email: z.nullable(z.string()),
  name: z.nullable(z.string()),
  right: z.enum(RIGHTS),
  role: z.nullable(z.enum(MEMBER_ROLES)),
  /** The member who made it. */
  madeBy: z.object({ id, name: z.string() }),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type Invitation = z.output<typeof invitationSchema>;

export const madeInvitationSchema = z.extend(invitationSchema, {
  /** What the link holds in its fragment: `#invitation=TOKEN`. This once. */
  token: z.string(),
  /** The whole link; `null` where the server was not told its address (`EARSHOT_URL`). */
  link: z.nullable(z.string()),
});
export type MadeInvitation = z.output<typeof madeInvitationSchema>;

/** One page, newest first. */
export const invitationListSchema = z.object({ data: z.array(invitationSchema), nextCursor: z.nullable(z.string()) });
export type InvitationList = z.output<typeof invitationListSchema>;

/** The body of `POST /v1/invitations/preview`. */
export const previewInvitationSchema = z.strictObject({ token });
export type PreviewInvitation = z.input<typeof previewInvitationSchema>;

/** What somebody who was invited sees before they accept. */
export const invitationPreviewSchema = z.object({
  organization: z.object({ name: z.string() }),
  madeBy: z.object({ name: z.string() }),
  email: z.nullable(z.string()),
  name: z.nullable(z.string()),
  right: z.enum(RIGHTS),
  role: z.nullable(z.enum(MEMBER_ROLES)),
  expiresAt: z.iso.datetime(),
});
export type InvitationPreview = z.output<typeof invitationPreviewSchema>;

/** The body of `POST /v1/invitations/accept`. The answer is that of signing in. */
export const acceptInvitationSchema = z.strictObject({
  token,
  /** Needed where the invitation names nobody. */
  name: z.optional(nameSchema),
  /** Taken only where the invitation names none. */
  email: z.optional(emailSchema),
  role: z.optional(z.enum(MEMBER_ROLES)),
  /** Needs an e-mail address, the invitation's or one's own. Without it: add a passkey once signed in. */
  password: z.optional(passwordSchema),
});
export type AcceptInvitation = z.input<typeof acceptInvitationSchema>;
