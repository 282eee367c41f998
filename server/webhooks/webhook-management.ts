import type * as z from "zod/mini";
import { LIMITS } from "../../shared/contract/limits.ts";
import type {
  changedWebhookSchema,
  newWebhookSchema,
  rotateWebhookSchema,
  Webhook,
  WebhookWithSecret,
} from "../../shared/contract/webhook.ts";
import { urlProblem } from "../outbox/destination.ts";
import { makeWebhookSecret } from "../outbox/signature.ts";
import { type Actor, notedFor } from "../policy/access.ts";
import { Problem } from "../problems.ts";
import type { Services } from "../services.ts";
import type { StoredWebhook } from "../store/webhooks.ts";
import { webhookFromStored } from "./from-stored.ts";
import { sealWebhookSecret } from "./sealed-secret.ts";

export type WebhookServices = Pick<Services, "store" | "vault" | "clock" | "makeId" | "webhookHosts">;

const refuse = (path: string, message: string): never => {
  throw new Problem("invalid_body", { issues: [{ path, message }] });
};

const checkUrl = ({ webhookHosts }: WebhookServices, url: string | undefined): void => {
  const problem = url === undefined ? undefined : urlProblem(url, webhookHosts);
  if (problem) refuse("url", problem);
};

const noApp = (): Problem => new Problem("not_found", { what: "app", path: "app" });

/** A key makes webhooks of its own app; a member of any app, or of all. */
const appOfNew = (actor: Actor, wanted: string | null | undefined): string | null => {
  if (actor.appId !== null && wanted === null) refuse("app", "must be the app of the key, or left out");
  if (actor.appId !== null && wanted && wanted !== actor.appId) throw noApp();
  return wanted ?? actor.appId;
};

/** The webhook of this id, once it is clear that the actor may know of it. @throws Problem `not_found` */
export const findWebhook = async (
  { store }: Pick<WebhookServices, "store">,
  actor: Actor,
  id: string,
): Promise<StoredWebhook> => {
  const webhook = await store.webhooks.find(actor, id);
  if (!webhook) throw new Problem("not_found", { what: "webhook" });
  return webhook;
};

/** Makes a webhook; its secret is in the answer and never again. @throws Problem `invalid_body`, `not_found` (the app), `conflict` when there are too many */
export const createWebhook = async (
  services: WebhookServices,
  actor: Actor,
  { app, url, events }: z.output<typeof newWebhookSchema>,
): Promise<WebhookWithSecret> => {
  const { store, vault, clock, makeId } = services;
  checkUrl(services, url);
  const id = makeId();
  const now = clock.now();
  const secret = makeWebhookSecret();
  const webhook = {
    id,
    organizationId: actor.organizationId,
    appId: appOfNew(actor, app),
    url,
    events,
    createdAt: now,
  };
  const outcome = await store.webhooks.add(
    { ...webhook, secret: sealWebhookSecret(vault, id, secret) },
    LIMITS.webhooksPerApp,
    notedFor(services, actor),
  );
  if (outcome === "no_app") throw noApp();
  if (outcome === "too_many")
    throw new Problem("conflict", {
      reason: `There are ${LIMITS.webhooksPerApp} webhooks already, and no more can be made. Delete one that is no longer used, then make another.`,
    });
  const off = { previousUntil: null, disabledAt: null, disabledReason: null, failingSince: null };
  return { ...webhookFromStored({ ...webhook, ...off }, now), secret };
};

/** Changes what is named. @throws Problem `not_found`, `invalid_body` */
export const changeWebhook = async (
  services: WebhookServices,
  actor: Actor,
  id: string,
  changed: z.output<typeof changedWebhookSchema>,
): Promise<Webhook> => {
  const { store, clock } = services;
  const webhook = await findWebhook(services, actor, id);
  checkUrl(services, changed.url);
  await store.webhooks.change(webhook, changed, clock.now(), notedFor(services, actor));
  return webhookFromStored(await findWebhook(services, actor, id), clock.now());
};

/** With its delivery log. @throws Problem `not_found` */
export const deleteWebhook = async (services: WebhookServices, actor: Actor, id: string): Promise<void> => {
  const webhook = await findWebhook(services, actor, id);
  await services.store.webhooks.remove(webhook, notedFor(services, actor));
};

/** A new secret, shown this once; the old one signs too until the grace is over. @throws Problem `not_found` */
export const rotateWebhook = async (
  services: WebhookServices,
  actor: Actor,
  id: string,
  { graceSeconds }: z.output<typeof rotateWebhookSchema>,
): Promise<WebhookWithSecret> => {
  const { store, vault, clock } = services;
  const webhook = await findWebhook(services, actor, id);
  const secret = makeWebhookSecret();
  const until = clock.now() + graceSeconds * 1_000;
  const sealed = sealWebhookSecret(vault, webhook.id, secret);
  await store.webhooks.rotate(webhook, sealed, until, notedFor(services, actor));
  return { ...webhookFromStored(await findWebhook(services, actor, id), clock.now()), secret };
};
