import type { Kysely } from "kysely";
import type { Environment, MemberRole, Mode, Scope } from "../../../shared/contract/enumerations.ts";
import type { KeyProfile } from "../../keys/key-profiles.ts";
import type { Engine, Statement } from "../engine.ts";
import type { Schema } from "../schema.ts";
import type { NewKey, Store } from "../store.ts";

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

export const keyQueries = (engine: Engine): Pick<Store, "findKey" | "markKeyUsed"> => {
  const { sql } = engine;
  return {
    async findKey(hash) {
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
    async markKeyUsed(id, at) {
      await engine.write([{ query: sql.updateTable("keys").set({ last_used_at: at }).where("id", "=", id).compile() }]);
    },
  };
};
