import { sql as raw } from "kysely";
import { discardFilesOfApp } from "./attachments.ts";
import type { Engine, Statement } from "./engine.ts";
import type { Schema } from "./schema.ts";

/**
 * The tables that hold something of an app beside `apps` itself, children before those they point at. A test of the store
 * compares the list with the database, so that a new table cannot be forgotten.
 */
export const TABLES_OF_AN_APP = [
  "attachments",
  "uploads",
  "feedback_tags",
  "replies",
  "customers",
  "feedback",
  "events",
  "idempotency_keys",
  "usage",
  "tracked_events",
  "recordings",
  "tracked_users",
  "signing_secrets",
  "webhooks",
  "used_tokens",
  "connect_codes",
  "imports",
  "imported_items",
  "keys",
] as const satisfies ReadonlyArray<keyof Schema>;

/** The statements that remove an app and everything that was ever kept for it. */
export const removeAppStatements = ({ sql, search }: Engine, id: string): Statement[] => [
  { query: search.removeApp(id), takesLong: true },
  ...discardFilesOfApp(sql, id),
  {
    query: sql
      .deleteFrom("pictures")
      .where("feedback_id", "in", sql.selectFrom("feedback").select("feedback.id").where("feedback.app_id", "=", id))
      .compile(),
  },
  {
    query: sql
      .deleteFrom("deliveries")
      .where("event_id", "in", sql.selectFrom("events").select("events.id").where("events.app_id", "=", id))
      .compile(),
  },
  ...TABLES_OF_AN_APP.map((table) => ({
    query: sql.deleteFrom(table).where(raw.ref("app_id"), "=", id).compile(),
  })),
  { query: sql.deleteFrom("apps").where("id", "=", id).compile() },
];
