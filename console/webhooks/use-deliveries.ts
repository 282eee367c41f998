import { useCallback, useState } from "preact/hooks";
import type { Delivery, DeliveryQuery } from "../../shared/contract/webhook.ts";
import type { Page } from "../api.ts";
import { type Asked, type Doing, useAsked, useDoing } from "../ask.ts";
import { useConsole } from "../room.tsx";
import { webhooksApi } from "./webhooks-api.ts";

type Status = DeliveryQuery["status"];

export type Deliveries = {
  asked: Asked<Page<Delivery>>;
  /** Newest first: what was asked for last, and the older pages that somebody wanted to see. */
  rows: Delivery[];
  hasOlder: boolean;
  again: () => Promise<void>;
  older: Doing & { load: () => void };
};

/** The delivery log of a webhook. */
export const useDeliveries = (webhookId: string, status: Status): Deliveries => {
  const { api } = useConsole();
  const ask = useCallback(
    (cursor: string | undefined, signal?: AbortSignal) =>
      webhooksApi(api).deliveries(webhookId, { status, cursor }, signal),
    [api, webhookId, status],
  );
  const [asked, again] = useAsked((signal) => ask(undefined, signal), [ask]);
  const [older, setOlder] = useState<{ of: typeof ask; rows: Delivery[]; cursor: string | null }>();
  const doing = useDoing();
  const pages = older?.of === ask ? older : undefined; // of another filter they are not these
  const first = asked.is === "ready" ? asked.value : { data: [], nextCursor: null };
  const known = new Map<string, Delivery>();
  for (const row of [...(pages?.rows ?? []), ...first.data]) known.set(row.id, row);
  const rows = [...known.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
  const cursor = pages ? pages.cursor : first.nextCursor;
  const load = () =>
    void doing.run(async () => {
      if (cursor === null) return;
      const page = await ask(cursor);
      // The first page too: when newer ones push rows out of it, they stay.
      setOlder({ of: ask, rows: [...rows, ...page.data], cursor: page.nextCursor });
    });
  return { asked, rows, hasOlder: cursor !== null, again, older: { ...doing, load } };
};
