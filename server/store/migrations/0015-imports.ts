import type { Engine, Statement } from "../engine.ts";

/** What was pulled over from other products, and how far a pull has come. */
export const imports = ({ sql, bytesType }: Engine): Statement[] => {
  const { schema } = sql;
  return [
    schema
      .createTable("imports")
      .addColumn("app_id", "text", (c) => c.notNull())
      .addColumn("source", "text", (c) => c.notNull())
      .addColumn("place", "text", (c) => c.notNull())
      .addPrimaryKeyConstraint("imports_pk", ["app_id", "source"]),
    schema
      .createTable("imported_items")
      .addColumn("app_id", "text", (c) => c.notNull())
      .addColumn("hash", bytesType, (c) => c.notNull())
      .addPrimaryKeyConstraint("imported_items_pk", ["app_id", "hash"]),
  ].map((builder) => ({ query: builder.compile() }));
};
