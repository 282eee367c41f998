import type { Clock } from "../clock.ts";
import type { Log } from "../logs.ts";
import type { StoredSigningSecret } from "../store/signing-secrets.ts";
import type { Store } from "../store/store.ts";
import { importSecret } from "../token/index.ts";
import type { Vault } from "../vault.ts";
import { makeKeyText } from "./key-text.ts";

const MINUTE = 60_000;
/** Imported keys that are kept at hand; an app has two at most. */
const MOST_KEPT = 1_000;

/** A live signing secret, ready to sign and verify. */
export type LiveSecret = { kid: string; secret: CryptoKey; lastUsedAt: number | null };

/** The secrets that sign the user tokens of each app. The store says at every use which are live; only their keys are kept here. */
export type SigningSecrets = {
  /** Makes another: its text is had this once. `undefined` when the app has two. */
  make(appId: string): Promise<{ id: string; secret: string; createdAt: number } | undefined>;
  /** Makes one for an app that has none: for private mode, and for tokens that this server mints. */
  ensure(appId: string): Promise<void>;
  /** Newest first. */
  live(appId: string): Promise<LiveSecret[]>;
  /** Notes, to the minute, that a token was verified with it. */
  noteUse(appId: string, secret: LiveSecret): void;
};

type Surroundings = { store: Store; vault: Vault; clock: Clock; log: Log; makeId: () => string };

/** What binds a sealed secret to its row. */
export const purposeOf = ({ appId, id }: { appId: string; id: string }): string =>
  `signing secret ${id} of app ${appId}`;

export const createSigningSecrets = ({ store, vault, clock, log, makeId }: Surroundings): SigningSecrets => {
  const kept = new Map<string, CryptoKey>();

  /** The key is imported once: `importKey` and opening the seal cost as much as verifying does. */
  const keyOf = async (stored: StoredSigningSecret): Promise<CryptoKey> => {
    const known = kept.get(stored.id);
    if (known) return known;
    let text: string;
    try {
      text = vault.open(stored.sealed, purposeOf(stored));
    } catch {
      throw new Error("a signing secret cannot be opened: EARSHOT_SECRET or the data folder's secret.key was changed");
    }
    const key = await importSecret(text);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(stored.id, key);
    return key;
  };

  const add = async (appId: string, onlyFirst: boolean) => {
    const id = makeId();
    const secret = makeKeyText({ prefix: "ear_sig_" });
    const createdAt = clock.now();
    const sealed = vault.seal(secret, purposeOf({ appId, id }));
    return (await store.signingSecrets.add({ id, appId, sealed, createdAt }, { onlyFirst }))
      ? { id, secret, createdAt }
      : undefined;
  };

  return {
    make: (appId) => add(appId, false),
    async ensure(appId) {
      await add(appId, true);
    },
    async live(appId) {
      const stored = await store.signingSecrets.list(appId);
      return Promise.all(
        stored.map(async (one) => ({ kid: one.id, secret: await keyOf(one), lastUsedAt: one.lastUsedAt })),
      );
    },
    noteUse(appId, { kid, lastUsedAt }) {
      const now = clock.now();
      if (lastUsedAt !== null && now - lastUsedAt < MINUTE) return;
      // Not awaited: nobody should wait for a note, and losing one is harmless.
      store.signingSecrets
        .markUsed(appId, kid, now - (now % MINUTE))
        .catch(() => log.warn("cannot note when a signing secret was last used", { app: appId }));
    },
  };
};
