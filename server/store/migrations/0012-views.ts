import type { Engine, Statement } from "../engine.ts";

/** Views of the inbox that members keep, alone or together; and the page that a secret key leaked from. */
export const views = ({ sql }: Engine): Statement[] => {
  const { schema } = sql;
  return [
    schema
      .createTable("views")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("organization_id", "text", (c) => c.notNull().references("organizations.id"))
      .addColumn("member_id", "text", (c) => c.notNull().references("members.id"))
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("query", "text", (c) => c.notNull())
      .addColumn("shared", "integer", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("updated_at", "bigint", (c) => c.notNull()),
    schema.createIndex("views_by_organization").on("views").columns(["organization_id", "id"]),
    schema.alterTable("keys").addColumn("leaked_from", "text"),
  ].map((builder) => ({ query: builder.compile() }));
};
