import type { KeyAnswer } from "../../shared/contract/key.ts";
import { keyKind } from "../../shared/contract/key-kinds.ts";
import type { KeyRecord, ListedKey } from "../store/keys.ts";

const time = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** What the owner of a key should know about it. */
const warningsOf = ({ kind, allowedOrigins, leakedAt, revokedAt }: KeyRecord): string[] => [
  ...(allowedOrigins.includes("*")
    ? ["Its allowed origins hold *: any web page, and any program, may send with this key."]
    : []),
  ...(keyKind(kind).pages === "domains" && allowedOrigins.length === 0
    ? ["It has no list of domains: any web page, and any program, may send with this key."]
    : []),
  ...(kind === "publishable" && allowedOrigins.length === 0
    ? ["Its list of allowed origins is empty: nobody may send with this key."]
    : []),
  ...(leakedAt !== null && revokedAt === null
    ? ["It arrived from a web page although it is secret, so others can have it: rotate or revoke it."]
    : []),
];

/** A key was used in its grace when it was used after it was replaced: known to the minute, so from the next minute on. */
const lastUsedInGrace = ({ lastUsedAt, replacedAt }: ListedKey): number | null =>
  lastUsedAt !== null && replacedAt !== null && lastUsedAt >= replacedAt ? lastUsedAt : null;

/** A key as the API and the command line show it. */
export const keyAnswer = (key: ListedKey): KeyAnswer => ({
  id: key.id,
  app: key.appId,
  kind: key.kind,
  name: key.name,
  hint: key.hint,
  scopes: key.scopes,
  role: key.role,
  description: key.description,
  allowedOrigins: key.allowedOrigins,
  limits: key.limits,
  owner: key.ownerId,
  createdAt: new Date(key.createdAt).toISOString(),
  lastUsedAt: time(key.lastUsedAt),
  expiresAt: time(key.expiresAt),
  revokedAt: time(key.revokedAt),
  leakedAt: time(key.leakedAt),
  leakedFrom: key.leakedFrom,
  replacedBy: key.replacedBy,
  replaces: key.replaces,
  graceEndsAt: key.replacedBy !== null && key.revokedAt === null ? time(key.expiresAt) : null,
  lastUsedInGraceAt: time(lastUsedInGrace(key)),
  shownAgain: key.isShownAgain,
  warnings: warningsOf(key),
});
