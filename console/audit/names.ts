import type { AuditEntryAnswer } from "../../shared/contract/audit.ts";
import type { KeyAnswer } from "../../shared/contract/key.ts";
import type { MemberAnswer } from "../../shared/contract/member.ts";
import { text } from "./text.ts";

export type Names = { members: readonly MemberAnswer[]; keys: readonly KeyAnswer[] };

/** Who did it: a member by name, also when they were removed since; a key by its name; a part of the server. */
export const whoDid = ({ actor: { type, id } }: AuditEntryAnswer, { members, keys }: Names) => {
  if (type === "key")
    return { name: text.key(keys.find((key) => key.id === id)?.name ?? text.unknownKey(id)), isRemoved: false };
  if (type !== "member")
    return { name: (Object.hasOwn(text.server, id) && text.server[id]) || text.serverItself, isRemoved: false };
  const member = members.find((one) => one.id === id);
  return { name: member?.name ?? text.somebody(id), isRemoved: Boolean(member?.removedAt) };
};

/** What more is known of it, as the server names it: fields, counts, words of closed lists. */
export const detailsOf = ({ subject, details }: AuditEntryAnswer): string =>
  [
    `${subject.type.replaceAll("_", " ")} ${subject.id}`,
    ...Object.entries(details).map(
      ([name, value]) => `${name}: ${Array.isArray(value) ? value.join(", ") : String(value)}`,
    ),
  ].join(" · ");
