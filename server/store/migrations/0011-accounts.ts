import { sql as raw } from "kysely";
import type { Engine, Statement } from "../engine.ts";

/**
 * What members may do, and the ways in which they sign in. Owners stay owners; everybody else becomes an admin, who may do what they
 * could do before. Sessions from before get their ids from their hashes.
 */
export const accounts = ({ sql, bytesType }: Engine): Statement[] => {
  const bytes = raw.raw(bytesType) as ReturnType<typeof raw>;
  const idOfHash = raw<string>`${raw.raw(bytesType === "blob" ? "lower(hex(substr(hash, 1, 12)))" : "encode(substr(hash, 1, 12), 'hex')")}`;
  const { schema } = sql;
  return [
    schema.alterTable("members").addColumn("right", "text", (c) => c.notNull().defaultTo("admin")),
    sql.updateTable("members").set({ right: "owner" }).where(raw.ref("is_owner"), "=", 1),
    schema.alterTable("members").dropColumn("is_owner"),
    schema.alterTable("members").addColumn("email", "text"),
    schema.alterTable("members").addColumn("email_vouched", "integer"),
    schema.alterTable("members").addColumn("removed_at", "bigint"),
    schema.createIndex("members_by_email").unique().on("members").column("email"),

    schema.alterTable("sessions").addColumn("id", "text"),
    schema.alterTable("sessions").addColumn("last_used_at", "bigint"),
    schema.alterTable("sessions").addColumn("agent", "text"),
    sql.updateTable("sessions").set({ id: idOfHash, last_used_at: raw<number>`created_at` }),
    schema.createIndex("sessions_by_id").unique().on("sessions").column("id"),
    schema.createIndex("sessions_by_member").on("sessions").column("member_id"),

    schema
      .createTable("invitations")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("organization_id", "text", (c) => c.notNull().references("organizations.id"))
      .addColumn("hash", bytes, (c) => c.notNull().unique())
      .addColumn("maker_id", "text", (c) => c.notNull().references("members.id"))
      .addColumn("email", "text")
      .addColumn("name", "text")
      .addColumn("right", "text", (c) => c.notNull())
      .addColumn("role", "text")
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull()),
    schema
      .createTable("passwords")
      .addColumn("member_id", "text", (c) => c.primaryKey().references("members.id"))
      .addColumn("hash", "text", (c) => c.notNull())
      .addColumn("changed_at", "bigint", (c) => c.notNull()),
    schema
      .createTable("passkeys")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("member_id", "text", (c) => c.notNull().references("members.id"))
      .addColumn("credential_id", "text", (c) => c.notNull().unique())
      .addColumn("public_key", bytes, (c) => c.notNull())
      .addColumn("counter", "bigint", (c) => c.notNull())
      .addColumn("transports", "text", (c) => c.notNull())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("last_used_at", "bigint"),
    schema.createIndex("passkeys_by_member").on("passkeys").column("member_id"),
    schema
      .createTable("challenges")
      .addColumn("hash", bytes, (c) => c.notNull().unique())
      .addColumn("purpose", "text", (c) => c.notNull())
      .addColumn("member_id", "text", (c) => c.references("members.id"))
      .addColumn("expires_at", "bigint", (c) => c.notNull()),
    schema
      .createTable("external_identities")
      .addColumn("issuer", "text", (c) => c.notNull())
      .addColumn("subject", "text", (c) => c.notNull())
      .addColumn("member_id", "text", (c) => c.notNull().references("members.id"))
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("external_identities_pk", ["issuer", "subject"]),
    schema.createIndex("external_identities_by_member").on("external_identities").column("member_id"),
  ].map((builder) => ({ query: builder.compile() }));
};
