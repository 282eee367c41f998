import { sql as raw } from "kysely";
import { CONNECT_CODE_SECONDS } from "../../../shared/contract/connect-code.ts";
import type { Engine, Statement } from "../engine.ts";

/**
 * A connect code is known by an id, and stays for its day when it was used: with the key it made, and with who may have that key
 * given again. Codes from before get their ids from their hashes.
 */
export const usedCodes = ({ sql, bytesType }: Engine): Statement[] => {
  const bytes = raw.raw(bytesType) as ReturnType<typeof raw>;
  const idOfHash = raw<string>`${raw.raw(bytesType === "blob" ? "lower(hex(substr(hash, 1, 12)))" : "encode(substr(hash, 1, 12), 'hex')")}`;
  const createdAt = raw<number>`expires_at - ${raw.lit(CONNECT_CODE_SECONDS * 1_000)}`;
  return [
    sql.schema.alterTable("connect_codes").addColumn("id", "text"),
    sql.schema.alterTable("connect_codes").addColumn("created_at", "bigint"),
    sql.schema.alterTable("connect_codes").addColumn("used_at", "bigint"),
    sql.schema.alterTable("connect_codes").addColumn("key_id", "text"),
    sql.schema.alterTable("connect_codes").addColumn("claim_hash", bytes),
    sql.updateTable("connect_codes").set({ id: idOfHash, created_at: createdAt }),
    sql.schema.createIndex("connect_codes_by_id").unique().on("connect_codes").column("id"),
  ].map((builder) => ({ query: builder.compile() }));
};
