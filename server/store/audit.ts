import type { Kysely } from "kysely";
import { appsWithin } from "./apps.ts";
import type { Engine, Statement } from "./engine.ts";
import type { FeedbackReader } from "./feedback.ts";
import type { Schema } from "./schema.ts";

/** Who changes something, and when. What a store changes for somebody goes into the log in the same unit. */
export type Change = {
  at: number;
  /** `member 0123…`, `key 0123…` or `server retention`. */
  actor: string;
  makeId: () => string;
};

export type AuditEntry = {
  id: string;
  organizationId: string;
  /** `null` for what belongs to no app. */
  appId: string | null;
  at: number;
  actor: string;
  /** What was done, as `subject.verb`: `feedback.updated`. */
  action: string;
  /** What it was done to: its kind and id, `feedback 0123…`. */
  subject: string;
  /** What tells more, and nothing that a person wrote: names of fields, words of closed lists, counts. Of a removed member the name. */
  details: Record<string, string | number | boolean | null | string[]>;
};

export type AuditStore = {
  /** The ids of keys whose text this actor was shown: made, or made in the place of others. */
  keysMadeBy(organizationId: string, actor: string): Promise<Set<string>>;
  /** Newest first, older than `before`. A key's reader sees its own app's entries only. */
  list(
    reader: FeedbackReader,
    page: {
      limit: number;
      before: string | undefined;
      appId?: string | undefined;
      action?: string | undefined;
      /** The id of a member or a key. */
      actorId?: string | undefined;
      /** Milliseconds since 1970: from then on, and before then. */
      since?: number | undefined;
      until?: number | undefined;
    },
  ): Promise<AuditEntry[]>;
};

/** The statement that notes who did what. It belongs into the unit that does it. */
export const auditStatement = (
  sql: Kysely<Schema>,
  change: Change,
  entry: Pick<AuditEntry, "appId" | "action" | "subject"> &
    Partial<Pick<AuditEntry, "details">> & { organizationId: string },
): Statement => ({
  query: sql
    .insertInto("audit")
    .values({
      id: change.makeId(),
      organization_id: entry.organizationId,
      app_id: entry.appId,
      at: change.at,
      actor: change.actor,
      action: entry.action,
      subject: entry.subject,
      details: JSON.stringify(entry.details ?? {}),
    })
    .compile(),
});

export const auditStore = (engine: Engine): AuditStore => {
  const { sql } = engine;
  return {
    async keysMadeBy(organizationId, actor) {
      const rows = await engine.read(
        sql
          .selectFrom("audit")
          .select(["action", "subject", "details"])
          .where("organization_id", "=", organizationId)
          .where("actor", "=", actor)
          .where("action", "in", ["key.created", "key.rotated"])
          .compile(),
      );
      const made = rows.map(({ action, subject, details }) =>
        action === "key.created" ? subject.slice("key ".length) : String(JSON.parse(details).successor),
      );
      return new Set(made);
    },
    async list(reader, { limit, before, appId: asked, action, actorId, since, until }) {
      let query = sql
        .selectFrom("audit")
        .selectAll()
        .where("organization_id", "=", reader.organizationId)
        .orderBy("id", "desc")
        .limit(limit);
      if (reader.appId !== null) query = query.where("app_id", "=", reader.appId);
      else if (reader.environment !== undefined) query = query.where("app_id", "in", appsWithin(sql, reader));
      if (asked !== undefined) query = query.where("app_id", "=", asked);
      if (action !== undefined) query = query.where("action", "=", action);
      if (actorId !== undefined) query = query.where("actor", "in", [`member ${actorId}`, `key ${actorId}`]);
      if (since !== undefined) query = query.where("at", ">=", since);
      if (until !== undefined) query = query.where("at", "<", until);
      if (before) query = query.where("id", "<", before);
      return (await engine.read(query.compile())).map((row) => ({
        id: row.id,
        organizationId: row.organization_id,
        appId: row.app_id,
        at: row.at,
        actor: row.actor,
        action: row.action,
        subject: row.subject,
        details: JSON.parse(row.details) as AuditEntry["details"],
      }));
    },
  };
};
