import { LIMITS } from "../../shared/contract/limits.ts";
import type { Engine } from "./engine.ts";

/** A secret that signs an app's user tokens, sealed by the vault. */
export type StoredSigningSecret = {
  id: string;
  appId: string;
  sealed: Buffer;
  createdAt: number;
  lastUsedAt: number | null;
};

export type NewSigningSecret = Omit<StoredSigningSecret, "lastUsedAt">;

export type SigningSecretStore = {
  /** The app's live secrets, newest first: two at most. */
  list(appId: string): Promise<StoredSigningSecret[]>;
  /** Adds one. `false` when the app has two already, or with `onlyFirst` when it has any. */
  add(secret: NewSigningSecret, options?: { onlyFirst?: boolean }): Promise<boolean>;
  /** `false` when the app has no such secret. */
  remove(appId: string, id: string): Promise<boolean>;
  markUsed(appId: string, id: string, at: number): Promise<void>;
  /** Whether a token that is good for one use has had it. */
  isSpent(appId: string, hash: Buffer): Promise<boolean>;
};

const SLOTS = Array.from({ length: LIMITS.signingSecretsPerApp }, (_, index) => index + 1);

export const signingSecretStore = (engine: Engine): SigningSecretStore => {
  const { sql } = engine;
  return {
    async list(appId) {
      const rows = await engine.read(
        sql
          .selectFrom("signing_secrets")
          .selectAll()
          .where("app_id", "=", appId)
          .orderBy("created_at", "desc")
          .orderBy("id", "desc")
          .compile(),
      );
      return rows.map((row) => ({
        id: row.id,
        appId: row.app_id,
        sealed: Buffer.from(row.sealed),
        createdAt: row.created_at,
        lastUsedAt: row.last_used_at,
      }));
    },

    async add({ id, appId, sealed, createdAt }, { onlyFirst = false } = {}) {
      for (;;) {
        const taken = (
          await engine.read(sql.selectFrom("signing_secrets").select("slot").where("app_id", "=", appId).compile())
        ).map((row) => row.slot);
        const slot = SLOTS.find((candidate) => !taken.includes(candidate));
        if (slot === undefined || (onlyFirst && taken.length > 0)) return false;
        const outcome = await engine.write([
          {
            expectRows: 1,
            query: sql
              .insertInto("signing_secrets")
              .values({ app_id: appId, slot, id, sealed, created_at: createdAt })
              .onConflict((conflict) => conflict.columns(["app_id", "slot"]).doNothing())
              .compile(),
          },
        ]);
        if (outcome.done) return true; // else another took the slot in between: look again
      }
    },

    async remove(appId, id) {
      const outcome = await engine.write([
        {
          expectRows: 1,
          query: sql.deleteFrom("signing_secrets").where("app_id", "=", appId).where("id", "=", id).compile(),
        },
      ]);
      return outcome.done;
    },

    async markUsed(appId, id, at) {
      await engine.write([
        {
          query: sql
            .updateTable("signing_secrets")
            .set({ last_used_at: at })
            .where("app_id", "=", appId)
            .where("id", "=", id)
            .compile(),
        },
      ]);
    },
    async isSpent(appId, hash) {
      const spent = sql.selectFrom("used_tokens").select("app_id").where("app_id", "=", appId).where("hash", "=", hash);
      return (await engine.read(spent.compile())).length > 0;
    },
  };
};
