import { type CreateTableBuilder, sql as raw } from "kysely";
import type { Engine, Statement } from "../engine.ts";

export const uploads = ({ sql, bytesType }: Engine): Statement[] => {
  const bytes = raw.raw(bytesType) as ReturnType<typeof raw>;
  const table = (name: string): CreateTableBuilder<string> => sql.schema.createTable(name);
  const steps = [
    sql.schema.alterTable("feedback").addColumn("attachments", "text"),
    table("uploads")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("app_id", "text", (c) => c.notNull())
      .addColumn("kind", "text", (c) => c.notNull())
      .addColumn("content_type", "text", (c) => c.notNull())
      .addColumn("byte_size", "integer", (c) => c.notNull())
      .addColumn("token_hash", bytes, (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .addColumn("blob", "text"),
    table("attachments")
      .addColumn("app_id", "text", (c) => c.notNull())
      .addColumn("feedback_id", "text", (c) => c.notNull())
      .addColumn("id", "text", (c) => c.notNull())
      .addColumn("content_type", "text", (c) => c.notNull())
      .addColumn("blob", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("attachments_pk", ["feedback_id", "id"]),
    table("discarded_blobs").addColumn("name", "text", (c) => c.primaryKey()),
    sql.schema.createIndex("uploads_by_blob").on("uploads").column("blob"),
    sql.schema.createIndex("attachments_by_blob").on("attachments").column("blob"),
  ];
  return steps.map((builder) => ({ query: builder.compile() }));
};
