import { sql as raw } from "kysely";
import type { DeliveryStatus } from "../../shared/contract/enumerations.ts";
import type { Engine, Statement } from "./engine.ts";
import { EVENT_COLUMNS, eventFrom, type StoredEvent } from "./stored-event.ts";
import { type StoredWebhook, webhookFrom } from "./webhooks.ts";

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

/** What a worker asks: each delivery is tried by one at a time. */
export type ClaimStore = {
  /** When something is to be done next: it may be past. `undefined` when nothing is. */
  nextDue(passOver: string[]): Promise<number | undefined>;
  /** Takes due deliveries, the longest due first. Nobody else gets them until the lease ends. */
  claim(now: number, claim: Claim): Promise<ClaimedDelivery[]>;
  /**
   * Writes what came of a try, and whether the webhook works.
   * @returns `false` when the lease was lost meanwhile: then nothing is written.
   */
  finish(claimed: ClaimedDelivery, result: DeliveryResult): Promise<boolean>;
  /** Ends it without a try, saying why. */
  giveUp(claimed: ClaimedDelivery, error: string): Promise<void>;
  /** How many have something to be done. */
  countWaiting(): Promise<number>;
};

export const claimStore = (engine: Engine): ClaimStore => {
  const { sql } = engine;

  const due = (passOver: string[]) => {
    const query = sql.selectFrom("deliveries").where("next_at", "is not", null);
    return passOver.length === 0 ? query : query.where("webhook_id", "not in", passOver);
  };

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
          // Chosen once: a database that joins row by row would ask a subquery again for each row, and get the next ones each time.
          query: sql
            .with(
              (name) => name("taken").materialized(),
              () => taken,
            )
            .updateTable("deliveries")
            .set({ lease, next_at: now + leaseMs })
            .where(raw<boolean>`(webhook_id, event_id) in (select webhook_id, event_id from taken)`)
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

    async giveUp(claimed, error) {
      const ended = { status: "failed", next_at: null, lease: null, error };
      await engine.write([{ query: one(claimed).set(ended).compile() }]);
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
