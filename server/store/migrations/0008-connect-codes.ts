import { sql as raw } from "kysely";
import type { Engine, Statement } from "../engine.ts";

/** Codes that make a key for the one who has them: see `connect-codes.ts`. */
export const connectCodes = ({ sql, bytesType }: Engine): Statement[] => [
  {
    query: sql.schema
      .createTable("connect_codes")
      .addColumn("hash", raw.raw(bytesType) as ReturnType<typeof raw>, (c) => c.notNull().unique())
      .addColumn("app_id", "text", (c) => c.notNull().references("apps.id"))
      .addColumn("owner_id", "text", (c) => c.notNull().references("members.id"))
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("maker_key_id", "text", (c) => c.references("keys.id"))
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .compile(),
  },
];
