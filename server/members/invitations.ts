import { randomBytes } from "node:crypto";
import type * as z from "zod/mini";
import type {
  acceptInvitationSchema,
  createInvitationSchema,
  Invitation,
  MadeInvitation,
} from "../../shared/contract/invitation.ts";
import { INVITATION_SECONDS } from "../../shared/contract/invitation.ts";
import { hashOfSecret } from "../keys/key-text.ts";
import { notedFor } from "../policy/access.ts";
import { requireRight } from "../policy/session.ts";
import { Problem } from "../problems.ts";
import type { PolicyContext, Services } from "../services.ts";
import type { ListedInvitation } from "../store/invitations.ts";
import type { Member } from "../store/organizations.ts";
import type { SignedIn } from "../store/sessions.ts";
import { hashPassword } from "./password-hash.ts";
import { startSession } from "./start-session.ts";
import { requireStrong } from "./weak-password.ts";

const TAKEN = "Somebody here has this e-mail address already.";

export const emailTaken = (): Problem => new Problem("conflict", { reason: TAKEN });

export const invitationAnswer = (
  invitation: Omit<ListedInvitation, "organizationName" | "organizationId">,
): Invitation => ({
  id: invitation.id,
  email: invitation.email,
  name: invitation.name,
  right: invitation.right,
  role: invitation.role,
  madeBy: { id: invitation.makerId, name: invitation.makerName },
  createdAt: new Date(invitation.createdAt).toISOString(),
  expiresAt: new Date(invitation.expiresAt).toISOString(),
});

/**
 * @param by Who is noted for it, where that is not the maker themselves.
 * @throws Problem `insufficient_scope` for a right above the maker's own; `conflict` when a member has the address
 */
export const makeInvitation = async (
  services: Services,
  maker: Member,
  { email = "", name, right, role }: z.output<typeof createInvitationSchema>,
  by = `member ${maker.id}`,
): Promise<MadeInvitation> => {
  const { store, clock, makeId, publicUrl } = services;
  requireRight(maker, right);
  if (email && (await store.members.findByEmail(email))) throw emailTaken();
  const token = randomBytes(32).toString("base64url");
  const createdAt = clock.now();
  const invitation = {
    id: makeId(),
    organizationId: maker.organizationId,
    makerId: maker.id,
    email: email || null,
    name: name ?? null,
    right,
    role: role ?? null,
    createdAt,
    expiresAt: createdAt + INVITATION_SECONDS * 1_000,
  };
  const actor = { organizationId: maker.organizationId, appId: null, name: by };
  await store.invitations.add({ ...invitation, hash: hashOfSecret(token) }, notedFor(services, actor));
  const server = publicUrl();
  const link = server === undefined ? null : `${server.replace(/\/$/, "")}/#invitation=${token}`;
  return { ...invitationAnswer({ ...invitation, makerName: maker.name }), token, link };
};

export const findInvitation = async ({ store, clock }: Services, token: string): Promise<ListedInvitation> => {
  const found = await store.invitations.find(hashOfSecret(token), clock.now());
  if (!found) throw new Problem("invalid_authorization", { what: "invitation" });
  return found;
};

/** Somebody becomes a member, and is signed in. @throws Problem `invalid_authorization`, `invalid_body`, `conflict` */
export const acceptInvitation = async (
  services: Services,
  context: PolicyContext,
  given: z.output<typeof acceptInvitationSchema>,
): Promise<SignedIn> => {
  const { store, clock, makeId } = services;
  const invitation = await findInvitation(services, given.token);
  const invalid = (path: string, message: string): Problem =>
    new Problem("invalid_body", { issues: [{ path, message }] });
  const name = given.name ?? invitation.name;
  if (name === null) throw invalid("name", "is needed");
  if (invitation.email !== null && given.email !== undefined && given.email !== invitation.email)
    throw invalid("email", "is another than the invitation's: leave it out");
  const email = invitation.email ?? given.email ?? null;
  const { password } = given;
  if (password !== undefined && email === null) throw invalid("email", "is needed to sign in with a password");
  if (password !== undefined) requireStrong(password, { name, email }, "password");
  const { id, organizationId, right } = invitation;
  const role = given.role ?? invitation.role;
  const isEmailVouched = invitation.email !== null;
  const member = { id: makeId(), organizationId, name, role, right, email, isEmailVouched, createdAt: clock.now() };
  const kept = password === undefined ? undefined : await hashPassword(password);
  const noted = notedFor(services, { organizationId, appId: null, name: `member ${member.id}` });
  let outcome: Awaited<ReturnType<typeof store.invitations.accept>> = "gone";
  const signedIn = await startSession(services, context, async (session) => {
    outcome = await store.invitations.accept(id, { member, password: kept, session }, noted);
    return outcome === "accepted";
  });
  if (outcome === ("taken" as typeof outcome)) throw emailTaken();
  if (!signedIn) throw new Problem("invalid_authorization", { what: "invitation" });
  return signedIn;
};
