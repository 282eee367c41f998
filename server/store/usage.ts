import type { ErrorCode } from "../../shared/contract/errors.ts";
import { appsWithin } from "./apps.ts";
import type { Engine } from "./engine.ts";
import type { FeedbackReader } from "./feedback.ts";

/** What became of requests: done, or refused with a code. */
export type UsageOutcome = "done" | ErrorCode;

/** So many requests of one key on one day (UTC, `2026-01-31`) with one outcome. */
export type UsageCount = {
  appId: string;
  keyId: string;
  day: string;
  outcome: UsageOutcome;
  requests: number;
  /** How many tracked events came with them. */
  events: number;
};

export type UsageStore = {
  /** Adds to what was counted before, all or nothing. */
  add(counts: UsageCount[]): Promise<void>;
  /** Days from and to are included. Newest day first. */
  list(
    reader: FeedbackReader,
    filter: { from: string; to: string; appId: string | undefined; keyId: string | undefined },
  ): Promise<UsageCount[]>;
};

export const usageStore = (engine: Engine): UsageStore => {
  const { sql } = engine;
  return {
    async add(counts) {
      await engine.write(
        counts.map(({ appId, keyId, day, outcome, requests, events }) => ({
          query: sql
            .insertInto("usage")
            .values({ app_id: appId, key_id: keyId, day, outcome, requests, events })
            .onConflict((conflict) =>
              conflict.columns(["app_id", "key_id", "day", "outcome"]).doUpdateSet(({ eb, ref }) => ({
                requests: eb(ref("usage.requests"), "+", ref("excluded.requests")),
                events: eb(ref("usage.events"), "+", ref("excluded.events")),
              })),
            )
            .compile(),
        })),
      );
    },
    async list(reader, { from, to, appId, keyId }) {
      let query = sql
        .selectFrom("usage")
        .selectAll("usage")
        .where("usage.app_id", "in", appsWithin(sql, reader))
        .where("usage.day", ">=", from)
        .where("usage.day", "<=", to)
        .orderBy("usage.day", "desc")
        .orderBy("usage.app_id")
        .orderBy("usage.key_id")
        .orderBy("usage.outcome");
      if (reader.appId !== null) query = query.where("usage.app_id", "=", reader.appId);
      if (appId !== undefined) query = query.where("usage.app_id", "=", appId);
      if (keyId !== undefined) query = query.where("usage.key_id", "=", keyId);
      return (await engine.read(query.compile())).map((row) => ({
        appId: row.app_id,
        keyId: row.key_id,
        day: row.day,
        outcome: row.outcome as UsageOutcome,
        requests: row.requests,
        events: row.events,
      }));
    },
  };
};
