import * as z from "zod/mini";
import { DELIVERY_STATUSES, EVENT_TYPES, SWITCHED_OFF_REASONS } from "./enumerations.ts";
import { LIMITS } from "./limits.ts";
import { pageQuery } from "./page-query.ts";
import { rotationGraceSchema } from "./rotation-grace.ts";
import { ID_PATTERN } from "./routes.ts";

const id = z.string().check(z.regex(ID_PATTERN));
const timestamp = z.iso.datetime();
const url = z.string().check(z.minLength(1), z.maxLength(LIMITS.webhookUrl));
const events = z.array(z.enum(EVENT_TYPES)).check(
  z.minLength(1),
  z.maxLength(EVENT_TYPES.length),
  z.refine((types: string[]) => new Set(types).size === types.length, "must name each type once"),
);

/** The body of `POST /v1/webhooks`. Without `app` it is the key's, and of all apps for a member; `null` is all apps. */
export const newWebhookSchema = z.strictObject({ app: z.optional(z.nullable(id)), url, events });
export type NewWebhook = z.input<typeof newWebhookSchema>;

/** The body of `PATCH /v1/webhooks/{id}`: what is not named stays. */
export const changedWebhookSchema = z.strictObject({
  url: z.optional(url),
  events: z.optional(events),
  /** `false` switches it off and ends what waits for it; `true` switches it on again for what happens from then on. */
  enabled: z.optional(z.boolean()),
});
export type ChangedWebhook = z.input<typeof changedWebhookSchema>;

/** A webhook as the API returns it. Its secret is never in it. */
export const webhookSchema = z.object({
  id,
  /** `null` for all apps of the organization. */
  app: z.nullable(id),
  url: z.string(),
  events: z.array(z.enum(EVENT_TYPES)),
  enabled: z.boolean(),
  disabledAt: z.nullable(timestamp),
  /** `manual`: somebody did. `gone`: it answered 410. `failing`: nothing else for 5 days. */
  disabledReason: z.nullable(z.enum(SWITCHED_OFF_REASONS)),
  /** Until then the secret before signs too. */
  previousSecretUntil: z.nullable(timestamp),
  createdAt: timestamp,
});
export type Webhook = z.output<typeof webhookSchema>;

/** The answer that shows a secret, this once. */
export const webhookWithSecretSchema = z.extend(webhookSchema, { secret: z.string() });
export type WebhookWithSecret = z.output<typeof webhookWithSecretSchema>;

export const webhookListSchema = z.object({ data: z.array(webhookSchema), nextCursor: z.nullable(z.string()) });

/** The query of `GET /v1/webhooks`. */
export const webhookQuerySchema = z.strictObject({
  ...pageQuery,
  app: z.optional(id),
  enabled: z.optional(z.enum(["true", "false"])),
});
export type WebhookQuery = z.input<typeof webhookQuerySchema>;

/** The query of `GET /v1/webhooks/{id}/deliveries`. */
export const deliveryQuerySchema = z.strictObject({ ...pageQuery, status: z.optional(z.enum(DELIVERY_STATUSES)) });
export type DeliveryQuery = z.input<typeof deliveryQuerySchema>;

/** The body of `POST /v1/webhooks/{id}/rotate`, which may be left out: how long the secret before signs too. */
export const rotateWebhookSchema = z.strictObject({
  graceSeconds: z._default(rotationGraceSchema, LIMITS.webhookSecretGraceSeconds),
});
export type RotateWebhook = z.input<typeof rotateWebhookSchema>;

/** One event on its way to one webhook. */
export const deliverySchema = z.object({
  /** The event's, and what `webhook-id` says: the same at every try. */
  id,
  type: z.enum([...EVENT_TYPES, "webhook.test"]),
  /** The record that it happened to. */
  subject: id,
  status: z.enum(DELIVERY_STATUSES),
  /** Tries made, since it was last replayed. */
  attempts: z.int(),
  createdAt: timestamp,
  nextAttemptAt: z.nullable(timestamp),
  lastAttemptAt: z.nullable(timestamp),
  /** Of the last try, as is all below; `null` when there was no answer. */
  statusCode: z.nullable(z.int()),
  durationMs: z.nullable(z.int()),
  /** The beginning of what was answered. */
  answer: z.nullable(z.string()),
  /** Why there was no answer, or why it does not count. */
  error: z.nullable(z.string()),
});
export type Delivery = z.output<typeof deliverySchema>;

/** One delivery with what is sent. */
export const deliveryDetailSchema = z.extend(deliverySchema, {
  /**
   * What a try sends, as the record it is about stands now; without the signature, which no log keeps. `null` once the record is gone.
   */
  request: z.nullable(
    z.object({
      url: z.string(),
      headers: z.record(z.string(), z.string()),
      /** To 64 KB. */
      body: z.string(),
      /** Whether there is more of it. */
      isCut: z.boolean(),
    }),
  ),
});
export type DeliveryDetail = z.output<typeof deliveryDetailSchema>;

export const deliveryListSchema = z.object({ data: z.array(deliverySchema), nextCursor: z.nullable(z.string()) });
