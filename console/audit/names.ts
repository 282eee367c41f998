import type { AuditEntryAnswer } from "../../shared/contract/audit.ts";
import type { KeyAnswer } from "../../shared/contract/key.ts";
import type { MemberAnswer } from "../../shared/contract/member.ts";
import { hrefOf } from "../address.ts";
import { text } from "./text.ts";

export type Names = { members: readonly MemberAnswer[]; keys: readonly KeyAnswer[] };

/** Who did it: a member by name, also when they were removed since; a key by its name; a part of the server. */
export const whoDid = ({ actor: { type, id } }: AuditEntryAnswer, { members, keys }: Names) => {
  if (type === "key")
    return { name: text.key(keys.find((key) => key.id === id)?.name ?? text.unknown(id)), isRemoved: false };
  if (type !== "member")
    return { name: (Object.hasOwn(text.server, id) && text.server[id]) || text.serverItself, isRemoved: false };
  const member = members.find((one) => one.id === id);
  return { name: member?.name ?? text.somebody(id), isRemoved: Boolean(member?.removedAt) };
};

/** What it was done to: by its name where that is known, and where it can be looked at unless it went by this. */
export const subjectOf = ({ subject: { type, id }, action }: AuditEntryAnswer, { members, keys }: Names) => {
  const kind = Object.hasOwn(text.subject, type) ? text.subject[type]! : type.replaceAll("_", " ");
  const key = keys.find((one) => one.id === id);
  const name = key?.name ?? members.find((one) => one.id === id)?.name;
  const places: Record<string, string | undefined> = {
    feedback: hrefOf("inbox", [id]),
    key: key && hrefOf("keys", [], { app: key.app }),
    webhook: hrefOf("webhooks", [id]),
  };
  const isGone = /\.(deleted|expired)$/.test(action);
  return {
    words: `${kind} ${name ?? `…${id.slice(-4)}`}`,
    href: isGone || !Object.hasOwn(places, type) ? undefined : places[type],
  };
};

/** What more is known of it, as the server names it: fields, counts, words of closed lists. A field whose value is told is not named again. */
export const detailsOf = ({ details: { fields, ...told } }: AuditEntryAnswer): string => {
  const untold = Array.isArray(fields) ? fields.filter((name) => !Object.hasOwn(told, name)) : [];
  return Object.entries({ ...told, ...(untold.length > 0 ? { fields: untold } : {}) })
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(", ") : String(value)}`)
    .join(" · ");
};
