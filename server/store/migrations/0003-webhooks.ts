import { type CreateTableBuilder, sql as raw } from "kysely";
import type { Engine, Statement } from "../engine.ts";

export const webhooks = ({ sql, bytesType }: Engine): Statement[] => {
  const bytes = raw.raw(bytesType) as ReturnType<typeof raw>;
  const table = (name: string): CreateTableBuilder<string> => sql.schema.createTable(name);
  const compiled = [
    // An event may be of no app (a webhook for all apps was switched off), and may bring the data that it tells.
    sql.schema.alterTable("events").renameTo("first_events"),
    table("events")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("organization_id", "text", (c) => c.notNull())
      .addColumn("app_id", "text")
      .addColumn("type", "text", (c) => c.notNull())
      .addColumn("subject_id", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("data", "text"),
    sql
      .insertInto("events")
      .columns(["id", "organization_id", "app_id", "type", "subject_id", "created_at"])
      .expression(
        raw`select first_events.id, apps.organization_id, app_id, type, subject_id, first_events.created_at
            from first_events join apps on apps.id = app_id`,
      ),
    sql.schema.dropTable("first_events"),
    sql.schema.createIndex("events_by_subject").on("events").column("subject_id"),
    table("webhooks")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("organization_id", "text", (c) => c.notNull().references("organizations.id"))
      .addColumn("app_id", "text")
      .addColumn("url", "text", (c) => c.notNull())
      .addColumn("events", "text", (c) => c.notNull())
      .addColumn("secret", bytes, (c) => c.notNull())
      .addColumn("previous_secret", bytes)
      .addColumn("previous_until", "bigint")
      .addColumn("created_at", "bigint", (c) => c.notNull())
      .addColumn("disabled_at", "bigint")
      .addColumn("disabled_reason", "text")
      .addColumn("failing_since", "bigint"),
    sql.schema.createIndex("webhooks_by_organization").on("webhooks").column("organization_id"),
    // Its key is also the order of the log: event ids are ordered by time.
    table("deliveries")
      .addColumn("webhook_id", "text", (c) => c.notNull())
      .addColumn("event_id", "text", (c) => c.notNull())
      .addColumn("status", "text", (c) => c.notNull())
      .addColumn("attempts", "integer", (c) => c.notNull())
      .addColumn("next_at", "bigint")
      .addColumn("lease", "text")
      .addColumn("tried_at", "bigint")
      .addColumn("status_code", "integer")
      .addColumn("duration_ms", "integer")
      .addColumn("answer", "text")
      .addColumn("error", "text")
      .addPrimaryKeyConstraint("deliveries_pk", ["webhook_id", "event_id"]),
    // Most deliveries are done, and what is due is asked every second: only those with something to do are in this index.
    sql.schema
      .createIndex("deliveries_due")
      .on("deliveries")
      .column("next_at")
      .where(raw.ref("next_at"), "is not", null),
  ];
  return compiled.map((builder) => ({ query: builder.compile() }));
};
