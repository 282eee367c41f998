import * as z from "zod/mini";
import { createInvitationSchema, type MadeInvitation } from "../../shared/contract/invitation.ts";
import { isAtLeast, type Right } from "../../shared/contract/may-do.ts";
import { type Actor, notedFor } from "../policy/access.ts";
import { Problem } from "../problems.ts";
import type { Services } from "../services.ts";
import type { MemberRecord } from "../store/members.ts";
import type { Member } from "../store/organizations.ts";
import { removeMember } from "./change-member.ts";
import { makeInvitation } from "./invitations.ts";

/** Whom a key may invite and remove, at most: whoever runs the set-up could make any key, so no key makes one of those. */
const MOST = "triager" satisfies Right;

/** Whom a key invites: an e-mail address, and what they may do. */
export const inviteByKeySchema = z.extend(z.pick(createInvitationSchema, { email: true, name: true, role: true }), {
  right: z._default(createInvitationSchema.shape.right, "viewer"),
});

/** The owner of the key, with no more rights than a key hands on. @throws Problem `conflict` when they are gone */
const ownerOf = async ({ store }: Services, { organizationId }: Actor, ownerId: string): Promise<Member> => {
  const owner = await store.members.find(organizationId, ownerId);
  if (!owner || owner.removedAt !== null)
    throw new Problem("conflict", {
      reason: "The owner of this key is no member any more. Use a key of another owner.",
    });
  return isAtLeast(owner.right, MOST) ? { ...owner, right: MOST } : owner;
};

/** @throws Problem as `makeInvitation`, and `conflict` when the key's owner is gone */
export const inviteByKey = async (
  services: Services,
  actor: Actor,
  ownerId: string,
  wanted: z.output<typeof inviteByKeySchema>,
): Promise<MadeInvitation> => makeInvitation(services, await ownerOf(services, actor, ownerId), wanted, actor.name);

/**
 * Removes a member, or withdraws an invitation.
 *
 * @returns The member, as they were removed; nothing for an invitation.
 * @throws Problem `not_found`; `insufficient_scope` for members with more rights than a key hands on
 */
export const removeByKey = async (
  services: Services,
  actor: Actor,
  ownerId: string,
  id: string,
): Promise<MemberRecord | undefined> => {
  const { store } = services;
  const member = await store.members.find(actor.organizationId, id);
  if (member) return removeMember(services, await ownerOf(services, actor, ownerId), member, actor.name);
  if (!(await store.invitations.cancel(actor.organizationId, id, notedFor(services, actor))))
    throw new Problem("not_found", { what: "member" });
  return undefined;
};
