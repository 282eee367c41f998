import { ROUTES } from "../../shared/contract/routes.ts";
import {
  deliveryDetailSchema,
  deliveryListSchema,
  deliveryQuerySchema,
  deliverySchema,
} from "../../shared/contract/webhook.ts";
import { readPage } from "../paging.ts";
import { access, actorOf } from "../policy/access.ts";
import { parseQuery } from "../policy/parsed.ts";
import type { Route } from "../route.ts";
import type { PolicyContext, Services } from "../services.ts";
import { findDelivery, replayDelivery, sendTestEvent } from "../webhooks/delivery-management.ts";
import { requestOfDelivery } from "../webhooks/delivery-request.ts";
import { deliveryFromStored } from "../webhooks/from-stored.ts";
import { namedWebhook } from "../webhooks/named-webhook.ts";
import { REFUSED_ACCESS } from "./refused.ts";

const namedDelivery = (context: PolicyContext): string => context.req.param("deliveryId") ?? "";

const list = (services: Services): Route => ({
  method: "GET",
  path: ROUTES.webhookDeliveries,
  tag: "Webhooks",
  summary: "List what was sent to a webhook, newest first",
  description: "Deliveries that are done are kept for 30 days.",
  auth: "reader",
  query: deliveryQuerySchema,
  answers: { 200: { description: "One page.", schema: deliveryListSchema } },
  errors: ["invalid_query", ...REFUSED_ACCESS, "not_found"],
  policies: [access(services, "webhooks:write")],
  async handle(context) {
    const { id } = await namedWebhook(services, context);
    const { status, ...asked } = parseQuery(context, deliveryQuerySchema);
    const { data, nextCursor } = await readPage(
      actorOf(context),
      asked,
      ({ limit, after }) => services.store.deliveries.list(id, { limit, before: after, status }),
      ({ event }) => event.id,
    );
    return context.json({ data: data.map(deliveryFromStored), nextCursor });
  },
});

const get = (services: Services): Route => ({
  method: "GET",
  path: ROUTES.webhookDelivery,
  tag: "Webhooks",
  summary: "Get one delivery",
  auth: "reader",
  answers: { 200: { description: "What is sent, and what came of it so far.", schema: deliveryDetailSchema } },
  errors: [...REFUSED_ACCESS, "not_found"],
  policies: [access(services, "webhooks:write")],
  async handle(context) {
    const webhook = await namedWebhook(services, context);
    const delivery = await findDelivery(services, webhook.id, namedDelivery(context));
    return context.json({
      ...deliveryFromStored(delivery),
      request: await requestOfDelivery(services, webhook, delivery),
    });
  },
});

const replay = (services: Services): Route => ({
  method: "POST",
  path: ROUTES.webhookReplay,
  tag: "Webhooks",
  summary: "Send a delivery again",
  description: "At once, and with all its tries. Its `webhook-id` stays, so that the receiver knows it.",
  auth: "reader",
  answers: { 202: { description: "It is on its way.", schema: deliverySchema } },
  errors: [...REFUSED_ACCESS, "not_found", "conflict"],
  policies: [access(services, "webhooks:write")],
  async handle(context) {
    const { id } = await namedWebhook(services, context);
    return context.json(await replayDelivery(services, actorOf(context), id, namedDelivery(context)), 202);
  },
});

const test = (services: Services): Route => ({
  method: "POST",
  path: ROUTES.webhookTest,
  tag: "Webhooks",
  summary: "Send a test event",
  description:
    "One try of an event of the type `webhook.test`, to this webhook only. Get the delivery to see what came of it.",
  auth: "reader",
  answers: { 202: { description: "It is on its way.", schema: deliverySchema } },
  errors: [...REFUSED_ACCESS, "not_found", "conflict"],
  policies: [access(services, "webhooks:write")],
  async handle(context) {
    const { id } = await namedWebhook(services, context);
    return context.json(await sendTestEvent(services, actorOf(context), id), 202);
  },
});

export const webhookDeliveryRoutes = (services: Services): Route[] => [
  list(services),
  get(services),
  replay(services),
  test(services),
];
