import type { Selectable } from "kysely";
import type { Environment, KeyScope, MemberRole, Mode } from "../../shared/contract/enumerations.ts";
import type { Right } from "../../shared/contract/may-do.ts";
import type { RateOverrides } from "../../shared/contract/rate-overrides.ts";
import type { KeyProfile } from "../keys/key-profiles.ts";
import { appsWithin, parsedOr } from "./apps.ts";
import type { Engine } from "./engine.ts";
import { eventStatements } from "./events.ts";
import type { FeedbackReader } from "./feedback.ts";
import { freeSole, insertKey, keyFrom } from "./key-rows.ts";
import { type Noted, note } from "./noted.ts";
import { onceATurn } from "./once-a-turn.ts";
import type { App } from "./organizations.ts";
import { prepared } from "./prepared.ts";
import type { Schema } from "./schema.ts";

const DAY = 24 * 3_600_000;

export type NewKey = {
  id: string;
  appId: string;
  ownerId: string;
  kind: KeyProfile["kind"];
  name: string;
  hash: Buffer;
  hint: string;
  scopes: KeyScope[];
  allowedOrigins: string[];
  /** Its own limits; those of its app and of the server stand where it has none. */
  limits?: RateOverrides;
  createdAt: number;
  expiresAt: number | null;
  /** Of the connection token, by which the extension that has the key reads what was replied to what it sent. */
  connectionHash?: Buffer | null;
  /** Where its kind has roles: which one, and what the key is for. */
  role?: string | null;
  description?: string | null;
  /** Its text, sealed, where its kind is shown again. */
  sealed?: Buffer | null;
  /** No two live keys have the same. */
  sole?: string | null;
};

/** A key as its owner sees it. */
export type KeyRecord = Omit<
  NewKey,
  "hash" | "limits" | "connectionHash" | "role" | "description" | "sealed" | "sole"
> & {
  limits: RateOverrides;
  role: string | null;
  description: string | null;
  isShownAgain: boolean;
  revokedAt: number | null;
  lastUsedAt: number | null;
  leakedAt: number | null;
  /** The origin of the page that it arrived from, where that was said. */
  leakedFrom: string | null;
  /** The key that was made in its place. */
  replacedBy: string | null;
};

/** A key with what its rotation says of it: the key in whose place it was made, and when it was itself replaced. */
export type ListedKey = KeyRecord & { replaces: string | null; replacedAt: number | null };

/** A key as a request meets it: with its app, with its owner's role, and with the limits that count: its own before its app's. */
export type KeyInUse = KeyRecord & {
  app: App;
  ownerRole: MemberRole | null;
  /** Whether its owner was removed from the organization. */
  isOwnerGone: boolean;
  /** What its owner may do in the console. */
  ownerRight: Right;
  connectionHash: Buffer | null;
};

export type KeyChanges = Partial<Pick<KeyRecord, "name" | "scopes" | "allowedOrigins" | "limits">>;

export type KeyFilter = {
  appId?: string | undefined;
  kind?: string | undefined;
  /** Those alone that have not ended by then. */
  liveAt?: number | undefined;
  limit?: number | undefined;
  /** Those that come after this id. */
  after?: string | undefined;
};

export type KeyStore = {
  find(hash: Buffer): Promise<KeyInUse | undefined>;
  markUsed(id: string, at: number): Promise<void>;
  /** Notes that a key has leaked, with its event, unless that was noted within a day. @returns whether it was noted now. */
  markLeaked(leak: { id: string; appId: string; at: number; from: string | null; eventId: string }): Promise<boolean>;
  /** Oldest first, revoked ones too. Without `limit` all of them. */
  list(reader: FeedbackReader, narrowed?: KeyFilter): Promise<ListedKey[]>;
  get(reader: FeedbackReader, id: string): Promise<ListedKey | undefined>;
  /** `false` where it would be the second live one of what there is one of. */
  add(key: NewKey, noted?: Noted): Promise<boolean>;
  /** The sealed text of a key that is shown again. `undefined` when there is no such key, or none of that kind. */
  readSealed(id: string): Promise<Buffer | undefined>;
  /** Notes that somebody looked at its text. */
  noteShown(key: Pick<KeyRecord, "id" | "appId">, noted: Noted): Promise<void>;
  /** `false` when there is no such key. */
  update(key: Pick<KeyRecord, "id" | "appId">, changes: KeyChanges, noted?: Noted): Promise<boolean>;
  /** The successor, and the end of the old key, in one unit; `false` when the old one was replaced or revoked meanwhile. */
  replace(
    id: string,
    successor: NewKey,
    end: { revokedAt: number } | { expiresAt: number | null },
    noted?: Noted,
  ): Promise<boolean>;
  /** From the next request on. A key that is revoked already stays as it is. */
  revoke(key: Pick<KeyRecord, "id" | "appId">, at: number, noted?: Noted): Promise<void>;
  /** For good, with the codes that it made. What it was used for and the log stay. `false` where it has not ended by then. */
  remove(key: Pick<KeyRecord, "id" | "appId">, at: number, noted?: Noted): Promise<boolean>;
};

const listedFrom = (
  row: Selectable<Schema["keys"]> & { replaces: string | null; replaced_at: number | null },
): ListedKey => ({ ...keyFrom(row), replaces: row.replaces, replacedAt: row.replaced_at });

/** Asked for by every request. */
const byHash = prepared((sql, { hash }: { hash: Buffer }) =>
  sql
    .selectFrom("keys")
    .innerJoin("apps", "apps.id", "keys.app_id")
    .innerJoin("members", "members.id", "keys.owner_id")
    .selectAll("keys")
    .select([
      "apps.organization_id",
      "apps.name as app_name",
      "apps.environment",
      "apps.mode",
      "apps.limits as app_limits",
      "members.role as owner_role",
      "members.removed_at as owner_removed_at",
      "members.right as owner_right",
    ])
    .where("keys.hash", "=", hash)
    .compile(),
);

export const keyStore = (engine: Engine): KeyStore => {
  const { sql } = engine;
  /** Of every column but the hash: what is not read cannot be shown. */
  const readable = (reader: FeedbackReader) => {
    const query = sql
      .selectFrom("keys")
      .leftJoin("keys as predecessors", "predecessors.replaced_by", "keys.id")
      .leftJoin("keys as successors", "successors.id", "keys.replaced_by")
      .selectAll("keys")
      .select(["predecessors.id as replaces", "successors.created_at as replaced_at"])
      .where("keys.app_id", "in", appsWithin(sql, reader));
    return reader.appId === null ? query : query.where("keys.app_id", "=", reader.appId);
  };
  const find = async (hash: Buffer): Promise<KeyInUse | undefined> => {
    const [row] = await engine.read(byHash(sql, { hash }));
    if (!row) return undefined;
    const key = keyFrom(row);
    return {
      ...key,
      limits: { ...parsedOr<RateOverrides>(row.app_limits, {}), ...key.limits },
      ownerRole: row.owner_role as MemberRole | null,
      isOwnerGone: row.owner_removed_at !== null,
      ownerRight: row.owner_right as Right,
      connectionHash: row.connection_hash && Buffer.from(row.connection_hash),
      app: {
        id: row.app_id,
        organizationId: row.organization_id,
        name: row.app_name,
        environment: row.environment as Environment,
        mode: row.mode as Mode,
      },
    };
  };
  return {
    find: onceATurn(find),
    async markUsed(id, at) {
      await engine.write([{ query: sql.updateTable("keys").set({ last_used_at: at }).where("id", "=", id).compile() }]);
    },
    async markLeaked({ id, appId, at, from, eventId }) {
      const unnoticed = sql
        .updateTable("keys")
        .set({ leaked_at: at, leaked_from: from })
        .where("id", "=", id)
        .where(({ eb, or }) => or([eb("leaked_at", "is", null), eb("leaked_at", "<=", at - DAY)]))
        .compile();
      const outcome = await engine.write([
        { query: unnoticed, expectRows: 1 },
        ...eventStatements(engine, { id: eventId, appId, type: "key.leaked", subjectId: id, createdAt: at }),
      ]);
      return outcome.done;
    },
    async list(reader, { appId, kind, liveAt, limit, after } = {}) {
      let query = readable(reader).orderBy("keys.id");
      if (appId !== undefined) query = query.where("keys.app_id", "=", appId);
      if (kind !== undefined) query = query.where("keys.kind", "=", kind);
      if (liveAt !== undefined)
        query = query
          .where("keys.revoked_at", "is", null)
          .where(({ eb, or }) => or([eb("keys.expires_at", "is", null), eb("keys.expires_at", ">", liveAt)]));
      if (after !== undefined) query = query.where("keys.id", ">", after);
      if (limit !== undefined) query = query.limit(limit);
      return (await engine.read(query.compile())).map(listedFrom);
    },
    async get(reader, id) {
      const [row] = await engine.read(readable(reader).where("keys.id", "=", id).compile());
      return row && listedFrom(row);
    },
    async add(key, noted) {
      const entry = {
        appId: key.appId,
        action: "key.created",
        subject: `key ${key.id}`,
        details: { scopes: key.scopes },
      };
      const unit = [...freeSole(sql, key), insertKey(sql, key), ...note(sql, noted, entry)];
      return (await engine.write(unit)).done;
    },
    async readSealed(id) {
      const [row] = await engine.read(sql.selectFrom("keys").select("sealed").where("id", "=", id).compile());
      return row?.sealed ? Buffer.from(row.sealed) : undefined;
    },
    async noteShown({ id, appId }, noted) {
      await engine.write(note(sql, noted, { appId, action: "key.shown", subject: `key ${id}` }));
    },
    async update({ id, appId }, { name, scopes, allowedOrigins, limits }, noted) {
      const set = {
        ...(name === undefined ? {} : { name }),
        ...(scopes === undefined ? {} : { scopes: JSON.stringify(scopes) }),
        ...(allowedOrigins === undefined ? {} : { allowed_origins: JSON.stringify(allowedOrigins) }),
        ...(limits === undefined ? {} : { limits: JSON.stringify(limits) }),
      };
      if (Object.keys(set).length === 0) return true;
      const query = sql.updateTable("keys").set(set).where("id", "=", id).compile();
      const entry = { appId, action: "key.updated", subject: `key ${id}`, details: { changed: Object.keys(set) } };
      return (await engine.write([{ query, expectRows: 1 }, ...note(sql, noted, entry)])).done;
    },
    async replace(id, successor, end, noted) {
      const ended = "revokedAt" in end ? { revoked_at: end.revokedAt } : { expires_at: end.expiresAt };
      const query = sql
        .updateTable("keys")
        .set({ replaced_by: successor.id, ...ended })
        .where("id", "=", id)
        .where("replaced_by", "is", null)
        .where("revoked_at", "is", null)
        .compile();
      const details = { successor: successor.id };
      const entry = { appId: successor.appId, action: "key.rotated", subject: `key ${id}`, details };
      return (await engine.write([{ query, expectRows: 1 }, insertKey(sql, successor), ...note(sql, noted, entry)]))
        .done;
    },
    async revoke({ id, appId }, at, noted) {
      const query = sql
        .updateTable("keys")
        .set({ revoked_at: at })
        .where("id", "=", id)
        .where("revoked_at", "is", null)
        .compile();
      // Stops where it is revoked already: then there is nothing to note.
      await engine.write([
        { query, expectRows: 1 },
        ...note(sql, noted, { appId, action: "key.revoked", subject: `key ${id}` }),
      ]);
    },
    async remove({ id, appId }, at, noted) {
      const query = sql
        .deleteFrom("keys")
        .where("id", "=", id)
        .where(({ eb, or }) => or([eb("revoked_at", "is not", null), eb("expires_at", "<=", at)]))
        .compile();
      const outcome = await engine.write([
        { query: sql.deleteFrom("connect_codes").where("maker_key_id", "=", id).compile() },
        { query, expectRows: 1 },
        ...note(sql, noted, { appId, action: "key.deleted", subject: `key ${id}` }),
      ]);
      return outcome.done;
    },
  };
};
