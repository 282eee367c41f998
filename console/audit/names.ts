import type { AppAnswer } from "../../shared/contract/app.ts";
import type { AuditEntryAnswer } from "../../shared/contract/audit.ts";
import type { KeyAnswer } from "../../shared/contract/key.ts";
import type { MemberAnswer } from "../../shared/contract/member.ts";
import type { Webhook } from "../../shared/contract/webhook.ts";
import { hrefOf } from "../address.ts";
import { hostOf } from "../webhooks/short-address.ts";
import { text } from "./text.ts";

export type Names = {
  members: readonly MemberAnswer[];
  keys: readonly KeyAnswer[];
  apps: readonly AppAnswer[];
  webhooks: readonly Webhook[];
};

/** Who did it: a member by name, also when they were removed since; a key by its name; a part of the server. */
export const whoDid = ({ actor: { type, id } }: AuditEntryAnswer, { members, keys }: Names) => {
  if (type === "key") return { name: keys.find((key) => key.id === id)?.name ?? text.unknown(id), isRemoved: false };
  if (type !== "member")
    return { name: (Object.hasOwn(text.server, id) && text.server[id]) || text.serverItself, isRemoved: false };
  const member = members.find((one) => one.id === id);
  return { name: member?.name ?? text.somebody(id), isRemoved: Boolean(member?.removedAt) };
};

/** The ids of what these entries say is gone. */
export const goneIn = (entries: readonly AuditEntryAnswer[]): ReadonlySet<string> =>
  new Set(entries.filter(({ action }) => /\.(deleted|expired)$/.test(action)).map(({ subject }) => subject.id));

/** What it was done to: by its name where that is known, and where it can be looked at if it is there still. */
export const subjectOf = ({ subject: { type, id } }: AuditEntryAnswer, { members, keys, apps, webhooks }: Names) => {
  const kind = Object.hasOwn(text.subject, type) ? text.subject[type]! : type.replaceAll("_", " ");
  const isIt = (one: { id: string }) => one.id === id;
  const key = keys.find(isIt);
  const webhook = webhooks.find(isIt);
  const app = apps.find(isIt);
  const name = webhook ? hostOf(webhook.url) : (key ?? app ?? members.find(isIt))?.name;
  const places: Record<string, string | undefined> = {
    app: app && hrefOf("install", [], { app: id }),
    feedback: hrefOf("inbox", [id]),
    key: key && hrefOf("keys", [], { app: key.app }),
    webhook: webhook && hrefOf("webhooks", [id]),
  };
  return {
    words: `${kind} ${name ?? `…${id.slice(-4)}`}`,
    href: Object.hasOwn(places, type) ? places[type] : undefined,
  };
};

/** What more is known of it, as the server names it: fields, counts, words of closed lists. A field whose value is told is not named again. */
export const detailsOf = ({ details: { fields, ...told } }: AuditEntryAnswer): string => {
  const untold = Array.isArray(fields) ? fields.filter((name) => !Object.hasOwn(told, name)) : [];
  return Object.entries({ ...told, ...(untold.length > 0 ? { fields: untold } : {}) })
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(", ") : String(value)}`)
    .join(" · ");
};
