import { randomBytes } from "node:crypto";
import type * as z from "zod/mini";
import type { Scope } from "../../shared/contract/enumerations.ts";
import type { Issue } from "../../shared/contract/errors.ts";
import type { createKeySchema, updateKeySchema } from "../../shared/contract/key.ts";
import { type Actor, notedFor } from "../policy/access.ts";
import { Problem } from "../problems.ts";
import type { Services } from "../services.ts";
import type { ListedKey, NewKey } from "../store/keys.ts";
import { type KeyProfile, keyProfile } from "./key-profiles.ts";
import { hashOfSecret, hintOfKeyText, makeKeyText } from "./key-text.ts";
import { checkOriginEntry } from "./public-suffix.ts";

/**
 * Who manages keys: a member, for whom `scopes` and `expiresAt` are `null`, or a key. A key neither gives nor touches what it has
 * not itself, and nothing that it makes outlives it.
 */
export type KeyManager = Actor & { ownerId: string; scopes: readonly Scope[] | null; expiresAt: number | null };

export type KeyServices = Pick<Services, "store" | "clock" | "makeId" | "keyProfiles">;

/** A key that was just made, with the only copy of its text. */
export type MadeKey = { key: ListedKey; text: string };

const refuse = (path: string, message: string): never => {
  throw new Problem("invalid_body", { issues: [{ path, message }] });
};

/** A key with these scopes is not for somebody who has fewer: neither to have it, nor to say who else may use it. */
export const requireScopesOf = ({ scopes }: KeyManager, needed: readonly Scope[]): void => {
  const lacking = needed.find((scope) => scopes !== null && !scopes.includes(scope));
  if (lacking) throw new Problem("insufficient_scope", { scope: lacking });
};

/** No key may do more than its kind. */
const requireScopesWithin = (profile: KeyProfile, scopes: readonly Scope[]): void => {
  const beyond = scopes.find((scope) => !profile.scopes.includes(scope));
  if (beyond) refuse("scopes", `a ${profile.kind} key cannot have ${beyond}`);
};

const dateTime = (at: number): string => new Date(at).toISOString();

/** Origins as they are compared, each once. */
const checkOrigins = async ({ origins }: KeyProfile, texts: readonly string[]): Promise<string[]> => {
  const checked = await Promise.all(texts.map(checkOriginEntry));
  const issues: Issue[] = checked.flatMap((entry, index) =>
    "reason" in entry
      ? [{ path: `allowedOrigins.${index}`, message: entry.reason }]
      : origins === "domains" && /[:*]/.test(entry.entry)
        ? [{ path: `allowedOrigins.${index}`, message: "must be a domain alone: its subdomains are in it" }]
        : [],
  );
  if (issues.length > 0) throw new Problem("invalid_body", { issues: issues.slice(0, 50) });
  return [...new Set(checked.flatMap((entry) => ("entry" in entry ? [entry.entry] : [])))];
};

/** What makes a key that key: all else of it follows from its kind and the moment. */
type KeyFacts = Pick<NewKey, "appId" | "ownerId" | "name" | "scopes" | "allowedOrigins" | "limits" | "expiresAt">;

/** A key that nobody has yet, to be stored, with the only copy of its text. @param random 32 bytes. */
export const freshKey = (
  { clock, makeId }: Pick<Services, "clock" | "makeId">,
  profile: KeyProfile,
  facts: KeyFacts,
  random: Buffer = randomBytes(32),
): { key: NewKey; text: string } => {
  const text = makeKeyText(profile, random);
  const key = {
    ...facts,
    id: makeId(),
    kind: profile.kind,
    hash: hashOfSecret(text),
    hint: hintOfKeyText(text, profile),
    createdAt: clock.now(),
  };
  return { key, text };
};

const recordOf = ({ hash: _, limits = {}, ...key }: NewKey, replaces: string | null = null): ListedKey => ({
  ...key,
  limits,
  revokedAt: null,
  lastUsedAt: null,
  leakedAt: null,
  leakedFrom: null,
  replacedBy: null,
  replaces,
  replacedAt: null,
});

/** The key of this id, where this manager may see it. @throws Problem `not_found` */
export const findKey = async ({ store }: KeyServices, manager: Actor, id: string): Promise<ListedKey> => {
  const key = await store.keys.get(manager, id);
  if (!key) throw new Problem("not_found", { what: "key" });
  return key;
};

/** The key of this id, for a manager who may change it. @throws Problem `not_found`, `insufficient_scope` */
const findOwnKey = async (services: KeyServices, manager: KeyManager, id: string): Promise<ListedKey> => {
  const key = await findKey(services, manager, id);
  requireScopesOf(manager, key.scopes);
  return key;
};

/** The earlier of two ends; `null` is never. */
const earlier = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);

/** The app a new key is for. A key makes keys of its own app; a member names one, unless there is only one. */
export const appOf = async (
  { store }: KeyServices,
  manager: KeyManager,
  named: string | undefined,
): Promise<string> => {
  const apps = await store.apps.list(manager);
  const only = apps.length === 1 ? apps[0]?.id : undefined;
  const id = named ?? only ?? refuse("app", "say which app the key is for: there are several");
  if (!apps.some((app) => app.id === id)) throw new Problem("not_found", { what: "app" });
  return id;
};

/**
 * Makes a key. Its text is in the answer and nowhere else. Made by a key that ends, it ends with it at the latest.
 *
 * @throws Problem `invalid_body`, `insufficient_scope` (the first scope the manager lacks), `not_found` (the app)
 */
export const createKey = async (
  services: KeyServices,
  manager: KeyManager,
  wanted: z.output<typeof createKeySchema>,
): Promise<MadeKey> => {
  const { store, clock, keyProfiles } = services;
  const profile = keyProfiles.find(({ kind }) => kind === wanted.kind);
  if (!profile) return refuse("kind", `must be one of ${keyProfiles.map(({ kind }) => kind).join(", ")}`);
  const scopes =
    wanted.scopes ??
    (profile.inPages || profile.dialect !== undefined ? profile.scopes : refuse("scopes", "say what the key may do"));
  requireScopesWithin(profile, scopes);
  if (profile.inPages && profile.origins === undefined && wanted.allowedOrigins === undefined)
    refuse("allowedOrigins", "say whose pages may use the key: an empty list is nobody, * is anybody");
  if (!profile.inPages && wanted.allowedOrigins !== undefined)
    refuse("allowedOrigins", `a ${profile.kind} key never comes from a page: leave them out`);
  const expiresAt = wanted.expiresAt === undefined ? null : Date.parse(wanted.expiresAt);
  if (expiresAt !== null && expiresAt <= clock.now()) refuse("expiresAt", "must be in the future");
  if (expiresAt !== null && manager.expiresAt !== null && expiresAt > manager.expiresAt)
    refuse("expiresAt", `must be no later than the end of the key that makes it, ${dateTime(manager.expiresAt)}`);
  requireScopesOf(manager, scopes);
  const { key, text } = freshKey(services, profile, {
    appId: await appOf(services, manager, wanted.app),
    ownerId: manager.ownerId,
    name: wanted.name,
    scopes: [...new Set(scopes)],
    allowedOrigins: await checkOrigins(profile, wanted.allowedOrigins ?? []),
    limits: wanted.limits ?? {},
    expiresAt: earlier(expiresAt, manager.expiresAt),
  });
  await store.keys.add(key, notedFor(services, manager));
  return { key: recordOf(key), text };
};

/**
 * Changes a key's name, scopes, allowed origins or limits.
 *
 * @throws Problem `not_found`, `insufficient_scope`, `invalid_body`
 */
export const updateKey = async (
  services: KeyServices,
  manager: KeyManager,
  id: string,
  wanted: z.output<typeof updateKeySchema>,
): Promise<ListedKey> => {
  const key = await findOwnKey(services, manager, id);
  const profile = keyProfile(key.kind, services.keyProfiles);
  if (wanted.scopes) {
    requireScopesWithin(profile, wanted.scopes);
    requireScopesOf(manager, wanted.scopes);
  }
  if (wanted.allowedOrigins !== undefined && !profile.inPages)
    refuse("allowedOrigins", `a ${key.kind} key never comes from a page: leave them out`);
  const allowedOrigins = wanted.allowedOrigins && (await checkOrigins(profile, wanted.allowedOrigins));
  const { name, scopes, limits } = wanted;
  await services.store.keys.update(
    key,
    {
      ...(name === undefined ? {} : { name }),
      ...(scopes === undefined ? {} : { scopes: [...new Set(scopes)] }),
      ...(limits === undefined ? {} : { limits }),
      ...(allowedOrigins === undefined ? {} : { allowedOrigins }),
    },
    notedFor(services, manager),
  );
  return findKey(services, manager, id);
};

/**
 * Makes a successor that may do the same, but does not outlive a key that makes it. The old key ends at once, or after the grace.
 *
 * @throws Problem `not_found`, `insufficient_scope`, `conflict` when the old key has ended or has a successor already
 */
export const rotateKey = async (
  services: KeyServices,
  manager: KeyManager,
  id: string,
  graceSeconds: number,
): Promise<MadeKey> => {
  const { store, clock, keyProfiles } = services;
  const old = await findOwnKey(services, manager, id);
  const now = clock.now();
  const ended = (reason: string): never => {
    throw new Problem("conflict", { reason: `${reason} Make a new key instead, or rotate the one in its place.` });
  };
  if (old.replacedBy !== null) ended("This key has a successor already.");
  if (old.revokedAt !== null || (old.expiresAt !== null && old.expiresAt <= now)) ended("This key has ended.");
  const { appId, ownerId, name, scopes, allowedOrigins, limits } = old;
  const { key: successor, text } = freshKey(services, keyProfile(old.kind, keyProfiles), {
    appId,
    ownerId,
    name,
    scopes,
    allowedOrigins,
    limits,
    expiresAt: earlier(old.expiresAt, manager.expiresAt),
  });
  const end =
    graceSeconds === 0
      ? { revokedAt: now }
      : { expiresAt: Math.min(old.expiresAt ?? Number.POSITIVE_INFINITY, now + graceSeconds * 1_000) };
  if (!(await store.keys.replace(id, successor, end, notedFor(services, manager))))
    ended("This key was rotated or revoked just now.");
  return { key: recordOf(successor, id), text };
};

/** Ends a key: it is refused from the next request on. Its row stays. @throws Problem `not_found`, `insufficient_scope` */
export const revokeKey = async (services: KeyServices, manager: KeyManager, id: string): Promise<ListedKey> => {
  const key = await findOwnKey(services, manager, id);
  await services.store.keys.revoke(key, services.clock.now(), notedFor(services, manager));
  return findKey(services, manager, id);
};

/**
 * Deletes a key that has ended, for good: it leaves the list. Its usage and its entries in the log stay.
 *
 * @throws Problem `not_found`, `insufficient_scope`, `conflict` while it is still good
 */
export const deleteKey = async (services: KeyServices, manager: KeyManager, id: string): Promise<void> => {
  const key = await findOwnKey(services, manager, id);
  if (!(await services.store.keys.remove(key, services.clock.now(), notedFor(services, manager))))
    throw new Problem("conflict", { reason: "This key is still good. Revoke it first, then delete it." });
};
