import type { Kysely, Selectable } from "kysely";
import type { KeyScope } from "../../shared/contract/enumerations.ts";
import type { RateOverrides } from "../../shared/contract/rate-overrides.ts";
import { parsedOr } from "./apps.ts";
import type { Statement } from "./engine.ts";
import type { KeyRecord, NewKey } from "./keys.ts";
import type { Schema } from "./schema.ts";

export const insertKey = (sql: Kysely<Schema>, key: NewKey): Statement => {
  const insert = sql.insertInto("keys").values({
    id: key.id,
    app_id: key.appId,
    owner_id: key.ownerId,
    kind: key.kind,
    name: key.name,
    hash: key.hash,
    hint: key.hint,
    scopes: JSON.stringify(key.scopes),
    allowed_origins: JSON.stringify(key.allowedOrigins),
    limits: key.limits === undefined ? null : JSON.stringify(key.limits),
    created_at: key.createdAt,
    expires_at: key.expiresAt,
    connection_hash: key.connectionHash ?? null,
    role: key.role ?? null,
    description: (key.description ?? null) && JSON.stringify(key.description),
    sealed: key.sealed ?? null,
    sole: key.sole ?? null,
  });
  return typeof key.sole === "string"
    ? { query: insert.onConflict((conflict) => conflict.doNothing()).compile(), expectRows: 1 }
    : { query: insert.compile() };
};

/** A key that has expired is no longer the only one of its kind: there is room for this one. */
export const freeSole = (sql: Kysely<Schema>, { sole, createdAt }: NewKey): Statement[] =>
  typeof sole === "string"
    ? [
        {
          query: sql
            .updateTable("keys")
            .set({ sole: null })
            .where("sole", "=", sole)
            .where("expires_at", "<=", createdAt)
            .compile(),
        },
      ]
    : [];

export const keyFrom = (row: Selectable<Schema["keys"]>): KeyRecord => ({
  id: row.id,
  appId: row.app_id,
  ownerId: row.owner_id,
  kind: row.kind,
  name: row.name,
  hint: row.hint,
  scopes: JSON.parse(row.scopes) as KeyScope[],
  allowedOrigins: JSON.parse(row.allowed_origins) as string[],
  limits: parsedOr<RateOverrides>(row.limits, {}),
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  lastUsedAt: row.last_used_at,
  leakedAt: row.leaked_at,
  leakedFrom: row.leaked_from,
  replacedBy: row.replaced_by,
  role: row.role,
  description: parsedOr<string | null>(row.description, null),
  isShownAgain: row.sealed !== null,
});
