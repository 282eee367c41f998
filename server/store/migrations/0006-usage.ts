import type { CreateTableBuilder } from "kysely";
import type { Engine, Statement } from "../engine.ts";

export const usage = ({ sql }: Engine): Statement[] => {
  const column = (table: string, name: string, type: "text" | "bigint") =>
    sql.schema.alterTable(table).addColumn(name, type);
  const table = (name: string): CreateTableBuilder<string> => sql.schema.createTable(name);
  const steps = [
    column("apps", "settings", "text"),
    column("apps", "limits", "text"),
    column("keys", "limits", "text"),
    column("keys", "leaked_at", "bigint"),
    column("keys", "replaced_by", "text"),
    sql.schema.createIndex("keys_by_app").on("keys").column("app_id"),
    // One row per outcome: what is counted can grow without a column for each code.
    table("usage")
      .addColumn("app_id", "text", (c) => c.notNull())
      .addColumn("key_id", "text", (c) => c.notNull())
      .addColumn("day", "text", (c) => c.notNull())
      .addColumn("outcome", "text", (c) => c.notNull())
      .addColumn("requests", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("usage_pk", ["app_id", "key_id", "day", "outcome"]),
  ];
  return steps.map((builder) => ({ query: builder.compile() }));
};
