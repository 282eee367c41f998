import { type CreateTableBuilder, sql as raw } from "kysely";
import type { Engine, Statement } from "../engine.ts";

/** What an app's users do: events, the users themselves, recordings of their sessions; and how many events each key brought a day. */
export const tracking = ({ sql, bytesType }: Engine): Statement[] => {
  const bytes = raw.raw(bytesType) as ReturnType<typeof raw>;
  const { schema } = sql;
  const table = (name: string): CreateTableBuilder<string> => schema.createTable(name);
  const steps = [
    table("tracked_users")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("app_id", "text", (c) => c.notNull())
      .addColumn("identity", "text", (c) => c.notNull())
      .addColumn("user_id", "text")
      .addColumn("anonymous_id", "text")
      .addColumn("traits", "text", (c) => c.notNull())
      .addColumn("first_seen_at", "bigint", (c) => c.notNull())
      .addColumn("last_seen_at", "bigint", (c) => c.notNull())
      .addUniqueConstraint("tracked_users_identity", ["app_id", "identity"]),
    // The app stands first in the keys: lists are by app, and it is the column to distribute by.
    table("tracked_events")
      .addColumn("app_id", "text", (c) => c.notNull())
      .addColumn("id", "text", (c) => c.notNull())
      .addColumn("event_id", "text", (c) => c.notNull())
      .addColumn("tracked_user_id", "text")
      .addColumn("session_id", "text")
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("properties", "text", (c) => c.notNull())
      .addColumn("occurred_at", "bigint", (c) => c.notNull())
      .addPrimaryKeyConstraint("tracked_events_pk", ["app_id", "id"])
      .addUniqueConstraint("tracked_events_once", ["app_id", "event_id"]),
    table("recordings")
      .addColumn("app_id", "text", (c) => c.notNull())
      .addColumn("id", "text", (c) => c.notNull())
      .addColumn("session_id", "text", (c) => c.notNull())
      .addColumn("sequence", "integer", (c) => c.notNull())
      .addColumn("tracked_user_id", "text")
      .addColumn("byte_size", "integer", (c) => c.notNull())
      .addColumn("bytes", bytes, (c) => c.notNull())
      .addPrimaryKeyConstraint("recordings_pk", ["app_id", "id"])
      .addUniqueConstraint("recordings_once", ["app_id", "session_id", "sequence"]),
    schema.createIndex("tracked_users_by_app").on("tracked_users").columns(["app_id", "id"]),
    schema.createIndex("tracked_users_by_time").on("tracked_users").columns(["app_id", "last_seen_at"]),
    schema.createIndex("tracked_events_by_user").on("tracked_events").columns(["app_id", "tracked_user_id", "id"]),
    schema.createIndex("tracked_events_by_name").on("tracked_events").columns(["app_id", "name", "id"]),
    schema.createIndex("recordings_by_user").on("recordings").columns(["app_id", "tracked_user_id", "id"]),
    schema.alterTable("usage").addColumn("events", "bigint", (c) => c.notNull().defaultTo(0)),
  ];
  return steps.map((builder) => ({ query: builder.compile() }));
};
