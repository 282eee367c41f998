import { sql as raw } from "kysely";
import type { Engine, Statement } from "../engine.ts";

/** Private mode: the secrets that sign user tokens, the tokens that were good for one use, and whom a token vouched for. */
export const signingSecrets = ({ sql, bytesType }: Engine): Statement[] => {
  const bytes = raw.raw(bytesType) as ReturnType<typeof raw>;
  return [
    // An app has as many live secrets as there are slots: the primary key holds that, however many ask at once.
    sql.schema
      .createTable("signing_secrets")
      .addColumn("app_id", "text", (c) => c.notNull())
      .addColumn("slot", "integer", (c) => c.notNull())
      .addColumn("id", "text", (c) => c.notNull())
      .addColumn("sealed", bytes, (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("last_used_at", "bigint")
      .addPrimaryKeyConstraint("signing_secrets_pk", ["app_id", "slot"]),
    sql.schema
      .createTable("used_tokens")
      .addColumn("app_id", "text", (c) => c.notNull())
      .addColumn("hash", bytes, (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("used_tokens_pk", ["app_id", "hash"]),
    sql.schema.createIndex("used_tokens_expiry").on("used_tokens").column("expires_at"),
    sql.schema.alterTable("feedback").addColumn("customer_sub", "text"),
    sql.schema.alterTable("feedback").addColumn("customer_ctx", "text"),
  ].map((builder) => ({ query: builder.compile() }));
};
