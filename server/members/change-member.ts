import type { ChangeMember } from "../../shared/contract/member.ts";
import { notedFor } from "../policy/access.ts";
import { requireRight } from "../policy/session.ts";
import { Problem } from "../problems.ts";
import type { Services } from "../services.ts";
import type { MemberOutcome, MemberRecord } from "../store/members.ts";
import type { Member } from "../store/organizations.ts";

const nobody = (): Problem => new Problem("not_found", { what: "member" });

const settle = (outcome: MemberOutcome, { name, right }: Member): void => {
  if (outcome === "not_found") throw nobody();
  if (outcome === "refused")
    throw new Problem("conflict", {
      reason:
        right === "owner"
          ? `${name} is the only owner. Make somebody else an owner first.`
          : `${name} was made an owner just now. Look again.`,
    });
};

const notedAs = (services: Services, { id, organizationId }: Member, by = `member ${id}`) =>
  notedFor(services, { organizationId, appId: null, name: by });

/** @throws Problem `insufficient_scope` for what is above the changer's own right, `conflict` for the last owner, `not_found` */
export const changeMember = async (
  services: Services,
  changer: Member,
  member: MemberRecord,
  { right, role }: ChangeMember,
): Promise<MemberRecord> => {
  const { members } = services.store;
  if (member.removedAt !== null) throw nobody();
  requireRight(changer, member.right);
  if (right !== undefined) requireRight(changer, right);
  if (right !== undefined && right !== member.right)
    settle(await members.setRight(member, right, notedAs(services, changer)), member);
  if (role !== undefined) await members.update(member.id, { role }, notedAs(services, changer));
  return (await members.find(member.organizationId, member.id)) ?? member;
};

/**
 * @param by Who is noted for it, where that is not the remover themselves.
 * @throws Problem as `changeMember`
 */
export const removeMember = async (
  services: Services,
  remover: Member,
  member: MemberRecord,
  by?: string,
): Promise<MemberRecord> => {
  const { store, clock } = services;
  if (member.removedAt !== null) throw nobody();
  requireRight(remover, member.right);
  settle(await store.members.remove(member, clock.now(), notedAs(services, remover, by)), member);
  return (await store.members.find(member.organizationId, member.id)) ?? member;
};
