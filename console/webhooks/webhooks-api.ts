import { ROUTES } from "../../shared/contract/routes.ts";
import type {
  ChangedWebhook,
  Delivery,
  DeliveryDetail,
  DeliveryQuery,
  NewWebhook,
  Webhook,
  WebhookWithSecret,
} from "../../shared/contract/webhook.ts";
import type { Api, Page } from "../api.ts";

/** What this room asks of the server. */
export const webhooksApi = (api: Api) => ({
  list: (signal: AbortSignal) => api.all<Webhook>(ROUTES.webhooks, { signal }),
  get: (id: string, signal?: AbortSignal) =>
    api.ask<Webhook>(ROUTES.webhook, { path: { id }, ...(signal ? { signal } : {}) }),
  create: (body: NewWebhook) => api.ask<WebhookWithSecret>(ROUTES.webhooks, { method: "POST", body }),
  change: (id: string, body: ChangedWebhook) =>
    api.ask<Webhook>(ROUTES.webhook, { method: "PATCH", path: { id }, body }),
  remove: (id: string) => api.tell(ROUTES.webhook, { method: "DELETE", path: { id } }),
  rotate: (id: string, graceSeconds: number) =>
    api.ask<WebhookWithSecret>(ROUTES.webhookRotate, { method: "POST", path: { id }, body: { graceSeconds } }),
  test: (id: string) => api.ask<Delivery>(ROUTES.webhookTest, { method: "POST", path: { id } }),
  deliveries: (id: string, query: Record<string, string | undefined> & DeliveryQuery, signal?: AbortSignal) =>
    api.ask<Page<Delivery>>(ROUTES.webhookDeliveries, { path: { id }, query, ...(signal ? { signal } : {}) }),
  delivery: (id: string, deliveryId: string, signal?: AbortSignal) =>
    api.ask<DeliveryDetail>(ROUTES.webhookDelivery, { path: { id, deliveryId }, ...(signal ? { signal } : {}) }),
  replay: (id: string, deliveryId: string) =>
    api.ask<Delivery>(ROUTES.webhookReplay, { method: "POST", path: { id, deliveryId } }),
});
