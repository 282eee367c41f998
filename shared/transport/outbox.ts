import { createFeedback } from "../api/create-feedback.ts";
import type { Fetch } from "../api/request.ts";
import { EarshotError } from "../errors.ts";
import type { Delivery } from "./delivery.ts";
import { type Locks, localLocks } from "./locks.ts";
import type { NewEntry, Queue } from "./queue.ts";
import type { QueueEntry } from "./queue-storage.ts";

/** Longer than the slowest upload we hope for; then the line is taken for dead and the entry waits for its next try. */
const TRY_MS = 120_000;
const FLUSHING = "earshot:flush";

export type Report = (delivery: Delivery) => void;

export type OutboxOptions = {
  queue: Queue;
  fetch: Fetch;
  /**
   * Locks of the whole origin, so that two tabs do not send the same entry. `navigator.locks` where there is one.
   * @default locks within this outbox
   */
  locks?: Locks | undefined;
  /** Told whenever it changes: when `flush` should next be called, or `undefined` when nothing waits any more. */
  wakeAt?: (time: number | undefined) => void;
  /** Milliseconds since 1970. @default Date.now */
  now?: () => number;
  /** Ends all tries under way. What is stored stays and is sent another time. */
  signal?: AbortSignal;
};

/** What `fetch` itself knows of a failure says more than that no answer came. */
const asError = (thrown: unknown): EarshotError =>
  thrown instanceof EarshotError
    ? thrown.cause instanceof EarshotError
      ? thrown.cause
      : thrown
    : new EarshotError("unexpected_answer", "Something went wrong while sending.", { cause: thrown });

/**
 * Joins the queue and the request: write first, send second, delete when accepted. Every entry is sent under a lock of its
 * own, which the browser lets go when a tab dies; so a dead tab's entry is free at once and a live one's is never sent twice.
 */
export const createOutbox = (options: OutboxOptions) => {
  const { queue, fetch, wakeAt, now = Date.now, signal } = options;
  const locks = options.locks ?? localLocks();
  const watchers = new Map<string, Report>();
  const underWay = new Set<string>();

  const announce = async () => {
    const waiting = await queue.waiting().catch(() => []);
    // What is under way tells of its end by itself; its time only matters should this page die.
    const times = waiting.map(({ id, nextTryAt }) => (underWay.has(id) ? now() + TRY_MS : nextTryAt));
    wakeAt?.(times.length === 0 ? undefined : Math.min(...times));
  };

  const settle = (id: string, delivery: Delivery) => {
    watchers.get(id)?.(delivery);
    if (delivery.state !== "saved") watchers.delete(id);
  };

  /** One try of a stored entry. The caller holds its lock. */
  const send = async ({ head, body }: QueueEntry): Promise<void> => {
    const { id, server, key: apiKey } = head;
    underWay.add(id);
    const within = AbortSignal.any([AbortSignal.timeout(TRY_MS), ...(signal ? [signal] : [])]);
    const outcome = await createFeedback({
      fetch,
      server,
      apiKey,
      body,
      idempotencyKey: id,
      signal: within,
      now,
    }).catch(asError);
    underWay.delete(id);
    if (signal?.aborted) return;
    if (outcome instanceof EarshotError) {
      // Should the failure not be noted, the entry stands as it stood, and is due again.
      const problem = outcome;
      const delivery = await queue
        .failed(head, problem)
        .catch((): Delivery => ({ state: "needs-you", problem, entry: id }));
      settle(id, delivery);
    } else {
      // Should the removal fail, the entry is sent once more and the server answers with the same record.
      await queue.remove(id).catch(() => {});
      settle(id, { state: "sent", id: outcome.id });
    }
  };

  const withLock = <T>(id: string, ifAvailable: boolean, work: (lock: unknown) => Promise<T>): Promise<T> =>
    locks.request(`earshot:${id}`, { ifAvailable }, work);

  return {
    /**
     * Stores a submission, then sends it, and reports each state. Resolves when it is settled or saved for later; a saved
     * one reports again when a later flush of this outbox settles it. Never rejects. An id that is stored already is not
     * stored again, only tried again.
     */
    async submit(entry: NewEntry, report: Report): Promise<void> {
      try {
        await withLock(entry.id, false, async () => {
          const stored = (await queue.read(entry.id)) ?? (await queue.add(entry));
          watchers.set(entry.id, report);
          report({ state: "sending" });
          underWay.add(entry.id);
          await announce();
          await send(stored);
        });
      } catch (thrown) {
        report({ state: "needs-you", problem: asError(thrown) });
      }
      if (!signal?.aborted) await announce();
    },

    /**
     * Tries everything that is due, once. Where another tab is at it already, it is left to that tab. Never rejects.
     *
     * @param connected The connection has just come back.
     */
    async flush(connected = false): Promise<void> {
      await locks
        .request(FLUSHING, { ifAvailable: true }, async (flushing) => {
          if (!flushing) return;
          for (const { id } of await queue.due(connected)) {
            if (signal?.aborted) return;
            await withLock(id, true, async (lock) => {
              // Read again: whoever held the lock before may have settled it.
              const entry = lock ? await queue.read(id) : undefined;
              if (entry?.head.state === "waiting") await send(entry);
            });
          }
        })
        .catch(() => {}); // no storage, no locks: nothing is lost by trying later
      if (!signal?.aborted) await announce();
    },
  };
};

export type Outbox = ReturnType<typeof createOutbox>;
