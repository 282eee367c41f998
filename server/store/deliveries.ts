import { sql as raw, type Selectable } from "kysely";
import type { DeliveryStatus, EventType } from "../../shared/contract/enumerations.ts";
import type { Engine, Statement } from "./engine.ts";
import type { Schema } from "./schema.ts";
import { type StoredWebhook, webhookFrom } from "./webhooks.ts";

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

/** A delivery that one worker has for itself until its lease ends. */
export type ClaimedDelivery = {
  lease: string;
  attempts: number;
  event: StoredEvent;
  webhook: StoredWebhook;
  /** Sealed, the newest first: all that sign. */
  secrets: Uint8Array[];
};

/** What came of a try. `nextAt` says whether, and when, there is another. */
export type DeliveryResult = {
  status: DeliveryStatus;
  nextAt: number | null;
  triedAt: number;
  statusCode: number | null;
  durationMs: number | null;
  answer: string | null;
  error: string | null;
};

export type Claim = {
  /** A name for this claim that no other has. */
  lease: string;
  leaseMs: number;
  limit: number;
  /** Webhooks that have enough under way already. */
  passOver: string[];
};

export type DeliveryStore = {
  /** When something is to be done next: it may be past. `undefined` when nothing is. */
  nextDue(passOver: string[]): Promise<number | undefined>;
  /** Takes due deliveries, the longest due first. Nobody else gets them until the lease ends. */
  claim(now: number, claim: Claim): Promise<ClaimedDelivery[]>;
  /**
   * Writes what came of a try, and whether the webhook works.
   * @returns `false` when the lease was lost meanwhile: then nothing is written.
   */
  finish(claimed: ClaimedDelivery, result: DeliveryResult): Promise<boolean>;
  /** The newest event first. */
  list(webhookId: string, page: { limit: number; before: string | undefined }): Promise<StoredDelivery[]>;
  find(webhookId: string, eventId: string): Promise<StoredDelivery | undefined>;
  /** All tries again from the first, at once. `false` when a try is under way. */
  replay(webhookId: string, eventId: string, now: number): Promise<boolean>;
  /** An event of no meaning, to this webhook only. */
  addTest(webhook: StoredWebhook, eventId: string, now: number): Promise<void>;
  /** How many have something to be done. */
  countWaiting(): Promise<number>;
};

const EVENT_COLUMNS = [
  "events.id as event_id",
  "events.type as event_type",
  "events.app_id as event_app_id",
  "events.subject_id",
  "events.created_at as event_created_at",
] as const;

type EventRow = {
  event_id: string;
  event_type: string;
  event_app_id: string | null;
  subject_id: string;
  event_created_at: number;
};

const eventFrom = (row: EventRow): Omit<StoredEvent, "data"> => ({
  id: row.event_id,
  type: row.event_type as StoredEvent["type"],
  appId: row.event_app_id,
  subjectId: row.subject_id,
  createdAt: row.event_created_at,
});

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

  const due = (passOver: string[]) => {
    const query = sql.selectFrom("deliveries").where("next_at", "is not", null);
    return passOver.length === 0 ? query : query.where("webhook_id", "not in", passOver);
  };

  const logged = (webhookId: string) =>
    sql
      .selectFrom("deliveries")
      .innerJoin("events", "events.id", "deliveries.event_id")
      .selectAll("deliveries")
      .select(EVENT_COLUMNS)
      .where("deliveries.webhook_id", "=", webhookId);

  const one = ({ webhook, event, lease }: ClaimedDelivery) =>
    sql
      .updateTable("deliveries")
      .where("webhook_id", "=", webhook.id)
      .where("event_id", "=", event.id)
      .where("lease", "=", lease);

  return {
    async nextDue(passOver) {
      const [row] = await engine.read(due(passOver).select("next_at").orderBy("next_at").limit(1).compile());
      return row?.next_at ?? undefined;
    },

    async claim(now, { lease, leaseMs, limit, passOver }) {
      const open = due(passOver)
        .select(["webhook_id", "event_id"])
        .where("next_at", "<=", now)
        .orderBy("next_at")
        .limit(limit);
      const taken = engine.locksRows ? open.forUpdate().skipLocked() : open;
      await engine.write([
        {
          query: sql
            .updateTable("deliveries")
            .set({ lease, next_at: now + leaseMs })
            .where(raw<boolean>`(webhook_id, event_id) in ${taken}`)
            .compile(),
        },
        // What was written while its webhook was taken away leads nowhere.
        {
          query: sql
            .deleteFrom("deliveries")
            .where("lease", "=", lease)
            .where("webhook_id", "not in", sql.selectFrom("webhooks").select("id"))
            .compile(),
        },
      ]);
      const rows = await engine.read(
        sql
          .selectFrom("deliveries")
          .innerJoin("events", "events.id", "deliveries.event_id")
          .innerJoin("webhooks", "webhooks.id", "deliveries.webhook_id")
          .selectAll("webhooks")
          .select(["deliveries.attempts", "events.data", ...EVENT_COLUMNS])
          .where("deliveries.lease", "=", lease)
          .compile(),
      );
      return rows.map((row) => ({
        lease,
        attempts: row.attempts,
        event: { ...eventFrom(row), data: row.data === null ? null : (JSON.parse(row.data) as StoredEvent["data"]) },
        webhook: webhookFrom(row),
        secrets:
          row.previous_secret && (row.previous_until ?? 0) > now ? [row.secret, row.previous_secret] : [row.secret],
      }));
    },

    async finish(claimed, { status, nextAt, triedAt, statusCode, durationMs, answer, error }) {
      const webhook = sql.updateTable("webhooks").where("id", "=", claimed.webhook.id);
      const health: Statement =
        status === "delivered"
          ? { query: webhook.set({ failing_since: null }).where("failing_since", "is not", null).compile() }
          : { query: webhook.set({ failing_since: triedAt }).where("failing_since", "is", null).compile() };
      const outcome = await engine.write([
        {
          expectRows: 1,
          query: one(claimed)
            .set({
              status,
              attempts: claimed.attempts + 1,
              next_at: nextAt,
              lease: null,
              tried_at: triedAt,
              status_code: statusCode,
              duration_ms: durationMs,
              answer: answer === null ? null : JSON.stringify(answer), // any text, NUL too, which a column would refuse
              error,
            })
            .compile(),
        },
        // A test says nothing about whether what matters arrives, unless it does.
        ...(claimed.event.type === "webhook.test" && status !== "delivered" ? [] : [health]),
      ]);
      return outcome.done;
    },

    async list(webhookId, { limit, before }) {
      const query = logged(webhookId).orderBy("deliveries.event_id", "desc").limit(limit);
      const rows = await engine.read((before ? query.where("deliveries.event_id", "<", before) : query).compile());
      return rows.map(deliveryFrom);
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

    async countWaiting() {
      const [row] = await engine.read(
        due([])
          .select(({ fn }) => fn.countAll<number>().as("count"))
          .compile(),
      );
      return row?.count ?? 0;
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
