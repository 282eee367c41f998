import type { Mode } from "../../shared/contract/enumerations.ts";
import type { Engine } from "./engine.ts";
import type { FeedbackReader } from "./feedback.ts";
import { insertKey, type NewKey } from "./keys.ts";
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
 * What a code that can be used says, with the app it is for, and when the key ends that made it. One with a `keyId` was used by the
 * very request that asks again.
 */
export type UsableCode = Omit<ConnectCodeRecord, "createdAt"> & {
  app: Pick<App, "id" | "name" | "organizationId" | "mode">;
  makerExpiresAt: number | null;
  keyId: string | null;
};

/** How a code is used. */
export type CodeUse = {
  at: number;
  /** Who may repeat it. `null`: nobody. */
  claim: Buffer | null;
  /** The key that it made before, whose text never arrived: it ends. `null` where this is the first use. */
  replaces: string | null;
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
   * claim to it.
   */
  find(hash: Buffer, now: number, claim?: Buffer | null): Promise<UsableCode | undefined>;
  /**
   * Uses the code up and keeps the key it made, in one unit. `false` when another was quicker; and, of a repeat, when the key before
   * was used or has ended.
   */
  redeem(id: string, key: NewKey, use: CodeUse, noted?: Noted): Promise<boolean>;
};

export const connectCodeStore = (engine: Engine): ConnectCodeStore => {
  const { sql } = engine;
  const readable = ({ organizationId, appId }: FeedbackReader, now: number) => {
    const query = sql
      .selectFrom("connect_codes")
      .innerJoin("apps", "apps.id", "connect_codes.app_id")
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
      .where("apps.organization_id", "=", organizationId)
      .where("connect_codes.expires_at", ">", now);
    return appId === null ? query : query.where("connect_codes.app_id", "=", appId);
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
          .where(({ eb, or }) =>
            or([
              eb("connect_codes.used_at", "is", null),
              ...(claim ? [eb("connect_codes.claim_hash", "=", claim)] : []),
            ]),
          )
          .where("makers.revoked_at", "is", null)
          .where(({ eb, or }) => or([eb("makers.expires_at", "is", null), eb("makers.expires_at", ">", now)]))
          .compile(),
      );
      return (
        row && {
          id: row.id,
          appId: row.app_id,
          ownerId: row.owner_id,
          name: row.name,
          makerKeyId: row.maker_key_id,
          makerExpiresAt: row.maker_expires_at,
          expiresAt: row.expires_at,
          keyId: row.key_id,
          app: { id: row.app_id, name: row.app_name, organizationId: row.organization_id, mode: row.mode as Mode },
        }
      );
    },
    async redeem(id, key, { at, claim, replaces }, noted) {
      // Of several at once, one changes the code and the others stop here.
      const taken = sql.updateTable("connect_codes").set({ used_at: at, key_id: key.id, claim_hash: claim });
      const ended = sql
        .updateTable("keys")
        .set({ revoked_at: at, replaced_by: key.id })
        .where("id", "=", replaces)
        .where("last_used_at", "is", null)
        .where("revoked_at", "is", null)
        .where("replaced_by", "is", null);
      const { appId } = key;
      const outcome = await engine.write([
        {
          expectRows: 1,
          query: taken
            .where("id", "=", id)
            .where("key_id", replaces === null ? "is" : "=", replaces)
            .compile(),
        },
        ...(replaces === null ? [] : [{ expectRows: 1, query: ended.compile() }]),
        insertKey(sql, key),
        ...note(sql, noted, {
          appId,
          ...(replaces === null
            ? { action: "key.created", subject: `key ${key.id}`, details: { scopes: key.scopes } }
            : { action: "key.rotated", subject: `key ${replaces}`, details: { successor: key.id } }),
        }),
      ]);
      return outcome.done;
    },
  };
};
