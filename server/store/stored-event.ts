import type { EventType } from "../../shared/contract/enumerations.ts";

/** An event as it is told; `webhook.test` happens when somebody presses the button. */
export type StoredEvent = {
  id: string;
  type: EventType | "webhook.test";
  appId: string | null;
  subjectId: string;
  createdAt: number;
  /** What to tell; `null` is the subject's record. */
  data: Record<string, unknown> | null;
};

/** What a query selects of `events`, for `eventFrom`. */
export const EVENT_COLUMNS = [
  "events.id as event_id",
  "events.type as event_type",
  "events.app_id as event_app_id",
  "events.subject_id",
  "events.created_at as event_created_at",
] as const;

export type EventRow = {
  event_id: string;
  event_type: string;
  event_app_id: string | null;
  subject_id: string;
  event_created_at: number;
};

export const eventFrom = (row: EventRow): Omit<StoredEvent, "data"> => ({
  id: row.event_id,
  type: row.event_type as StoredEvent["type"],
  appId: row.event_app_id,
  subjectId: row.subject_id,
  createdAt: row.event_created_at,
});
