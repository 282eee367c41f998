import type { Delivery, Webhook } from "../../shared/contract/webhook.ts";
import type { StoredDelivery } from "../store/deliveries.ts";
import type { StoredWebhook } from "../store/webhooks.ts";

const iso = (time: number): string => new Date(time).toISOString();
const isoOrNull = (time: number | null): string | null => (time === null ? null : iso(time));

/** A webhook as the API shows it. */
export const webhookFromStored = (stored: StoredWebhook, now: number): Webhook => ({
  id: stored.id,
  app: stored.appId,
  url: stored.url,
  events: stored.events,
  enabled: stored.disabledAt === null,
  disabledAt: isoOrNull(stored.disabledAt),
  disabledReason: stored.disabledReason,
  previousSecretUntil: isoOrNull((stored.previousUntil ?? 0) > now ? stored.previousUntil : null),
  createdAt: iso(stored.createdAt),
});

/** A row of the delivery log as the API shows it. */
export const deliveryFromStored = ({ event, nextAt, triedAt, ...stored }: StoredDelivery): Delivery => ({
  id: event.id,
  type: event.type,
  subject: event.subjectId,
  status: stored.status,
  attempts: stored.attempts,
  createdAt: iso(event.createdAt),
  nextAttemptAt: isoOrNull(nextAt),
  lastAttemptAt: isoOrNull(triedAt),
  statusCode: stored.statusCode,
  durationMs: stored.durationMs,
  answer: stored.answer,
  error: stored.error,
});
