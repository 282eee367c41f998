import type { Mode } from "../../shared/contract/enumerations.ts";
import type { Engine } from "./engine.ts";
import { insertKey, type NewKey } from "./keys.ts";
import { type Noted, note } from "./noted.ts";
import type { App } from "./organizations.ts";

/** A code that makes a publishable key, once. */
export type ConnectCodeRecord = {
  hash: Buffer;
  appId: string;
  /** Whose key it will be. */
  ownerId: string;
  /** Who will send with it. */
  name: string;
  /** The key that made it, with which it ends; `null` is a member. */
  makerKeyId: string | null;
  expiresAt: number;
};

/** What a code that can be used says, with the app it is for, and when the key ends that made it. */
export type UsableCode = ConnectCodeRecord & {
  app: Pick<App, "id" | "name" | "organizationId" | "mode">;
  makerExpiresAt: number | null;
};

export type ConnectCodeStore = {
  add(code: ConnectCodeRecord, noted?: Noted): Promise<void>;
  /** `undefined` when the code is unknown, used or expired, or the key that made it has ended. */
  find(hash: Buffer, now: number): Promise<UsableCode | undefined>;
  /** Uses the code up and keeps the key it made, in one unit; `false` when another was quicker. */
  redeem(hash: Buffer, key: NewKey, noted?: Noted): Promise<boolean>;
};

export const connectCodeStore = (engine: Engine): ConnectCodeStore => {
  const { sql } = engine;
  return {
    async add({ hash, appId, ownerId, name, makerKeyId, expiresAt }, noted) {
      const values = {
        hash,
        app_id: appId,
        owner_id: ownerId,
        name,
        maker_key_id: makerKeyId,
        expires_at: expiresAt,
      };
      const entry = { appId, action: "connect_code.created", subject: `app ${appId}`, details: { name } };
      await engine.write([
        { query: sql.insertInto("connect_codes").values(values).compile() },
        ...note(sql, noted, entry),
      ]);
    },
    async find(hash, now) {
      const [row] = await engine.read(
        sql
          .selectFrom("connect_codes")
          .innerJoin("apps", "apps.id", "connect_codes.app_id")
          .leftJoin("keys as makers", "makers.id", "connect_codes.maker_key_id")
          .selectAll("connect_codes")
          .select([
            "apps.name as app_name",
            "apps.organization_id",
            "apps.mode",
            "makers.expires_at as maker_expires_at",
          ])
          .where("connect_codes.hash", "=", hash)
          .where("connect_codes.expires_at", ">", now)
          .where("makers.revoked_at", "is", null)
          .where(({ eb, or }) => or([eb("makers.expires_at", "is", null), eb("makers.expires_at", ">", now)]))
          .compile(),
      );
      return (
        row && {
          hash,
          appId: row.app_id,
          ownerId: row.owner_id,
          name: row.name,
          makerKeyId: row.maker_key_id,
          makerExpiresAt: row.maker_expires_at,
          expiresAt: row.expires_at,
          app: { id: row.app_id, name: row.app_name, organizationId: row.organization_id, mode: row.mode as Mode },
        }
      );
    },
    async redeem(hash, key, noted) {
      const entry = {
        appId: key.appId,
        action: "key.created",
        subject: `key ${key.id}`,
        details: { scopes: key.scopes },
      };
      const outcome = await engine.write([
        // Of several at once, one deletes the code and the others stop here.
        { expectRows: 1, query: sql.deleteFrom("connect_codes").where("hash", "=", hash).compile() },
        insertKey(sql, key),
        ...note(sql, noted, entry),
      ]);
      return outcome.done;
    },
  };
};
