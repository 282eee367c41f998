import type * as z from "zod/mini";
import type { KeyScope } from "../../shared/contract/enumerations.ts";
import type { Issue } from "../../shared/contract/errors.ts";
import type { createKeySchema, updateKeySchema } from "../../shared/contract/key.ts";
import { type Actor, notedFor } from "../policy/access.ts";
import { Problem } from "../problems.ts";
import type { Services } from "../services.ts";
import type { ListedKey, NewKey } from "../store/keys.ts";
import { freshKeyOfKind, purposeOfKey } from "./fresh-key.ts";
import { type KeyProfile, keyProfile } from "./key-profiles.ts";
import { checkOriginEntry } from "./public-suffix.ts";

/**
 * Who manages keys: a member, for whom `scopes` and `expiresAt` are `null`, or a key. A key neither gives nor touches what it has
 * not itself, and nothing that it makes outlives it.
 */
export type KeyManager = Actor & { ownerId: string; scopes: readonly KeyScope[] | null; expiresAt: number | null };

export type KeyServices = Pick<Services, "store" | "clock" | "makeId" | "keyProfiles" | "vault">;

/** A key that was just made, with the only copy of its text. */
export type MadeKey = { key: ListedKey; text: string };

const refuse = (path: string, message: string): never => {
  throw new Problem("invalid_body", { issues: [{ path, message }] });
};

/** A key with these scopes is not for somebody who has fewer: neither to have it, nor to say who else may use it. */
export const requireScopesOf = ({ scopes }: KeyManager, needed: readonly KeyScope[]): void => {
  const lacking = needed.find((scope) => scopes !== null && !scopes.includes(scope));
  if (lacking) throw new Problem("insufficient_scope", { scope: lacking });
};

/** No key may do more than its kind. */
const requireScopesWithin = (profile: KeyProfile, scopes: readonly KeyScope[]): void => {
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

const recordOf = (
  { hash: _, connectionHash: __, sealed, sole: ___, limits = {}, ...key }: NewKey,
  replaces: string | null = null,
): ListedKey => ({
  role: null,
  description: null,
  ...key,
  limits,
  isShownAgain: Boolean(sealed),
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

/** A kind of key that sees every app is for members: a key of one app would hand itself the others. */
const requireSightOf = ({ appId }: KeyManager, { reach }: KeyProfile): void => {
  if (reach === "organization" && appId !== null) throw new Problem("insufficient_scope", { sees: "its own app" });
};

/** The key of this id, for a manager who may change it. @throws Problem `not_found`, `insufficient_scope` */
const findOwnKey = async (services: KeyServices, manager: KeyManager, id: string): Promise<ListedKey> => {
  const key = await findKey(services, manager, id);
  requireScopesOf(manager, key.scopes);
  requireSightOf(manager, keyProfile(key.kind, services.keyProfiles));
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

type WantedKey = z.output<typeof createKeySchema>;

/** What the new key may do: its role's scopes, those that are asked for, or all that its kind may where that needs no word. */
const scopesOf = (profile: KeyProfile, { scopes, role, description }: WantedKey): readonly KeyScope[] => {
  const { kind, roles } = profile;
  if (roles) {
    if (scopes) refuse("scopes", `a ${kind} key has a role instead`);
    if (description === undefined) refuse("description", "say what the key is for");
    const scopesOfRole = Object.entries(roles).find(([name]) => name === role)?.[1];
    return scopesOfRole ?? refuse("role", `must be one of ${Object.keys(roles).join(", ")}`);
  }
  if (role !== undefined) refuse("role", `a ${kind} key has scopes instead`);
  if (description !== undefined) refuse("description", `a ${kind} key has a name alone`);
  if (scopes) requireScopesWithin(profile, scopes);
  const all = profile.inPages || profile.dialect !== undefined ? profile.scopes : undefined;
  return scopes ?? all ?? refuse("scopes", "say what the key may do");
};

/**
 * Makes a key. Its text is in the answer and, but for kinds that are shown again, nowhere else. Made by a key that ends, it ends with it
 * at the latest.
 *
 * @throws Problem `invalid_body`, `insufficient_scope` (the first scope the manager lacks), `not_found` (the app), `conflict` where there
 * may be one of its kind and is one
 */
export const createKey = async (services: KeyServices, manager: KeyManager, wanted: WantedKey): Promise<MadeKey> => {
  const { store, clock, keyProfiles } = services;
  const profile = keyProfiles.find(({ kind }) => kind === wanted.kind);
  if (!profile) return refuse("kind", `must be one of ${keyProfiles.map(({ kind }) => kind).join(", ")}`);
  const scopes = scopesOf(profile, wanted);
  if (profile.inPages && profile.origins === undefined && wanted.allowedOrigins === undefined)
    refuse("allowedOrigins", "say whose pages may use the key: an empty list is nobody, * is anybody");
  if (!profile.inPages && wanted.allowedOrigins !== undefined)
    refuse("allowedOrigins", `a ${profile.kind} key never comes from a page: leave them out`);
  const expiresAt = wanted.expiresAt === undefined ? null : Date.parse(wanted.expiresAt);
  if (expiresAt !== null && expiresAt <= clock.now()) refuse("expiresAt", "must be in the future");
  if (expiresAt !== null && manager.expiresAt !== null && expiresAt > manager.expiresAt)
    refuse("expiresAt", `must be no later than the end of the key that makes it, ${dateTime(manager.expiresAt)}`);
  requireScopesOf(manager, scopes);
  requireSightOf(manager, profile);
  const { key, text } = freshKeyOfKind(services, manager, profile, {
    appId: await appOf(services, manager, wanted.app),
    ownerId: manager.ownerId,
    name: wanted.name,
    scopes: [...new Set(scopes)],
    allowedOrigins: await checkOrigins(profile, wanted.allowedOrigins ?? []),
    limits: wanted.limits ?? {},
    expiresAt: earlier(expiresAt, manager.expiresAt),
    role: wanted.role ?? null,
    description: wanted.description ?? null,
  });
  if (!(await store.keys.add(key, notedFor(services, manager))))
    throw new Problem("conflict", {
      reason: `There is a ${profile.kind} key already, and an organization has one. Use that one, rotate it, or revoke it first.`,
    });
  return { key: recordOf(key), text };
};

/**
 * Changes a key's name, scopes, allowed origins or limits.
 *
 * @throws Problem `not_found`, `insufficient_scope`, `invalid_body`, `conflict` for a kind that is never changed
 */
export const updateKey = async (
  services: KeyServices,
  manager: KeyManager,
  id: string,
  wanted: z.output<typeof updateKeySchema>,
): Promise<ListedKey> => {
  const key = await findOwnKey(services, manager, id);
  const profile = keyProfile(key.kind, services.keyProfiles);
  if (profile.roles)
    throw new Problem("conflict", {
      reason: `A ${key.kind} key stays as it was made. Make another, and revoke this one.`,
    });
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
 * Makes a successor that may do the same, but does not outlive a key that makes it. The old key ends at once, or after the grace;
 * of which `null` is until it is revoked.
 *
 * @throws Problem `not_found`, `insufficient_scope`, `conflict` when the old key has ended, has a successor already, or is another person's own, `invalid_body` for a
 * grace where there can be one key alone
 */
export const rotateKey = async (
  services: KeyServices,
  manager: KeyManager,
  id: string,
  graceSeconds: number | null,
): Promise<MadeKey> => {
  const { store, clock, keyProfiles } = services;
  const old = await findOwnKey(services, manager, id);
  const now = clock.now();
  const ended = (reason: string): never => {
    throw new Problem("conflict", { reason: `${reason} Make a new key instead, or rotate the one in its place.` });
  };
  if (old.replacedBy !== null) ended("This key has a successor already.");
  if (old.revokedAt !== null || (old.expiresAt !== null && old.expiresAt <= now)) ended("This key has ended.");
  const profile = keyProfile(old.kind, keyProfiles);
  if (profile.isSole && graceSeconds !== 0)
    refuse("graceSeconds", `must be 0: an organization has one ${profile.kind} key, so the old one ends at once`);
  const { appId, ownerId, name, scopes, allowedOrigins, limits, role, description } = old;
  if (profile.isPersonal && ownerId !== manager.ownerId)
    throw new Problem("conflict", {
      reason:
        "This key is somebody's own: nobody else is given another in its place. Revoke it, and let them make one.",
    });
  const { key: successor, text } = freshKeyOfKind(services, manager, profile, {
    appId,
    ownerId,
    name,
    scopes,
    allowedOrigins,
    limits,
    role,
    description,
    expiresAt: earlier(old.expiresAt, manager.expiresAt),
  });
  const end =
    graceSeconds === 0
      ? { revokedAt: now }
      : { expiresAt: earlier(old.expiresAt, graceSeconds && now + graceSeconds * 1_000) };
  if (!(await store.keys.replace(id, successor, end, notedFor(services, manager))))
    ended("This key was rotated or revoked just now.");
  return { key: recordOf(successor, id), text };
};

/**
 * The text of a key whose kind is shown again. That it was looked at is noted before it is given away.
 *
 * @throws Problem `not_found`, `insufficient_scope`, `conflict` for a key that is shown once, or was sealed by another secret of the server
 */
export const showKey = async (services: KeyServices, manager: KeyManager, id: string): Promise<string> => {
  const { store, vault } = services;
  const key = await findOwnKey(services, manager, id);
  const sealed = await store.keys.readSealed(id);
  if (!sealed)
    throw new Problem("conflict", {
      reason: "A key of this kind is shown once, when it is made. Rotate it to have a new one.",
    });
  let text: string;
  try {
    text = vault.open(sealed, purposeOfKey(id));
  } catch {
    throw new Problem("conflict", {
      reason:
        "This key cannot be opened: EARSHOT_SECRET, or secret.key in the data folder, is not what it was when the key was made. Put that back, or rotate the key.",
    });
  }
  await store.keys.noteShown(key, notedFor(services, manager));
  return text;
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
