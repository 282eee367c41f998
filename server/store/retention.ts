import { firstIdAt } from "../ids.ts";
import { auditStatement, type Change } from "./audit.ts";
import type { Engine, Statement } from "./engine.ts";
import { REMOVED_AT_ONCE, removeFeedback } from "./remove-feedback.ts";

/** How long an app keeps feedback. */
export type Retention = { appId: string; organizationId: string; days: number };

export type RetentionStore = {
  /** The apps that do not keep feedback for ever. */
  list(): Promise<Retention[]>;
  /** `null` for ever. */
  set(appId: string, days: number | null): Promise<void>;
  /** Removes the oldest feedback made before `time`, one batch of it. @returns how much; 0 when none is left. */
  removeBefore(retention: Retention, time: number, change: Change): Promise<number>;
  /**
   * Removes the oldest tracked events and recordings received before `time`, one batch of them, and then the users who have not been
   * seen since. @returns how much; 0 when none is left.
   */
  removeTrackedBefore(retention: Retention, time: number, change: Change): Promise<number>;
  /** Gives the disk back what deletions have left free. */
  reclaim(): Promise<void>;
};

/** More would hold up whoever else writes; a recording can be a megabyte. */
const TRACKED_AT_ONCE = { tracked_events: 1_000, recordings: 20 } as const;

export const retentionStore = (engine: Engine): RetentionStore => {
  const { sql } = engine;
  return {
    async list() {
      const rows = await engine.read(
        sql
          .selectFrom("apps")
          .select(["id", "organization_id", "retention_days"])
          .where("retention_days", "is not", null)
          .orderBy("id")
          .compile(),
      );
      return rows.map(({ id, organization_id, retention_days }) => ({
        appId: id,
        organizationId: organization_id,
        days: retention_days ?? 0,
      }));
    },
    async set(appId, days) {
      await engine.write([
        { query: sql.updateTable("apps").set({ retention_days: days }).where("id", "=", appId).compile() },
      ]);
    },
    async removeBefore({ appId, organizationId }, time, change) {
      const oldest = sql
        .selectFrom("feedback")
        .select("id")
        .where("app_id", "=", appId)
        .where("id", "<", firstIdAt(time))
        .orderBy("id")
        .limit(REMOVED_AT_ONCE)
        .compile();
      for (;;) {
        const ids = (await engine.read(oldest)).map(({ id }) => id);
        if (ids.length === 0) return 0;
        const audit = { action: "feedback.expired", subject: `app ${appId}`, details: { feedback: ids.length } };
        if (await removeFeedback(engine, { organizationId, appId, ids, change, audit })) return ids.length;
      }
    },
    async removeTrackedBefore({ appId, organizationId }, time, change) {
      const oldest = async (table: keyof typeof TRACKED_AT_ONCE): Promise<string[]> => {
        const rows = sql.selectFrom(table).select("id").where("app_id", "=", appId).where("id", "<", firstIdAt(time));
        return (await engine.read(rows.orderBy("id").limit(TRACKED_AT_ONCE[table]).compile())).map(({ id }) => id);
      };
      const [events, recordings] = await Promise.all([oldest("tracked_events"), oldest("recordings")]);
      const users =
        events.length + recordings.length > 0
          ? [] // first what they did
          : (
              await engine.read(
                sql
                  .selectFrom("tracked_users")
                  .select("id")
                  .where("app_id", "=", appId)
                  .where("last_seen_at", "<", time)
                  .limit(TRACKED_AT_ONCE.tracked_events)
                  .compile(),
              )
            ).map(({ id }) => id);
      const removed = { trackedUsers: users.length, trackedEvents: events.length, recordings: recordings.length };
      const count = users.length + events.length + recordings.length;
      if (count === 0) return 0;
      const remove = (table: keyof typeof TRACKED_AT_ONCE, ids: string[]): Statement[] =>
        ids.length === 0
          ? []
          : [{ query: sql.deleteFrom(table).where("app_id", "=", appId).where("id", "in", ids).compile() }];
      await engine.write([
        ...remove("tracked_events", events),
        ...remove("recordings", recordings),
        ...(users.length === 0
          ? []
          : [
              {
                query: sql
                  .deleteFrom("tracked_users")
                  .where("app_id", "=", appId)
                  .where("id", "in", users)
                  .where("last_seen_at", "<", time) // unless they are back
                  .compile(),
              },
            ]),
        auditStatement(sql, change, {
          organizationId,
          appId,
          action: "tracking.expired",
          subject: `app ${appId}`,
          details: removed,
        }),
      ]);
      return count;
    },
    reclaim: () => engine.reclaim(),
  };
};
