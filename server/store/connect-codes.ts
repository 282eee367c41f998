import type { Engine } from "./engine.ts";
import { insertKey, type NewKey } from "./keys.ts";
import { type Noted, note } from "./noted.ts";

/** A code that makes a publishable key, once. */
export type ConnectCodeRecord = {
  hash: Buffer;
  appId: string;
  /** Whose key it will be. */
  ownerId: string;
  /** Who will send with it. */
  name: string;
  /** When the key ends; `null` is never. */
  keyExpiresAt: number | null;
  expiresAt: number;
};

/** What a code that can be used says, with the app it is for. */
export type UsableCode = ConnectCodeRecord & { app: { id: string; name: string; organizationId: string } };

export type ConnectCodeStore = {
  add(code: ConnectCodeRecord, noted?: Noted): Promise<void>;
  /** `undefined` when the code is unknown, used or expired. */
  find(hash: Buffer, now: number): Promise<UsableCode | undefined>;
  /** Uses the code up and keeps the key it made, in one unit; `false` when another was quicker. */
  redeem(hash: Buffer, key: NewKey, noted?: Noted): Promise<boolean>;
};

export const connectCodeStore = (engine: Engine): ConnectCodeStore => {
  const { sql } = engine;
  return {
    async add({ hash, appId, ownerId, name, keyExpiresAt, expiresAt }, noted) {
      const values = {
        hash,
        app_id: appId,
        owner_id: ownerId,
        name,
        key_expires_at: keyExpiresAt,
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
          .selectAll("connect_codes")
          .select(["apps.name as app_name", "apps.organization_id"])
          .where("connect_codes.hash", "=", hash)
          .where("connect_codes.expires_at", ">", now)
          .compile(),
      );
      return (
        row && {
          hash,
          appId: row.app_id,
          ownerId: row.owner_id,
          name: row.name,
          keyExpiresAt: row.key_expires_at,
          expiresAt: row.expires_at,
          app: { id: row.app_id, name: row.app_name, organizationId: row.organization_id },
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
