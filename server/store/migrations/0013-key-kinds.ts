import { sql as raw } from "kysely";
import type { Engine, Statement } from "../engine.ts";

/** What keys of other products' kinds have besides: a role with a description, a text that can be shown again, and being the only one. */
export const keyKinds = ({ sql, bytesType }: Engine): Statement[] => {
  const { schema } = sql;
  return [
    schema.alterTable("keys").addColumn("role", "text"),
    schema.alterTable("keys").addColumn("description", "text"),
    schema.alterTable("keys").addColumn("sealed", raw.raw(bytesType) as ReturnType<typeof raw>),
    schema.alterTable("keys").addColumn("sole", "text"),
    schema
      .createIndex("keys_sole")
      .unique()
      .on("keys")
      .columns(["sole"])
      .where("sole", "is not", null)
      .where(raw.ref("revoked_at"), "is", null),
  ].map((builder) => ({ query: builder.compile() }));
};
