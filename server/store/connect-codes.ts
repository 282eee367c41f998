import type { Mode } from "../../shared/contract/enumerations.ts";
import { appsWithin } from "./apps.ts";
import type { Engine } from "./engine.ts";
import type { FeedbackReader } from "./feedback.ts";
import { insertKey } from "./key-rows.ts";
import type { NewKey } from "./keys.ts";
import { type Noted, note } from "./noted.ts";
import type { App } from "./organizations.ts";

/** A code that makes a publishable key, once. */
export type ConnectCodeRecord = {
  id: string;
  appId: string;
  /** Whose key it will be. */
  ownerId: string;
  /** Who will send with it. */
  name: string;
  /** The key that made it, with which it ends; `null` is a member. */
  makerKeyId: string | null;
  createdAt: number;
  expiresAt: number;
};

/** A code as the team sees it: never its text, which is not kept. */
export type ListedCode = ConnectCodeRecord & {
  ownerName: string;
  makerKeyName: string | null;
  usedAt: number | null;
  /** The key it made. */
  keyId: string | null;
};

/**
 * What a code that can be used says, with the app it is for, and when the key ends that made it. One that has `made` a key was used by
 * the very request that asks again, and that key is alive.
 */
export type UsableCode = Omit<ConnectCodeRecord, "createdAt"> & {
  app: Pick<App, "id" | "name" | "organizationId" | "mode">;
  makerExpiresAt: number | null;
  made: { id: string; name: string; hash: Buffer; connectionHash: Buffer | null } | null;
};

/** How a code is used. */
export type CodeUse = {
  at: number;
  /** Who may repeat it. `null`: nobody. */
  claim: Buffer | null;
};

export type ConnectCodeStore = {
  add(code: ConnectCodeRecord & { hash: Buffer }, noted?: Noted): Promise<void>;
  /** Newest first, used ones too, until they have expired. */
  list(
    reader: FeedbackReader,
    narrowed: { now: number; appId?: string | undefined; limit?: number; before?: string | undefined },
  ): Promise<ListedCode[]>;
  get(reader: FeedbackReader, id: string, now: number): Promise<ListedCode | undefined>;
  /** Makes it unknown; `false` when it was used meanwhile, or is gone. */
  cancel(code: Pick<ConnectCodeRecord, "id" | "appId">, noted?: Noted): Promise<boolean>;
  /**
   * `undefined` when the code is unknown or expired, or the key that made it has ended; also when it was used, but for who has the
   * claim to it while the key that it made is alive: neither revoked nor rotated nor expired.
   */
  find(hash: Buffer, now: number, claim?: Buffer | null): Promise<UsableCode | undefined>;
  /** Uses the code up and keeps the key it made, in one unit. `false` when another was quicker. */
  redeem(id: string, key: NewKey, use: CodeUse, noted?: Noted): Promise<boolean>;
};

export const connectCodeStore = (engine: Engine): ConnectCodeStore => {
  const { sql } = engine;
  const readable = (reader: FeedbackReader, now: number) => {
    const query = sql
      .selectFrom("connect_codes")
      .innerJoin("members", "members.id", "connect_codes.owner_id")
      .leftJoin("keys as makers", "makers.id", "connect_codes.maker_key_id")
      .select([
        "connect_codes.id",
        "connect_codes.app_id as appId",
        "connect_codes.owner_id as ownerId",
        "members.name as ownerName",
        "connect_codes.name",
        "connect_codes.maker_key_id as makerKeyId",
        "makers.name as makerKeyName",
        "connect_codes.created_at as createdAt",
        "connect_codes.expires_at as expiresAt",
        "connect_codes.used_at as usedAt",
        "connect_codes.key_id as keyId",
      ])
      .where("connect_codes.app_id", "in", appsWithin(sql, reader))
      .where("connect_codes.expires_at", ">", now);
    return reader.appId === null ? query : query.where("connect_codes.app_id", "=", reader.appId);
  };
  return {
    async add({ id, hash, appId, ownerId, name, makerKeyId, createdAt, expiresAt }, noted) {
      const values = {
        id,
        hash,
        app_id: appId,
        owner_id: ownerId,
        name,
        maker_key_id: makerKeyId,
        created_at: createdAt,
        expires_at: expiresAt,
      };
      const entry = { appId, action: "connect_code.created", subject: `connect_code ${id}` };
      await engine.write([
        { query: sql.insertInto("connect_codes").values(values).compile() },
        ...note(sql, noted, entry),
      ]);
    },
    async list(reader, { now, appId, limit, before }) {
      let query = readable(reader, now).orderBy("connect_codes.id", "desc");
      if (appId !== undefined) query = query.where("connect_codes.app_id", "=", appId);
      if (before !== undefined) query = query.where("connect_codes.id", "<", before);
      if (limit !== undefined) query = query.limit(limit);
      return engine.read(query.compile());
    },
    async get(reader, id, now) {
      return (await engine.read(readable(reader, now).where("connect_codes.id", "=", id).compile()))[0];
    },
    async cancel({ id, appId }, noted) {
      const query = sql.deleteFrom("connect_codes").where("id", "=", id).where("used_at", "is", null).compile();
      const entry = { appId, action: "connect_code.cancelled", subject: `connect_code ${id}` };
      return (await engine.write([{ query, expectRows: 1 }, ...note(sql, noted, entry)])).done;
    },
    async find(hash, now, claim = null) {
      const [row] = await engine.read(
        sql
          .selectFrom("connect_codes")
          .innerJoin("apps", "apps.id", "connect_codes.app_id")
          .innerJoin("members", "members.id", "connect_codes.owner_id")
          .leftJoin("keys as makers", "makers.id", "connect_codes.maker_key_id")
          .leftJoin("keys as made", "made.id", "connect_codes.key_id")
          .selectAll("connect_codes")
          .select([
            "apps.name as app_name",
            "apps.organization_id",
            "apps.mode",
            "makers.expires_at as maker_expires_at",
            "made.name as made_name",
            "made.hash as made_hash",
            "made.connection_hash as made_connection_hash",
          ])
          .where("connect_codes.hash", "=", hash)
          .where("connect_codes.expires_at", ">", now)
          .where(({ eb, or, and }) => {
            const isClaimed = and([
              eb("connect_codes.claim_hash", "=", claim),
              eb("made.revoked_at", "is", null),
              eb("made.replaced_by", "is", null),
              or([eb("made.expires_at", "is", null), eb("made.expires_at", ">", now)]),
            ]);
            return or([eb("connect_codes.used_at", "is", null), ...(claim ? [isClaimed] : [])]);
          })
          .where(({ eb, or, and }) => {
            // One that a member makes while they are lowered or removed opens nothing.
            const mayMake = and([eb("members.removed_at", "is", null), eb("members.right", "in", ["admin", "owner"])]);
            const isUsed = eb("connect_codes.used_at", "is not", null);
            return or([isUsed, eb("connect_codes.maker_key_id", "is not", null), mayMake]);
          })
          .where("makers.revoked_at", "is", null)
          .where(({ eb, or }) => or([eb("makers.expires_at", "is", null), eb("makers.expires_at", ">", now)]))
          .compile(),
      );
      if (!row) return undefined;
      const { key_id, made_name, made_hash, made_connection_hash } = row;
      const made =
        key_id === null || made_name === null || made_hash === null
          ? null
          : {
              id: key_id,
              name: made_name,
              hash: Buffer.from(made_hash),
              connectionHash: made_connection_hash && Buffer.from(made_connection_hash),
            };
      return {
        id: row.id,
        appId: row.app_id,
        ownerId: row.owner_id,
        name: row.name,
        makerKeyId: row.maker_key_id,
        makerExpiresAt: row.maker_expires_at,
        expiresAt: row.expires_at,
        made,
        app: { id: row.app_id, name: row.app_name, organizationId: row.organization_id, mode: row.mode as Mode },
      };
    },
    async redeem(id, key, { at, claim }, noted) {
      // Of several at once, one changes the code and the others stop here.
      const taken = sql
        .updateTable("connect_codes")
        .set({ used_at: at, key_id: key.id, claim_hash: claim })
        .where("id", "=", id)
        .where("used_at", "is", null)
        .compile();
      const { appId, scopes } = key;
      const entry = { appId, action: "key.created", subject: `key ${key.id}`, details: { scopes } };
      return (await engine.write([{ query: taken, expectRows: 1 }, insertKey(sql, key), ...note(sql, noted, entry)]))
        .done;
    },
  };
};
