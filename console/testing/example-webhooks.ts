import { EVENT_TYPES } from "../../shared/contract/enumerations.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import {
  changedWebhookSchema,
  type Delivery,
  newWebhookSchema,
  rotateWebhookSchema,
  type Webhook,
} from "../../shared/contract/webhook.ts";
import type { ExampleAnswers } from "./example-server.ts";

export const exampleWebhook = (given: Partial<Webhook> = {}): Webhook => ({
  id: "68e25d00000000000000f001",
  app: null,
  url: "https://hooks.example.com/services/T0123456789/abcdefABCDEF0123456789",
  events: ["feedback.created", "reply.created"],
  enabled: true,
  disabledAt: null,
  disabledReason: null,
  previousSecretUntil: null,
  createdAt: "2026-10-01T12:00:00.000Z",
  ...given,
});

export const exampleDelivery = (given: Partial<Delivery> = {}): Delivery => ({
  id: "68e25d00000000000000f101",
  type: "feedback.created",
  subject: "68e25d000000000000000001",
  status: "failed",
  attempts: 8,
  createdAt: "2026-10-05T11:00:00.000Z",
  nextAttemptAt: null,
  lastAttemptAt: "2026-10-05T11:30:00.000Z",
  statusCode: 503,
  durationMs: 84,
  answer: "<b>busy</b>",
  error: null,
  ...given,
});

export const EXAMPLE_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/** What the server of an example knows of webhooks. */
export type ExampleWebhooks = { webhooks: Webhook[]; deliveries: Delivery[]; pageSize: number };

type Answer = ReturnType<ExampleAnswers>;

const one = (known: ExampleWebhooks, webhook: Webhook, method: string, rest: string[], body: unknown): Answer => {
  const put = (changed: Partial<Webhook>) => Object.assign(webhook, changed);
  const [what, id, act] = rest;
  const delivery = known.deliveries.find((row) => row.id === id);
  if (method === "GET" && what === undefined) return { status: 200, body: webhook };
  if (method === "DELETE") {
    known.webhooks = known.webhooks.filter((row) => row !== webhook);
    return { status: 204 };
  }
  if (method === "PATCH") {
    const { enabled, ...changed } = changedWebhookSchema.parse(body);
    put(changed as Partial<Webhook>);
    if (enabled !== undefined) put({ enabled, disabledReason: enabled ? null : "manual" });
    return { status: 200, body: webhook };
  }
  if (what === "rotate") {
    const { graceSeconds } = rotateWebhookSchema.parse(body);
    put({ previousSecretUntil: graceSeconds === 0 ? null : "2026-10-06T12:00:00.000Z" });
    return { status: 200, body: { ...webhook, secret: EXAMPLE_SECRET } };
  }
  if (what === "test") {
    const test = exampleDelivery({
      id: "68e25d00000000000000f1ff",
      type: "webhook.test",
      status: "pending",
      attempts: 0,
    });
    known.deliveries.unshift(test);
    return { status: 202, body: test };
  }
  if (what === "deliveries" && act === "replay" && delivery) {
    Object.assign(delivery, { status: "pending", attempts: 0, statusCode: null });
    return { status: 202, body: delivery };
  }
  const request = {
    url: webhook.url,
    headers: { "content-type": "application/json", "webhook-id": id ?? "" },
    body: '{"type":"feedback.created"}',
    isCut: false,
  };
  return delivery ? { status: 200, body: { ...delivery, request } } : undefined;
};

/** Answers what is asked about webhooks. A test changes `known` as the world would. */
export const webhooksAnswer =
  (known: ExampleWebhooks): ExampleAnswers =>
  ({ method, path, query, body }) => {
    if (path !== ROUTES.webhooks && !path.startsWith(`${ROUTES.webhooks}/`)) return undefined;
    const [id, ...rest] = path.slice(ROUTES.webhooks.length + 1).split("/");
    if (path === ROUTES.webhooks && method === "GET")
      return { status: 200, body: { data: known.webhooks, nextCursor: null } };
    if (path === ROUTES.webhooks) {
      const { app = null, url, events } = newWebhookSchema.parse(body);
      const made = exampleWebhook({ id: "68e25d00000000000000f0ff", app, url, events });
      known.webhooks.unshift(made);
      return { status: 201, body: { ...made, secret: EXAMPLE_SECRET } };
    }
    const webhook = known.webhooks.find((row) => row.id === id);
    if (!webhook) return "not_found";
    if (method === "GET" && rest[0] === "deliveries" && rest.length === 1) {
      const cursor = query.get("cursor");
      const status = query.get("status");
      const left = known.deliveries.filter((row) => (!status || row.status === status) && (!cursor || row.id < cursor));
      const data = left.slice(0, known.pageSize);
      return { status: 200, body: { data, nextCursor: left.length > data.length ? data.at(-1)?.id : null } };
    }
    return one(known, webhook, method, rest, body) ?? "not_found";
  };

/** A team's webhooks: one that works, one that a member switched off, one that was switched off because it failed. */
export const exampleWebhooks = (given: Partial<ExampleWebhooks> = {}): ExampleWebhooks => ({
  webhooks: [
    exampleWebhook(),
    exampleWebhook({
      id: "68e25d00000000000000f002",
      url: "https://example.com/hook",
      events: [...EVENT_TYPES],
      enabled: false,
      disabledAt: "2026-10-04T12:00:00.000Z",
      disabledReason: "manual",
    }),
    exampleWebhook({
      id: "68e25d00000000000000f003",
      url: "https://tickets.example.com/in",
      enabled: false,
      disabledAt: "2026-10-04T12:00:00.000Z",
      disabledReason: "failing",
    }),
  ],
  deliveries: [
    exampleDelivery({
      id: "68e25d00000000000000f103",
      status: "pending",
      attempts: 2,
      nextAttemptAt: "2026-10-05T12:04:00.000Z",
    }),
    exampleDelivery({ id: "68e25d00000000000000f102", status: "delivered", attempts: 1, statusCode: 204, answer: "" }),
    exampleDelivery(),
  ],
  pageSize: 50,
  ...given,
});
