import { sql as raw } from "kysely";
import type { Engine, Statement } from "../engine.ts";

/** Replies for who sends by an extension: the hash of its connection token, and which feedback came by which connection. */
export const connections = ({ sql, bytesType }: Engine): Statement[] =>
  [
    sql.schema.alterTable("keys").addColumn("connection_hash", raw.raw(bytesType) as ReturnType<typeof raw>),
    sql.schema.alterTable("feedback").addColumn("connection_id", "text"),
    sql.schema
      .createIndex("feedback_by_connection")
      .on("feedback")
      .columns(["app_id", "connection_id", "id"])
      .where("connection_id", "is not", null),
  ].map((builder) => ({ query: builder.compile() }));
