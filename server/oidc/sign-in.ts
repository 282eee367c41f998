import type { SignInFailure } from "../../shared/contract/sign-in-failed.ts";
import { startSession } from "../members/start-session.ts";
import { notedFor } from "../policy/access.ts";
import type { PolicyContext, Services } from "../services.ts";
import { removedAddress } from "../store/removed-address.ts";
import type { OidcIdentity } from "./provider.ts";
import type { OidcSettings } from "./settings.ts";

/**
 * Signs in whom the provider vouches for. Somebody is who they were before: by issuer and subject, whatever their address is today. Only
 * the first time an address counts, and only one that the provider has verified and that somebody else than its member vouches for here:
 * who merely says that an address is theirs could otherwise lead its owner into an account of their own making.
 *
 * @returns why not; `undefined` when they are signed in.
 */
export const signInByProvider = async (
  services: Services,
  context: PolicyContext,
  { issuer, subject, email, name }: OidcIdentity,
  { domains, right }: OidcSettings,
): Promise<SignInFailure | undefined> => {
  const { store, clock, makeId } = services;
  const identity = { issuer, subject };
  const enter = async (memberId: string): Promise<SignInFailure | undefined> => {
    const add = (session: Parameters<typeof store.sessions.add>[1]) =>
      store.sessions.add(memberId, session).then(() => true);
    return (await startSession(services, context, add)) ? undefined : "not_invited";
  };
  const known = await store.identities.find(identity);
  if (known && !known.isRemoved) return enter(known.memberId);
  if (email === null) return "email_unverified";

  const notedAs = (organizationId: string, id: string) =>
    notedFor(services, { organizationId, appId: null, name: `member ${id}` });
  const member = await store.members.findByEmail(email);
  if (member && !member.isEmailVouched) return "email_taken";
  if (member) {
    const { id, organizationId } = member;
    // Of two tabs at once one links, and both are the same member then.
    await store.identities.link(id, identity, clock.now(), notedAs(organizationId, id));
    const linked = await store.identities.find(identity);
    return linked && !linked.isRemoved ? enter(linked.memberId) : "not_invited";
  }

  const made = {
    id: makeId(),
    name: name ?? email.split("@")[0] ?? email,
    role: null,
    email,
    isEmailVouched: true,
    createdAt: clock.now(),
  };
  const invitation = await store.invitations.findByEmail(email, clock.now());
  if (invitation) {
    const { organizationId } = invitation;
    const joins = {
      ...made,
      organizationId,
      right: invitation.right,
      role: invitation.role,
      name: invitation.name ?? made.name,
    };
    const signedIn = await startSession(services, context, async (session) => {
      const accepted = { member: joins, identity, session };
      return (await store.invitations.accept(invitation.id, accepted, notedAs(organizationId, made.id))) === "accepted";
    });
    return signedIn ? undefined : "not_invited";
  }

  // Who was removed comes back by invitation only.
  const left = known ?? (await store.identities.find(removedAddress(email)));
  if (left || !domains.includes(email.split("@").at(-1) ?? "")) return "not_invited";
  const owner = await store.organizations.firstOwner();
  if (!owner) return "not_invited";
  const { organizationId } = owner;
  const joins = { ...made, organizationId, right };
  return (await store.identities.join(joins, identity, notedAs(organizationId, made.id)))
    ? enter(made.id)
    : "email_taken";
};
