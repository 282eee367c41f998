import type { Clock } from "../clock.ts";
import type { Log } from "../logs.ts";
import type { ClaimedDelivery } from "../store/claims.ts";
import type { Store } from "../store/store.ts";
import type { StoredEvent } from "../store/stored-event.ts";
import type { Vault } from "../vault.ts";
import { webhookFromStored } from "../webhooks/from-stored.ts";
import { openWebhookSecret } from "../webhooks/sealed-secret.ts";
import { eventData } from "./event-data.ts";
import { SWITCH_OFF_AFTER_MS } from "./schedule.ts";
import type { Send, Sent } from "./send.ts";
import { signatures } from "./signature.ts";
import { verdictOn } from "./verdict.ts";

export type DeliverOptions = {
  store: Store;
  vault: Vault;
  clock: Clock;
  log: Log;
  makeId: () => string;
  /** From 0 to 1, as `Math.random`. */
  random: () => number;
  send: Send;
  version: string;
};

const unsent = (error: string): Sent => ({ statusCode: null, answer: "", error, durationMs: 0 });

/** What is posted of an event. */
export const bodyOfEvent = (event: Pick<StoredEvent, "type" | "createdAt">, data: Record<string, unknown>): string =>
  JSON.stringify({ type: event.type, timestamp: new Date(event.createdAt).toISOString(), data });

/** The headers of a try, but for its signature. */
export const headersOfTry = (eventId: string, timestamp: number, version: string): Record<string, string> => ({
  "Content-Type": "application/json",
  "User-Agent": `Earshot/${version}`,
  "Webhook-Id": eventId,
  "Webhook-Timestamp": String(timestamp),
});

/** Signs and sends. @returns `undefined` when there is nothing to tell any more. */
const tryOnce = async (
  { store, vault, clock, send, version }: DeliverOptions,
  { event, webhook, secrets }: ClaimedDelivery,
): Promise<Sent | undefined> => {
  const data = await eventData(store, { organizationId: webhook.organizationId, appId: webhook.appId }, event);
  if (!data) return undefined;
  const body = bodyOfEvent(event, data);
  let opened: string[];
  try {
    opened = secrets.map((sealed) => openWebhookSecret(vault, webhook.id, sealed));
  } catch {
    return unsent("its secret cannot be read with this server's key: rotate it, or restore the key");
  }
  const timestamp = Math.floor(clock.now() / 1_000);
  return send({
    url: webhook.url,
    body,
    headers: {
      ...headersOfTry(event.id, timestamp, version),
      "Webhook-Signature": signatures(opened, { id: event.id, timestamp, body }),
    },
  });
};

/** Makes the one try that was claimed, and writes down what came of it. */
export const deliver = async (options: DeliverOptions, claimed: ClaimedDelivery): Promise<void> => {
  const { store, clock, log, makeId, random } = options;
  const { event, webhook, attempts } = claimed;
  if (webhook.disabledAt !== null) return store.deliveries.giveUp(claimed, "the webhook was switched off");
  const sent = await tryOnce(options, claimed);
  if (!sent) return store.deliveries.giveUp(claimed, "what it was about has been deleted");

  const now = clock.now();
  const { statusCode } = sent;
  const verdict = verdictOn({ statusCode, attempts, type: event.type, now, random });
  const isOurs = await store.deliveries.finish(claimed, { ...sent, ...verdict, triedAt: now });
  if (!isOurs || verdict.status === "delivered") return;

  if (event.type === "webhook.test") return; // says nothing about whether what matters arrives
  const failingSince = webhook.failingSince ?? now;
  const reason = statusCode === 410 ? "gone" : now - failingSince >= SWITCH_OFF_AFTER_MS ? "failing" : undefined;
  if (!reason) return;
  const data = webhookFromStored({ ...webhook, disabledAt: now, disabledReason: reason }, now);
  const off = { reason, at: now, eventId: makeId(), data } as const;
  if (await store.webhooks.switchOff(webhook, { ...off, failingSince: reason === "gone" ? now : failingSince }))
    log.warn("a webhook was switched off", { webhook: webhook.id, reason });
};
