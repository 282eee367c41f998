import { firstIdAt } from "../ids.ts";
import type { Change } from "./audit.ts";
import type { Engine } from "./engine.ts";
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
  /** Gives the disk back what deletions have left free. */
  reclaim(): Promise<void>;
};

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
    reclaim: () => engine.reclaim(),
  };
};
