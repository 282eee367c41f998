import { type CompiledQuery, type Insertable, type Kysely, sql as raw } from "kysely";
import type { EventType } from "../../shared/contract/enumerations.ts";
import type { Engine, Statement } from "./engine.ts";
import { prepared } from "./prepared.ts";
import type { Schema } from "./schema.ts";

/** Something that happened, and is told to the webhooks that asked for it. */
export type NewEvent = {
  id: string;
  /** `webhook.test` goes to the webhook that is tested only, so it has a way of its own in. */
  type: EventType;
  /** What it happened to: a feedback, a reply, a key, a webhook. */
  subjectId: string;
  createdAt: number;
  /**
   * What to tell, where the subject will not be there to be read again (`feedback.deleted`), or has no form in the API. Without it
   * the record is told as it stands at the time of each try, so that nothing is kept twice. No secrets.
   */
  data?: Record<string, unknown>;
} & ({ appId: string } | { appId: null; organizationId: string });

const dataOf = ({ data }: NewEvent): string | null => (data === undefined ? null : JSON.stringify(data));

type EventRow = Insertable<Schema["events"]>;
const values = (row: Omit<EventRow, "organization_id" | "app_id">) => ({
  id: row.id,
  type: row.type,
  subject_id: row.subject_id,
  created_at: row.created_at,
  data: row.data,
});
const insertOfApp = prepared((sql, row: Omit<EventRow, "organization_id"> & { app_id: string }) =>
  sql
    .insertInto("events")
    .values(({ selectFrom }) => ({
      ...values(row),
      app_id: row.app_id,
      organization_id: selectFrom("apps").select("apps.organization_id").where("apps.id", "=", row.app_id),
    }))
    .compile(),
);
const insertOfOrganization = prepared((sql, row: Omit<EventRow, "app_id">) =>
  sql
    .insertInto("events")
    .values({ ...values(row), organization_id: row.organization_id })
    .compile(),
);
const insertEvent = (sql: Kysely<Schema>, event: NewEvent): CompiledQuery => {
  const row = {
    id: event.id,
    type: event.type,
    subject_id: event.subjectId,
    created_at: event.createdAt,
    data: dataOf(event),
  };
  return event.appId === null
    ? insertOfOrganization(sql, { ...row, organization_id: event.organizationId })
    : insertOfApp(sql, { ...row, app_id: event.appId });
};

/** A delivery for every webhook that wants this event. */
const deliveriesOf = prepared((sql, { id }: { id: string }) =>
  sql
    .insertInto("deliveries")
    .columns(["webhook_id", "event_id", "status", "attempts", "next_at"])
    .expression(
      sql
        .selectFrom("events")
        .innerJoin("webhooks", "webhooks.organization_id", "events.organization_id")
        .select([
          "webhooks.id",
          "events.id as event_id",
          raw<string>`'pending'`.as("status"),
          raw<number>`0`.as("attempts"),
          "events.created_at",
        ])
        .where("events.id", "=", id)
        .where("webhooks.disabled_at", "is", null)
        .where(({ or, eb, ref }) =>
          or([eb("webhooks.app_id", "is", null), eb("webhooks.app_id", "=", ref("events.app_id"))]),
        )
        // The list of types is JSON of closed words, so a quoted word is found in it or not at all.
        .where(raw<boolean>`webhooks.events like '%"' || events.type || '"%'`),
    )
    .compile(),
);

/**
 * The statements that make an event durable, together with a delivery for every webhook that wants it. They belong into the unit
 * that writes what happened: then neither can be without the other. The outbox wakes when the unit is done.
 *
 * A unit with an event whose app does not exist is refused by the database.
 */
export const eventStatements = ({ sql }: Engine, event: NewEvent): Statement[] => [
  { isEvent: true, query: insertEvent(sql, event) },
  {
    makesDue: true,
    query: deliveriesOf(sql, { id: event.id }),
  },
];

/** The statements that forget all events of these subjects and what was delivered of them: for when a person is erased. */
export const forgetEvents = ({ sql }: Engine, subjectIds: string[]): Statement[] => {
  if (subjectIds.length === 0) return [];
  const those = sql.selectFrom("events").select("events.id").where("events.subject_id", "in", subjectIds);
  return [
    { query: sql.deleteFrom("deliveries").where("deliveries.event_id", "in", those).compile() },
    { query: sql.deleteFrom("events").where("events.subject_id", "in", subjectIds).compile() },
  ];
};
