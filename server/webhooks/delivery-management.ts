import type { Delivery } from "../../shared/contract/webhook.ts";
import type { Actor } from "../policy/access.ts";
import { Problem } from "../problems.ts";
import type { StoredDelivery } from "../store/deliveries.ts";
import type { StoredWebhook } from "../store/webhooks.ts";
import { deliveryFromStored } from "./from-stored.ts";
import { findWebhook, type WebhookServices } from "./webhook-management.ts";

type DeliveryServices = Pick<WebhookServices, "store" | "clock" | "makeId">;

/** @throws Problem `not_found` */
export const findDelivery = async (
  { store }: Pick<DeliveryServices, "store">,
  webhookId: string,
  eventId: string,
): Promise<StoredDelivery> => {
  const delivery = await store.deliveries.find(webhookId, eventId);
  if (!delivery) throw new Problem("not_found", { what: "delivery" });
  return delivery;
};

const mustBeOn = ({ disabledAt }: StoredWebhook): void => {
  if (disabledAt !== null)
    throw new Problem("conflict", { reason: "This webhook is switched off. Switch it on, then try again." });
};

/** Sends it again, with all its tries. @throws Problem `not_found`, `conflict` when the webhook is off or a try is under way */
export const replayDelivery = async (
  services: DeliveryServices,
  actor: Actor,
  webhookId: string,
  eventId: string,
): Promise<Delivery> => {
  const { store, clock } = services;
  const webhook = await findWebhook(services, actor, webhookId);
  const { event } = await findDelivery(services, webhook.id, eventId);
  mustBeOn(webhook);
  if (!(await store.deliveries.replay(webhook.id, event.id, clock.now())))
    throw new Problem("conflict", { reason: "This delivery is being tried just now. Look again in some seconds." });
  return deliveryFromStored(await findDelivery(services, webhook.id, event.id));
};

/** One try of an event of no meaning, to this webhook only. @throws Problem `not_found`, `conflict` when the webhook is off */
export const sendTestEvent = async (services: DeliveryServices, actor: Actor, webhookId: string): Promise<Delivery> => {
  const { store, clock, makeId } = services;
  const webhook = await findWebhook(services, actor, webhookId);
  mustBeOn(webhook);
  const eventId = makeId();
  await store.deliveries.addTest(webhook, eventId, clock.now());
  return deliveryFromStored(await findDelivery(services, webhook.id, eventId));
};
