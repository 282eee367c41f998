import { firstIdAt } from "../ids.ts";
import { mayRead } from "./apps.ts";
import type { Engine, Statement } from "./engine.ts";
import type { FeedbackReader } from "./feedback.ts";
import type { Schema } from "./schema.ts";
import { seenStatements, type TrackedIdentity, trackedIdQuery } from "./tracked-users.ts";

/** Something that somebody did in an app, as the app tells it. */
export type NewTrackedEvent = {
  id: string;
  /** As its sender calls it: an app takes it once. */
  eventId: string;
  /** Whose it is; nobody's in particular where that is not said. */
  identity: TrackedIdentity | null;
  sessionId: string | null;
  name: string;
  properties: Record<string, unknown>;
  /** By its sender's clock. */
  occurredAt: number;
};

export type TrackedEvent = Omit<NewTrackedEvent, "identity"> & {
  appId: string;
  trackedUserId: string | null;
  userId: string | null;
  anonymousId: string | null;
};

export type TrackedEventFilter = {
  limit: number;
  before: string | undefined;
  name?: string | undefined;
  trackedUserId?: string | undefined;
  /** When they were received. */
  since?: number | undefined;
  until?: number | undefined;
};

export type TrackedEventStore = {
  /** All or nothing. An event that the app has already is left as it is. @returns the ids of those that are new. */
  add(appId: string, at: number, events: NewTrackedEvent[], makeId: () => string): Promise<Set<string>>;
  /** Newest first by when they were received, older than `before`. */
  list(reader: FeedbackReader, filter: TrackedEventFilter): Promise<TrackedEvent[]>;
};

type Row = Schema["tracked_events"] & { user_id: string | null; anonymous_id: string | null };
const from = (row: Row): TrackedEvent => ({
  id: row.id,
  appId: row.app_id,
  eventId: row.event_id,
  trackedUserId: row.tracked_user_id,
  userId: row.user_id,
  anonymousId: row.anonymous_id,
  sessionId: row.session_id,
  name: row.name,
  properties: JSON.parse(row.properties) as Record<string, unknown>,
  occurredAt: row.occurred_at,
});

/** The statement that keeps events, behind those that note whose they are. One that the app has already is left as it is. */
export const eventsStatement = (engine: Pick<Engine, "sql">, appId: string, events: NewTrackedEvent[]): Statement => ({
  query: engine.sql
    .insertInto("tracked_events")
    .values(
      events.map(({ id, eventId, identity, sessionId, name, properties, occurredAt }) => ({
        app_id: appId,
        id,
        event_id: eventId,
        tracked_user_id: identity && trackedIdQuery(engine, appId, identity),
        session_id: sessionId,
        name,
        properties: JSON.stringify(properties),
        occurred_at: occurredAt,
      })),
    )
    .onConflict((conflict) => conflict.columns(["app_id", "event_id"]).doNothing())
    .compile(),
});

export const trackedEventStore = (engine: Engine): TrackedEventStore => {
  const { sql } = engine;
  return {
    async add(appId, at, events, makeId) {
      if (events.length === 0) return new Set();
      const users = events.flatMap(({ identity }) => (identity ? [{ id: makeId(), appId, at, identity }] : []));
      await engine.write([...seenStatements(engine, users), eventsStatement(engine, appId, events)]);
      const ids = events.map(({ id }) => id);
      const there = sql.selectFrom("tracked_events").select("id").where("app_id", "=", appId).where("id", "in", ids);
      return new Set((await engine.read(there.compile())).map(({ id }) => id));
    },
    async list(reader, { limit, before, name, trackedUserId, since, until }) {
      let query = sql
        .selectFrom("tracked_events as event")
        .leftJoin("tracked_users as user", "user.id", "event.tracked_user_id")
        .selectAll("event")
        .select(["user.user_id", "user.anonymous_id"])
        .where(mayRead(sql, reader, "event"))
        .orderBy("event.id", "desc")
        .limit(limit);
      if (before !== undefined) query = query.where("event.id", "<", before);
      if (name !== undefined) query = query.where("event.name", "=", name);
      if (trackedUserId !== undefined) query = query.where("event.tracked_user_id", "=", trackedUserId);
      if (since !== undefined) query = query.where("event.id", ">=", firstIdAt(since));
      if (until !== undefined) query = query.where("event.id", "<", firstIdAt(until));
      return (await engine.read(query.compile())).map((row) => from(row as Row));
    },
  };
};
