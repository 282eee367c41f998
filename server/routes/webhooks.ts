import { LIMITS } from "../../shared/contract/limits.ts";
import { ROUTES } from "../../shared/contract/routes.ts";
import {
  changedWebhookSchema,
  newWebhookSchema,
  rotateWebhookSchema,
  webhookListSchema,
  webhookQuerySchema,
  webhookSchema,
  webhookWithSecretSchema,
} from "../../shared/contract/webhook.ts";
import { requireNamed } from "../named-here.ts";
import { readPage } from "../paging.ts";
import { access, actorOf } from "../policy/access.ts";
import { parseOptionalBody } from "../policy/optional-body.ts";
import { parseBody, parseQuery } from "../policy/parsed.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import { webhookFromStored } from "../webhooks/from-stored.ts";
import { namedWebhook } from "../webhooks/named-webhook.ts";
import { changeWebhook, createWebhook, deleteWebhook, rotateWebhook } from "../webhooks/webhook-management.ts";
import { REFUSED_ACCESS, REFUSED_BODY } from "./refused.ts";

const list = (services: Services): Route => ({
  method: "GET",
  path: ROUTES.webhooks,
  tag: "Webhooks",
  summary: "List the webhooks, newest first",
  description: "A member sees all of the organization's, a key those of its own app.",
  auth: "reader",
  query: webhookQuerySchema,
  answers: { 200: { description: "One page.", schema: webhookListSchema } },
  errors: ["invalid_query", ...REFUSED_ACCESS, "not_found"],
  policies: [access(services, "webhooks:write")],
  async handle(context) {
    const { app, enabled, ...asked } = parseQuery(context, webhookQuerySchema);
    const narrowed = { appId: app, enabled: enabled === undefined ? undefined : enabled === "true" };
    const { data, nextCursor } = await readPage(actorOf(context), asked, ({ limit, after }) =>
      services.store.webhooks.list(actorOf(context), { ...narrowed, limit, before: after }),
    );
    if (data.length === 0) await requireNamed(services, actorOf(context), { app });
    const now = services.clock.now();
    return context.json({ data: data.map((stored) => webhookFromStored(stored, now)), nextCursor });
  },
});

const create = (services: Services): Route => ({
  method: "POST",
  path: ROUTES.webhooks,
  tag: "Webhooks",
  summary: "Make a webhook",
  description:
    "Events are posted to its address as Standard Webhooks has it: `{ type, timestamp, data }`, signed in `webhook-signature`. The secret that they are signed with is shown this once.",
  auth: "reader",
  body: newWebhookSchema,
  example: { url: "https://example.com/hooks/earshot", events: ["feedback.created"] },
  answers: { 201: { description: "The webhook, and its secret.", schema: webhookWithSecretSchema } },
  errors: [...REFUSED_BODY, "not_found", "conflict"],
  policies: [access(services, "webhooks:write")],
  async handle(context) {
    const wanted = await parseBody(context, newWebhookSchema, LIMITS.managementBodyBytes);
    const made = await createWebhook(services, actorOf(context), wanted);
    context.header("Cache-Control", "no-store");
    return context.json(made, 201);
  },
});

const get = (services: Services): Route => ({
  method: "GET",
  path: ROUTES.webhook,
  tag: "Webhooks",
  summary: "Get a webhook",
  auth: "reader",
  answers: { 200: { description: "The webhook, without its secret.", schema: webhookSchema } },
  errors: [...REFUSED_ACCESS, "not_found"],
  policies: [access(services, "webhooks:write")],
  handle: async (context) =>
    context.json(webhookFromStored(await namedWebhook(services, context), services.clock.now())),
});

const change = (services: Services): Route => ({
  method: "PATCH",
  path: ROUTES.webhook,
  tag: "Webhooks",
  summary: "Change a webhook",
  description:
    "What is not named stays. Switching it off ends what waits for it; each can be replayed once it is on again.",
  auth: "reader",
  body: changedWebhookSchema,
  example: { events: ["feedback.created", "feedback.updated"], enabled: true },
  answers: { 200: { description: "The webhook as it is now.", schema: webhookSchema } },
  errors: [...REFUSED_BODY, "not_found"],
  policies: [access(services, "webhooks:write")],
  async handle(context) {
    const { id } = await namedWebhook(services, context);
    const changed = await parseBody(context, changedWebhookSchema, LIMITS.managementBodyBytes);
    return context.json(await changeWebhook(services, actorOf(context), id, changed));
  },
});

const remove = (services: Services): Route => ({
  method: "DELETE",
  path: ROUTES.webhook,
  tag: "Webhooks",
  summary: "Delete a webhook",
  description: "With its delivery log. What waits for it is not sent.",
  auth: "reader",
  answers: { 204: { description: "Deleted." } },
  errors: [...REFUSED_ACCESS, "not_found"],
  policies: [access(services, "webhooks:write")],
  async handle(context) {
    await deleteWebhook(services, actorOf(context), context.req.param("id") ?? "");
    return context.body(null, 204);
  },
});

const rotate = (services: Services): Route => ({
  method: "POST",
  path: ROUTES.webhookRotate,
  tag: "Webhooks",
  summary: "Replace a webhook's secret",
  description:
    "The answer shows the new secret, this once. For `graceSeconds` both sign, so that the receiver can change without missing anything: a day where nothing is said, to 30 days, or 0 where the old one is in wrong hands.",
  auth: "reader",
  body: rotateWebhookSchema,
  isBodyOptional: true,
  example: { graceSeconds: 3_600 },
  answers: { 200: { description: "The webhook, and its new secret.", schema: webhookWithSecretSchema } },
  errors: [...REFUSED_BODY, "not_found"],
  policies: [access(services, "webhooks:write")],
  async handle(context) {
    const { id } = await namedWebhook(services, context);
    const grace = await parseOptionalBody(context, rotateWebhookSchema, LIMITS.managementBodyBytes);
    const rotated = await rotateWebhook(services, actorOf(context), id, grace);
    context.header("Cache-Control", "no-store");
    return context.json(rotated);
  },
});

export const webhookRoutes = (services: Services): Route[] => [
  list(services),
  create(services),
  get(services),
  change(services),
  remove(services),
  rotate(services),
];
