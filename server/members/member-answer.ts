import type { MemberAnswer } from "../../shared/contract/member.ts";
import type { MemberRecord } from "../store/members.ts";

/** A member as the API shows them. @param isAddressShown Not for everybody; no, where nothing is said. */
export const memberAnswer = (
  { id, name, role, right, email, createdAt, removedAt }: MemberRecord,
  isAddressShown = false,
): MemberAnswer => ({
  id,
  name,
  role,
  right,
  isOwner: right === "owner",
  email: isAddressShown ? email : null,
  createdAt: new Date(createdAt).toISOString(),
  removedAt: removedAt === null ? null : new Date(removedAt).toISOString(),
});
