import { expect } from "vitest";
import type { NewFeedback } from "../feedback.ts";
import type { Store } from "../store.ts";
import type { NewStoredWebhook, StoredWebhook } from "../webhooks.ts";

export type WebhookGiven = {
  store: () => Store;
  organizationId: string;
  appId: string;
  now: () => number;
  makeId: () => string;
  feedback: (over?: Partial<NewFeedback>) => NewFeedback;
};

/** What the suites of webhooks and of deliveries do to a store. */
export const webhookActs = ({ store, organizationId, appId, now, makeId, feedback }: WebhookGiven) => {
  const made: string[] = [];
  const ours = { organizationId, appId: null };
  const add = async (over: Partial<NewStoredWebhook> = {}): Promise<StoredWebhook> => {
    const webhook = {
      id: makeId(),
      organizationId,
      appId,
      url: "https://hooks.example/in",
      events: ["feedback.created" as const],
      createdAt: now(),
      secret: Buffer.from("sealed"),
      ...over,
    };
    made.push(webhook.id);
    expect(await store().webhooks.add(webhook, 20)).toBe("added");
    return (await store().webhooks.find(ours, webhook.id)) ?? expect.fail();
  };
  const happen = async (): Promise<string> => {
    const { id } = await store()
      .feedback.accept(feedback())
      .then((accepted) => ("id" in accepted ? accepted : expect.fail()));
    return id;
  };
  const claim = (over: { at?: number; lease?: string; limit?: number; passOver?: string[] } = {}) =>
    store().deliveries.claim(over.at ?? now(), {
      lease: over.lease ?? makeId(),
      leaseMs: 15_000,
      limit: over.limit ?? 100,
      passOver: over.passOver ?? [],
    });
  const failed = {
    status: "pending" as const,
    triedAt: 0,
    statusCode: 500,
    durationMs: 3,
    answer: "no",
    error: null,
  };
  /** A try that failed at this time, for each webhook that wants it. */
  const fail = async (triedAt: number): Promise<void> => {
    await happen();
    for (const claimed of await claim())
      await store().deliveries.finish(claimed, { ...failed, status: "failed", triedAt, nextAt: null });
  };
  const page = { limit: 100, before: undefined };
  /** Takes away all that was added, so that the next test has the store to itself. */
  const removeAll = async (): Promise<void> => {
    for (const id of made.splice(0)) await store().webhooks.remove({ id, appId });
  };
  return { ours, made, add, happen, claim, failed, fail, page, removeAll };
};
