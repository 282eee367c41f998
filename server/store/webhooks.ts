import type { Selectable } from "kysely";
import type { EventType, SwitchedOffReason } from "../../shared/contract/enumerations.ts";
import type { Engine, Statement } from "./engine.ts";
import { eventStatements } from "./events.ts";
import { type Noted, note } from "./noted.ts";
import type { Schema } from "./schema.ts";

export type StoredWebhook = {
  id: string;
  organizationId: string;
  /** `null` for all apps. */
  appId: string | null;
  url: string;
  events: EventType[];
  createdAt: number;
  /** Until when the secret before signs too. */
  previousUntil: number | null;
  disabledAt: number | null;
  disabledReason: SwitchedOffReason | null;
  /** Since when it did nothing but fail. */
  failingSince: number | null;
};

export type NewStoredWebhook = Pick<
  StoredWebhook,
  "id" | "organizationId" | "appId" | "url" | "events" | "createdAt"
> & {
  /** Sealed by the vault. */
  secret: Buffer;
};

export type WebhookChange = {
  url?: string | undefined;
  events?: EventType[] | undefined;
  enabled?: boolean | undefined;
};

/** Which webhooks somebody may see and change: a key those of its own app, a member all of the organization's. */
export type WebhookReader = { organizationId: string; appId: string | null };

/** Which webhook, and whose it is, for the log of what members and keys did. */
type Named = Pick<StoredWebhook, "id" | "appId">;

export type WebhookStore = {
  /** @param most How many an app may have (or the organization, of those for all apps), this one included. */
  add(webhook: NewStoredWebhook, most: number, noted?: Noted): Promise<"added" | "no_app" | "too_many">;
  /** The newest first. */
  list(
    reader: WebhookReader,
    page: { limit: number; before: string | undefined; appId?: string | undefined; enabled?: boolean | undefined },
  ): Promise<StoredWebhook[]>;
  find(reader: WebhookReader, id: string): Promise<StoredWebhook | undefined>;
  /** Switching off ends what waits for it. */
  change(webhook: Named, change: WebhookChange, now: number, noted?: Noted): Promise<void>;
  /** The secret there was signs too until `previousUntil`; one that was before that does no more. */
  rotate(webhook: Named, secret: Buffer, previousUntil: number, noted?: Noted): Promise<void>;
  /**
   * Switches it off because of what it answers, with the event that says so to the others.
   * @returns `false` when it was off already, or a delivery succeeded meanwhile.
   */
  switchOff(
    webhook: StoredWebhook,
    off: {
      reason: SwitchedOffReason;
      /** It must have done nothing but fail since then. */
      failingSince: number;
      at: number;
      eventId: string;
      data: Record<string, unknown>;
    },
  ): Promise<boolean>;
  /** With its deliveries. */
  remove(webhook: Named, noted?: Noted): Promise<void>;
};

export const webhookFrom = (row: Selectable<Schema["webhooks"]>): StoredWebhook => ({
  id: row.id,
  organizationId: row.organization_id,
  appId: row.app_id,
  url: row.url,
  events: JSON.parse(row.events) as EventType[],
  createdAt: row.created_at,
  previousUntil: row.previous_until,
  disabledAt: row.disabled_at,
  disabledReason: row.disabled_reason as SwitchedOffReason | null,
  failingSince: row.failing_since,
});

export const webhookStore = (engine: Engine): WebhookStore => {
  const { sql } = engine;

  /** Every query that a reader asks starts here, so that none can forget whose it may be. */
  const readable = ({ organizationId, appId }: WebhookReader) => {
    const query = sql.selectFrom("webhooks").selectAll().where("organization_id", "=", organizationId);
    return appId === null ? query : query.where("app_id", "=", appId);
  };

  const endWaiting = (webhookId: string): Statement => ({
    query: sql
      .updateTable("deliveries")
      .set({ status: "failed", next_at: null, lease: null, error: "the webhook was switched off" })
      .where("webhook_id", "=", webhookId)
      .where("next_at", "is not", null)
      .compile(),
  });

  return {
    async add({ id, organizationId, appId, url, events, createdAt, secret }, most, noted) {
      const siblings = sql
        .selectFrom("webhooks as sibling")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .where("sibling.organization_id", "=", organizationId)
        .where("sibling.app_id", appId === null ? "is" : "=", appId);
      // A change of nothing, but who comes second waits here, so that the count below counts all.
      const lock =
        appId === null
          ? sql.updateTable("organizations").set({ id: organizationId }).where("id", "=", organizationId)
          : sql
              .updateTable("apps")
              .set({ id: appId })
              .where("id", "=", appId)
              .where("organization_id", "=", organizationId);
      const outcome = await engine.write([
        { expectRows: 1, query: lock.compile() },
        {
          query: sql
            .insertInto("webhooks")
            .values({
              id,
              organization_id: organizationId,
              app_id: appId,
              url,
              events: JSON.stringify(events),
              secret,
              created_at: createdAt,
            })
            .compile(),
        },
        {
          expectRows: 1,
          query: sql.updateTable("webhooks").set({ id }).where("id", "=", id).where(siblings, "<=", most).compile(),
        },
        ...note(sql, noted, { appId, action: "webhook.created", subject: `webhook ${id}`, details: { events } }),
      ]);
      return outcome.done ? "added" : outcome.stoppedAt === 0 ? "no_app" : "too_many";
    },

    async list(reader, { limit, before, appId, enabled }) {
      let query = readable(reader).orderBy("id", "desc").limit(limit);
      if (before) query = query.where("id", "<", before);
      if (appId !== undefined) query = query.where("app_id", "=", appId);
      if (enabled !== undefined) query = query.where("disabled_at", enabled ? "is" : "is not", null);
      return (await engine.read(query.compile())).map(webhookFrom);
    },

    async find(reader, id) {
      const [row] = await engine.read(readable(reader).where("id", "=", id).compile());
      return row && webhookFrom(row);
    },

    async change({ id, appId }, { url, events, enabled }, now, noted) {
      const unit: Statement[] = [];
      const set = { ...(url ? { url } : {}), ...(events ? { events: JSON.stringify(events) } : {}) };
      const update = sql.updateTable("webhooks").where("id", "=", id);
      if (url || events) unit.push({ query: update.set(set).compile() });
      if (enabled === true)
        unit.push({ query: update.set({ disabled_at: null, disabled_reason: null, failing_since: null }).compile() });
      if (enabled === false)
        unit.push(
          {
            query: update
              .set({ disabled_at: now, disabled_reason: "manual" })
              .where("disabled_at", "is", null)
              .compile(),
          },
          endWaiting(id),
        );
      const changed = Object.entries({ url, events, enabled }).flatMap(([name, value]) =>
        value === undefined ? [] : [name],
      );
      // The address stays out of the log: it may hold a token of the receiver's.
      const details = { changed, ...(enabled === undefined ? {} : { enabled }) };
      unit.push(...note(sql, noted, { appId, action: "webhook.updated", subject: `webhook ${id}`, details }));
      await engine.write(unit);
    },

    async rotate({ id, appId }, secret, previousUntil, noted) {
      await engine.write([
        {
          query: sql
            .updateTable("webhooks")
            .set(({ ref }) => ({ previous_secret: ref("secret"), previous_until: previousUntil, secret }))
            .where("id", "=", id)
            .compile(),
        },
        ...note(sql, noted, { appId, action: "webhook.rotated", subject: `webhook ${id}` }),
      ]);
    },

    async switchOff({ id, organizationId, appId }, { reason, failingSince, at, eventId, data }) {
      const event = { id: eventId, type: "webhook.disabled" as const, subjectId: id, createdAt: at, data };
      const outcome = await engine.write([
        {
          expectRows: 1,
          query: sql
            .updateTable("webhooks")
            .set({ disabled_at: at, disabled_reason: reason })
            .where("id", "=", id)
            .where("disabled_at", "is", null)
            .where("failing_since", "<=", failingSince)
            .compile(),
        },
        endWaiting(id),
        ...eventStatements(engine, appId === null ? { ...event, appId, organizationId } : { ...event, appId }),
      ]);
      return outcome.done;
    },

    async remove({ id, appId }, noted) {
      await engine.write([
        { query: sql.deleteFrom("deliveries").where("webhook_id", "=", id).compile() },
        { query: sql.deleteFrom("webhooks").where("id", "=", id).compile() },
        ...note(sql, noted, { appId, action: "webhook.deleted", subject: `webhook ${id}` }),
      ]);
    },
  };
};
