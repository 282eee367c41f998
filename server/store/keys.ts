import type { Kysely } from "kysely";
import type { Environment, MemberRole, Mode, Scope } from "../../shared/contract/enumerations.ts";
import type { KeyProfile } from "../keys/key-profiles.ts";
import type { Engine, Statement } from "./engine.ts";
import type { App } from "./organizations.ts";
import type { Schema } from "./schema.ts";

export type NewKey = {
  id: string;
  appId: string;
  ownerId: string;
  kind: KeyProfile["kind"];
  name: string;
  hash: Buffer;
  hint: string;
  scopes: Scope[];
  allowedOrigins: string[];
  createdAt: number;
  expiresAt: number | null;
};

/** A key as a request meets it: with its app, and with its owner's role. */
export type KeyInUse = Omit<NewKey, "hash"> & {
  app: App;
  ownerRole: MemberRole | null;
  revokedAt: number | null;
  lastUsedAt: number | null;
};

export type KeyStore = {
  find(hash: Buffer): Promise<KeyInUse | undefined>;
  markUsed(id: string, at: number): Promise<void>;
};

export const insertKey = (sql: Kysely<Schema>, key: NewKey): Statement => ({
  query: sql
    .insertInto("keys")
    .values({
      id: key.id,
      app_id: key.appId,
      owner_id: key.ownerId,
      kind: key.kind,
      name: key.name,
      hash: key.hash,
      hint: key.hint,
      scopes: JSON.stringify(key.scopes),
      allowed_origins: JSON.stringify(key.allowedOrigins),
      created_at: key.createdAt,
      expires_at: key.expiresAt,
    })
    .compile(),
});

export const keyStore = (engine: Engine): KeyStore => {
  const { sql } = engine;
  return {
    async find(hash) {
      const [row] = await engine.read(
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
            "members.role as owner_role",
          ])
          .where("keys.hash", "=", hash)
          .compile(),
      );
      if (!row) return undefined;
      return {
        id: row.id,
        appId: row.app_id,
        ownerId: row.owner_id,
        kind: row.kind as KeyProfile["kind"],
        name: row.name,
        hint: row.hint,
        scopes: JSON.parse(row.scopes) as Scope[],
        allowedOrigins: JSON.parse(row.allowed_origins) as string[],
        createdAt: row.created_at,
        expiresAt: row.expires_at,
        revokedAt: row.revoked_at,
        lastUsedAt: row.last_used_at,
        ownerRole: row.owner_role as MemberRole | null,
        app: {
          id: row.app_id,
          organizationId: row.organization_id,
          name: row.app_name,
          environment: row.environment as Environment,
          mode: row.mode as Mode,
        },
      };
    },
    async markUsed(id, at) {
      await engine.write([{ query: sql.updateTable("keys").set({ last_used_at: at }).where("id", "=", id).compile() }]);
    },
  };
};
