import type { Engine, Statement } from "../engine.ts";

/** Whether the database is being filled by `earshot migrate`: see `moves.ts`. */
export const moves = ({ sql }: Engine): Statement[] => [
  {
    query: sql.schema
      .createTable("moves")
      .addColumn("id", "integer", (c) => c.primaryKey())
      .addColumn("source", "text", (c) => c.notNull())
      .addColumn("started_at", "bigint", (c) => c.notNull())
      .addColumn("finished_at", "bigint")
      .compile(),
  },
];
