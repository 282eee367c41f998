import type { Engine, Statement } from "../engine.ts";

/** Working with feedback: assignees, duplicates, replies, customers, search, retention, and the log of who did what. */
export const work = ({ sql, search }: Engine): Statement[] => {
  const { schema } = sql;
  const index = (name: string, table: string, ...columns: string[]) =>
    schema.createIndex(name).on(table).columns(columns);
  const builders = [
    schema.alterTable("feedback").addColumn("tags", "text"),
    schema.alterTable("feedback").addColumn("assignee", "text"),
    schema.alterTable("feedback").addColumn("duplicate_of", "text"),
    schema.alterTable("feedback").addColumn("customer_id", "text"),
    schema.alterTable("apps").addColumn("retention_days", "integer"),
    schema
      .createTable("customers")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("app_id", "text", (c) => c.notNull())
      .addColumn("identity", "text", (c) => c.notNull())
      .addColumn("sub", "text")
      .addColumn("name", "text")
      .addColumn("email", "text")
      .addColumn("search", "text", (c) => c.notNull())
      .addColumn("submissions", "integer", (c) => c.notNull())
      .addColumn("first_seen_at", "bigint", (c) => c.notNull())
      .addColumn("last_seen_at", "bigint", (c) => c.notNull())
      .addUniqueConstraint("customers_identity", ["app_id", "identity"]),
    schema
      .createTable("replies")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("app_id", "text", (c) => c.notNull())
      .addColumn("feedback_id", "text", (c) => c.notNull())
      .addColumn("visibility", "text", (c) => c.notNull())
      .addColumn("author", "text", (c) => c.notNull())
      .addColumn("content", "text", (c) => c.notNull())
      .addColumn("created_at", "bigint", (c) => c.notNull()),
    schema
      .createTable("audit")
      .addColumn("id", "text", (c) => c.primaryKey())
      .addColumn("organization_id", "text", (c) => c.notNull())
      .addColumn("app_id", "text")
      .addColumn("at", "bigint", (c) => c.notNull())
      .addColumn("actor", "text", (c) => c.notNull())
      .addColumn("action", "text", (c) => c.notNull())
      .addColumn("subject", "text", (c) => c.notNull())
      .addColumn("details", "text", (c) => c.notNull()),
    index("customers_by_app", "customers", "app_id", "id"),
    index("replies_by_feedback", "replies", "feedback_id", "id"),
    index("replies_by_app", "replies", "app_id"),
    index("audit_by_organization", "audit", "organization_id", "id"),
    index("audit_by_app", "audit", "app_id", "id"),
    // A list is one app's, newest first, with one of these filters: each index gives it without sorting.
    index("feedback_by_status", "feedback", "app_id", "status", "id"),
    index("feedback_by_category", "feedback", "app_id", "category", "id"),
    index("feedback_by_source", "feedback", "app_id", "source_type", "id"),
    index("feedback_by_assignee", "feedback", "app_id", "assignee", "id").where("assignee", "is not", null),
    index("feedback_by_customer", "feedback", "app_id", "customer_id", "id").where("customer_id", "is not", null),
    index("feedback_by_original", "feedback", "app_id", "duplicate_of").where("duplicate_of", "is not", null),
    index("feedback_tags_by_feedback", "feedback_tags", "app_id", "feedback_id"),
    index("idempotency_keys_by_feedback", "idempotency_keys", "feedback_id"),
  ];
  return [...builders.map((builder) => builder.compile()), ...search.create()].map((query) => ({ query }));
};
