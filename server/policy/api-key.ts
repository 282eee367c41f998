import { setTimeout as wait } from "node:timers/promises";
import type { KeyScope } from "../../shared/contract/enumerations.ts";
import { DEEDS, type Deed, mayDo as memberMayDo } from "../../shared/contract/may-do.ts";
import type { KeyProfile } from "../keys/key-profiles.ts";
import { hashOfSecret } from "../keys/key-text.ts";
import { Problem } from "../problems.ts";
import type { Policy, PolicyContext, Services } from "../services.ts";
import type { KeyInUse } from "../store/keys.ts";
import { deedOf } from "./deed-of.ts";
import { keyReader } from "./presented-key.ts";
import { requireRight } from "./session.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** What is found takes some hundredths of a millisecond more than what is not. Where the reason is hidden, a refusal waits for both. */
const HIDDEN_MS = 10;

/**
 * A browser cannot send a request from a page without one of these; `Sec-Fetch-Mode` alone proves nothing. `Sec-Fetch-Site: none` is a
 * person who typed the address.
 */
const comesFromPage = (header: (name: string) => string | undefined): boolean =>
  header("Origin") !== undefined || header("Referer") !== undefined || (header("Sec-Fetch-Site") ?? "none") !== "none";

/** The origin of the page, as far as the request says it; it is whatever a sender writes there, so only an origin is kept. */
const pageOf = (header: (name: string) => string | undefined): string | null => {
  const page = URL.parse(header("Origin") ?? header("Referer") ?? "");
  return page && /^https?:$/.test(page.protocol) ? page.origin.slice(0, 300) : null;
};

/** A key does what both its own scopes and its profile's allow. */
const hasScope = (key: Pick<KeyInUse, "scopes">, profile: KeyProfile, scope: KeyScope): boolean =>
  key.scopes.includes(scope) && profile.scopes.includes(scope);

/** A person's own key does what that person may do, too. */
const mayDo = (key: Pick<KeyInUse, "scopes" | "ownerRight">, profile: KeyProfile, scope: KeyScope): boolean =>
  hasScope(key, profile, scope) && (!profile.isPersonal || memberMayDo(key.ownerRight, deedOf(scope)));

/**
 * Reads the key of the request. From the cheapest check to the dearest; the database is asked only for a well-formed key.
 *
 * @param needed For a dialect that hides why: a key without this scope is refused like any other that is not good, before it is noted as
 * used or counted. Elsewhere `requireScope` says which scope is missing.
 */
export const apiKey = ({ store, clock, log, makeId, keyProfiles }: Services, needed?: KeyScope): Policy => {
  const presentedKey = keyReader(keyProfiles);
  return async (context, next) => {
    const presented = await presentedKey(context);
    const profile = presented?.profile;
    const hidesWhy = context.get("dialect")?.hidesWhy;
    if (!hidesWhy) {
      if (!presented) throw new Problem("missing_authorization");
      if (!profile) throw new Problem("invalid_authorization");
    }
    const hidden = hidesWhy && wait(HIDDEN_MS, undefined, { ref: false });
    // Where the reason is hidden, a text that can be no key is looked up like any.
    const key = await store.keys.find(hashOfSecret(profile ? presented.text : ""));
    const now = clock.now();
    if (
      !profile ||
      !key ||
      key.kind !== profile.kind ||
      key.revokedAt !== null ||
      (key.expiresAt !== null && key.expiresAt <= now) ||
      (profile.isPersonal && key.isOwnerGone) ||
      (needed && !mayDo(key, profile, needed))
    ) {
      await hidden;
      throw new Problem("invalid_authorization");
    }
    context.set("key", key);
    context.set("keyProfile", profile);
    if (!profile.inPages && comesFromPage((name) => context.req.header(name))) {
      log.warn("a secret key arrived from a page: revoke it", { key: key.hint, app: key.appId });
      if (key.leakedAt === null || now - key.leakedAt >= DAY)
        await store.keys
          .markLeaked({
            id: key.id,
            appId: key.appId,
            at: now,
            from: pageOf((name) => context.req.header(name)),
            eventId: makeId(),
          })
          .catch(() => log.warn("cannot note that a key has leaked", { key: key.hint }));
      if (!profile.isAnsweredInPages) {
        await hidden;
        throw new Problem(hidesWhy ? "invalid_authorization" : "secret_key_in_browser");
      }
    }
    if (key.lastUsedAt === null || now - key.lastUsedAt >= MINUTE)
      // Not awaited: nobody should wait for a note, and losing one is harmless.
      store.keys
        .markUsed(key.id, now - (now % MINUTE))
        .catch(() => log.warn("cannot note when a key was last used", { key: key.hint }));
    await next();
  };
};

/** @throws Problem `insufficient_scope` */
export const checkScope = (context: PolicyContext, scope: KeyScope, deed: Deed = deedOf(scope)): void => {
  const [key, profile] = [context.get("key"), context.get("keyProfile")];
  if (!hasScope(key, profile, scope)) throw new Problem("insufficient_scope", { scope });
  if (profile.isPersonal) requireRight({ right: key.ownerRight }, DEEDS[deed]);
};

/** What a key must be allowed to do; and the member whose own it is, where that is more than the scope says. */
export const requireScope =
  (scope: KeyScope, deed?: Deed): Policy =>
  async (context, next) => {
    checkScope(context, scope, deed);
    await next();
  };

/** A key may capture only when its owner has said what they do in the team. */
export const requireOwnerRole = (): Policy => async (context, next) => {
  if (context.get("key").ownerRole === null) throw new Problem("owner_role_required");
  await next();
};
