import { type CreateTableBuilder, sql as raw } from "kysely";
import type { Engine, Statement } from "../engine.ts";

export const first = ({ sql, bytesType }: Engine): Statement[] => {
  const bytes = raw.raw(bytesType) as ReturnType<typeof raw>;
  const table = (name: string): CreateTableBuilder<string> => sql.schema.createTable(name);
  const tables = [
    table("installation")
      .addColumn("id", "integer", (c) => c.primaryKey())
      .addColumn("created_at", "bigint", (c) => c.notNull()),
    table("organizations")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull()),
    table("members")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("organization_id", "text", (c) => c.notNull().references("organizations.id"))
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("role", "text")
      .addColumn("is_owner", "integer", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull()),
    table("apps")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("organization_id", "text", (c) => c.notNull().references("organizations.id"))
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("environment", "text", (c) => c.notNull())
      .addColumn("mode", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull()),
    table("keys")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("app_id", "text", (c) => c.notNull().references("apps.id"))
      .addColumn("owner_id", "text", (c) => c.notNull().references("members.id"))
      .addColumn("kind", "text", (c) => c.notNull())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("hash", bytes, (c) => c.notNull().unique())
      .addColumn("hint", "text", (c) => c.notNull())
      .addColumn("scopes", "text", (c) => c.notNull())
      .addColumn("allowed_origins", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint")
      .addColumn("revoked_at", "bigint")
      .addColumn("last_used_at", "bigint"),
    // The app stands first in the key: lists are by app, and it is the column to distribute by.
    table("feedback")
      .addColumn("app_id", "text", (c) => c.notNull())
      .addColumn("id", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("updated_at", "bigint", (c) => c.notNull())
      .addColumn("status", "text", (c) => c.notNull())
      .addColumn("category", "text")
      .addColumn("source_type", "text", (c) => c.notNull())
      .addColumn("submission", "text", (c) => c.notNull())
      .addColumn("screenshot", "text")
      .addPrimaryKeyConstraint("feedback_pk", ["app_id", "id"]),
    table("feedback_tags")
      .addColumn("app_id", "text", (c) => c.notNull())
      .addColumn("tag", "text", (c) => c.notNull())
      .addColumn("feedback_id", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("feedback_tags_pk", ["app_id", "tag", "feedback_id"]),
    table("pictures")
      .addColumn("feedback_id", "text", (c) => c.primaryKey())
      .addColumn("content_type", "text", (c) => c.notNull())
      .addColumn("width", "integer", (c) => c.notNull())
      .addColumn("height", "integer", (c) => c.notNull())
      .addColumn("bytes", bytes, (c) => c.notNull()),
    table("events")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("app_id", "text", (c) => c.notNull())
      .addColumn("type", "text", (c) => c.notNull())
      .addColumn("subject_id", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull()),
    table("idempotency_keys")
      .addColumn("app_id", "text", (c) => c.notNull())
      .addColumn("key_id", "text", (c) => c.notNull())
      .addColumn("idempotency_key", "text", (c) => c.notNull())
      .addColumn("body_hash", bytes, (c) => c.notNull())
      .addColumn("feedback_id", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("idempotency_keys_pk", ["app_id", "key_id", "idempotency_key"]),
    table("sign_in_links")
      .addColumn("hash", bytes, (c) => c.notNull().unique())
      .addColumn("member_id", "text", (c) => c.notNull().references("members.id"))
      .addColumn("expires_at", "bigint", (c) => c.notNull()),
    table("sessions")
      .addColumn("hash", bytes, (c) => c.notNull().unique())
      .addColumn("member_id", "text", (c) => c.notNull().references("members.id"))
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull()),
  ];
  const indexes = [
    sql.schema.createIndex("idempotency_keys_expiry").on("idempotency_keys").column("expires_at"),
    sql.schema.createIndex("feedback_by_id").on("feedback").column("id"),
  ];
  return [...tables, ...indexes].map((builder) => ({ query: builder.compile() }));
};
