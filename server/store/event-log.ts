import type { Engine } from "./engine.ts";
import { EVENT_COLUMNS, type EventRow, eventFrom, type StoredEvent } from "./stored-event.ts";

/** An event as whoever follows what happens needs it: whose it is, and which feedback it is about. */
export type LoggedEvent = Omit<StoredEvent, "data"> & { organizationId: string; feedbackId: string | null };

export type EventLogStore = {
  /** Those with an id from this one on, of all organizations: the newest of them, newest first. */
  newest(from: string, limit: number): Promise<LoggedEvent[]>;
  /** The same, but the oldest of them, oldest first. */
  oldest(from: string, limit: number): Promise<LoggedEvent[]>;
  /** What an event tells by itself; `null` where its subject is to be read. */
  data(id: string): Promise<Record<string, unknown> | null>;
};

type Row = EventRow & { organization_id: string; reply_to: string | null };

const loggedFrom = (row: Row): LoggedEvent => {
  const event = eventFrom(row);
  const feedbackId = event.type.startsWith("feedback.") ? event.subjectId : row.reply_to;
  return { ...event, organizationId: row.organization_id, feedbackId };
};

export const eventLogStore = ({ sql, read }: Engine): EventLogStore => {
  const logged = (from: string, limit: number) =>
    sql
      .selectFrom("events")
      .leftJoin("replies", "replies.id", "events.subject_id")
      .select(EVENT_COLUMNS)
      .select(["events.organization_id", "replies.feedback_id as reply_to"])
      .where("events.id", ">=", from)
      .limit(limit);
  return {
    async newest(from, limit) {
      return (await read<Row>(logged(from, limit).orderBy("events.id", "desc").compile())).map(loggedFrom);
    },
    async oldest(from, limit) {
      return (await read<Row>(logged(from, limit).orderBy("events.id").compile())).map(loggedFrom);
    },
    async data(id) {
      const [row] = await read(sql.selectFrom("events").select("data").where("id", "=", id).compile());
      return row?.data ? (JSON.parse(row.data) as Record<string, unknown>) : null;
    },
  };
};
