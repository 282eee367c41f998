import packageJson from "../../package.json" with { type: "json" };
import type { DeliveryDetail } from "../../shared/contract/webhook.ts";
import { bodyOfEvent, headersOfTry } from "../outbox/deliver.ts";
import { eventData } from "../outbox/event-data.ts";
import type { Services } from "../services.ts";
import type { StoredDelivery } from "../store/deliveries.ts";
import type { StoredWebhook } from "../store/webhooks.ts";

const MOST_BYTES = 64 * 1024;

/** What a try of this delivery sends, made in the same way and not kept: `undefined` data is of a record that is gone. */
export const requestOfDelivery = async (
  { store }: Pick<Services, "store">,
  { organizationId, appId, url }: StoredWebhook,
  { event, triedAt }: StoredDelivery,
): Promise<DeliveryDetail["request"]> => {
  const told = { ...event, data: await store.eventLog.data(event.id) };
  const data = await eventData(store as Services["store"], { organizationId, appId }, told);
  if (!data) return null;
  const whole = Buffer.from(bodyOfEvent(event, data));
  const timestamp = Math.floor((triedAt ?? event.createdAt) / 1_000);
  return {
    url,
    headers: headersOfTry(event.id, timestamp, packageJson.version),
    body: whole.subarray(0, MOST_BYTES).toString("utf8").toWellFormed(),
    isCut: whole.length > MOST_BYTES,
  };
};
