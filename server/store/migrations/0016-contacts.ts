import type { Engine, Statement } from "../engine.ts";

/** People whom the team adds before they have sent anything, and how their names are written: the given part, then the rest. */
export const contacts = ({ sql }: Engine): Statement[] =>
  [
    sql.schema.alterTable("customers").addColumn("added_at", "bigint"),
    sql.schema.alterTable("customers").addColumn("given_name", "text"),
  ].map((builder) => ({ query: builder.compile() }));
