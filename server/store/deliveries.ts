import type { Selectable } from "kysely";
import type { DeliveryStatus } from "../../shared/contract/enumerations.ts";
import { type ClaimStore, claimStore } from "./claims.ts";
import type { Engine, Statement } from "./engine.ts";
import type { Schema } from "./schema.ts";
import { EVENT_COLUMNS, type EventRow, eventFrom, type StoredEvent } from "./stored-event.ts";
import type { StoredWebhook } from "./webhooks.ts";

/** A row of the log: one event on its way to one webhook. */
export type StoredDelivery = {
  event: Omit<StoredEvent, "data">;
  status: DeliveryStatus;
  attempts: number;
  /** `null` when nothing more is to be done, or somebody is at it. */
  nextAt: number | null;
  triedAt: number | null;
  statusCode: number | null;
  durationMs: number | null;
  answer: string | null;
  error: string | null;
};

export type DeliveryStore = ClaimStore & {
  /** The newest event first. */
  list(
    webhookId: string,
    page: { limit: number; before: string | undefined; status?: DeliveryStatus | undefined },
  ): Promise<StoredDelivery[]>;
  find(webhookId: string, eventId: string): Promise<StoredDelivery | undefined>;
  /** All tries again from the first, at once. `false` when a try is under way. */
  replay(webhookId: string, eventId: string, now: number): Promise<boolean>;
  /** An event of no meaning, to this webhook only. */
  addTest(webhook: StoredWebhook, eventId: string, now: number): Promise<void>;
};

const deliveryFrom = (row: Selectable<Schema["deliveries"]> & EventRow): StoredDelivery => ({
  event: eventFrom(row),
  status: row.status as DeliveryStatus,
  attempts: row.attempts,
  nextAt: row.lease === null ? row.next_at : null,
  triedAt: row.tried_at,
  statusCode: row.status_code,
  durationMs: row.duration_ms,
  answer: row.answer === null ? null : (JSON.parse(row.answer) as string),
  error: row.error,
});

export const deliveryStore = (engine: Engine): DeliveryStore => {
  const { sql } = engine;

  const logged = (webhookId: string) =>
    sql
      .selectFrom("deliveries")
      .innerJoin("events", "events.id", "deliveries.event_id")
      .selectAll("deliveries")
      .select(EVENT_COLUMNS)
      .where("deliveries.webhook_id", "=", webhookId);

  return {
    ...claimStore(engine),

    async list(webhookId, { limit, before, status }) {
      let query = logged(webhookId).orderBy("deliveries.event_id", "desc").limit(limit);
      if (before) query = query.where("deliveries.event_id", "<", before);
      if (status !== undefined) query = query.where("deliveries.status", "=", status);
      return (await engine.read(query.compile())).map(deliveryFrom);
    },

    async find(webhookId, eventId) {
      const [row] = await engine.read(logged(webhookId).where("deliveries.event_id", "=", eventId).compile());
      return row && deliveryFrom(row);
    },

    async replay(webhookId, eventId, now) {
      const outcome = await engine.write([
        {
          expectRows: 1,
          makesDue: true,
          query: sql
            .updateTable("deliveries")
            .set({ status: "pending", attempts: 0, next_at: now, lease: null })
            .where("webhook_id", "=", webhookId)
            .where("event_id", "=", eventId)
            .where(({ or, eb }) => or([eb("lease", "is", null), eb("next_at", "<=", now)]))
            .compile(),
        },
      ]);
      return outcome.done;
    },

    async addTest(webhook, eventId, now) {
      await engine.write([
        {
          query: sql
            .insertInto("events")
            .values({
              id: eventId,
              organization_id: webhook.organizationId,
              app_id: webhook.appId,
              type: "webhook.test",
              subject_id: webhook.id,
              created_at: now,
              data: JSON.stringify({ webhook: webhook.id }),
            })
            .compile(),
        },
        {
          makesDue: true,
          query: sql
            .insertInto("deliveries")
            .values({ webhook_id: webhook.id, event_id: eventId, status: "pending", attempts: 0, next_at: now })
            .compile(),
        },
      ]);
    },
  };
};

const KEPT_MS = 30 * 24 * 3_600_000;

/** Forgets deliveries that are done, 30 days after their event: the log is for looking, not for keeping. */
export const sweepDeliveries = ({ sql }: Engine, now: number): Statement => ({
  query: sql
    .deleteFrom("deliveries")
    .where("next_at", "is", null)
    // Ids begin with the time. By webhook, so that the key's order serves.
    .where("webhook_id", "in", sql.selectFrom("webhooks").select("id"))
    .where("event_id", "<", (now - KEPT_MS).toString(16).padStart(12, "0"))
    .compile(),
});
