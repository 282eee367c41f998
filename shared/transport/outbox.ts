import { DELIVERY } from "../contract/limits.ts";
import { EarshotError } from "../errors.ts";
import { own } from "../own.ts";
import { type AttemptOptions, asError, createAttempt, SIGNED_OUT, TRY_MS, type Watched } from "./attempt.ts";
import type { Delivery } from "./delivery.ts";
import { type Locks, localLocks, locksIfAllowed } from "./locks.ts";
import { isMark } from "./mark.ts";
import { type NewEntry, problemOf, type Queue } from "./queue.ts";
import type { QueueEntry, QueueHead } from "./queue-storage.ts";
import type { Signer } from "./user-token.ts";

const FLUSHING = "earshot:flush";

export type Report = (delivery: Delivery) => void;

/** `id` was accepted as the feedback `as`. */
type Sent = { id: string; as: string };
export type OtherTabs = {
  postMessage(sent: Sent): void;
  addEventListener(
    type: "message",
    listener: (event: { data: unknown }) => void,
    options: { signal?: AbortSignal },
  ): void;
};

export type OutboxOptions = Pick<AttemptOptions, "fetch" | "upload"> & {
  queue: Queue;
  /**
   * Locks of the whole origin, so that two tabs do not send the same entry. `navigator.locks` where there is one.
   * @default locks within this outbox
   */
  locks?: Locks | undefined;
  /** Who is signed in at the host, for apps in private mode. Read at each try. @default nobody */
  signer?: () => Signer | undefined;
  /**
   * The outboxes of the other tabs: who sends an entry tells the tab that shows it. A `BroadcastChannel` is one.
   * @default there are none
   */
  others?: OtherTabs | undefined;
  /** Told whenever it changes: when `flush` should next be called, or `undefined` when nothing waits any more. */
  wakeAt?: (time: number | undefined) => void;
  /** Milliseconds since 1970. @default Date.now */
  now?: () => number;
  /** Ends all tries under way. What is stored stays and is sent another time. */
  signal?: AbortSignal;
};

/**
 * Joins the queue and the request: write first, send second, delete when accepted. Every entry is sent under a lock of its
 * own, which the browser lets go when a tab dies; so a dead tab's entry is free at once and a live one's is never sent twice.
 */
export const createOutbox = (options: OutboxOptions) => {
  const {
    queue,
    fetch,
    upload,
    locks: given,
    signer = () => undefined,
    others,
    wakeAt,
    now = Date.now,
    signal,
  } = own(options);
  const attempt = createAttempt({ fetch, upload, signer, note: queue.note, now, signal });
  const locks = given ? locksIfAllowed(given) : localLocks();
  const watchers = new Map<string, Report>();
  const underWay = new Set<string>();
  /** What another tab, which has no lock with this one, sent while it was under way here too. */
  const arrived = new Set<string>();

  /** What was written by somebody signed in waits until somebody is; if nobody knows who it was, for that very sign-in. */
  const mayTry = ({ person }: QueueHead) => {
    if (person === undefined) return true;
    return isMark(person) ? person === signer()?.mark : signer() !== undefined;
  };
  /** Written in a sign-in that is over, by nobody knows whom: it can be sent for nobody, nor shown to anybody, any more. */
  const isNobodys = ({ person, createdAt }: QueueHead) =>
    person !== undefined && isMark(person) && person !== signer()?.mark && now() - createdAt >= DELIVERY.retryForMs;

  const announce = async () => {
    const heads = await queue.heads().catch(() => undefined);
    if (!heads) return wakeAt?.(now() + TRY_MS); // what cannot be read may still be there
    // What another tab has tried in vain is told to the screen of this one.
    for (const head of heads) {
      const problem = head.state === "needs-you" && !underWay.has(head.id) && problemOf(head);
      if (problem) settle(head.id, { state: "needs-you", problem, entry: head.id });
    }
    const waiting = heads.filter((head) => head.state === "waiting" && mayTry(head));
    // What is under way tells of its end by itself; its time only matters should this page die.
    const times = waiting.map(({ id, nextTryAt }) => (underWay.has(id) ? now() + TRY_MS : nextTryAt));
    wakeAt?.(times.length === 0 ? undefined : Math.min(...times));
  };

  const settle = (id: string, delivery: Delivery) => {
    watchers.get(id)?.(delivery);
    if (delivery.state !== "saved") watchers.delete(id);
  };

  others?.addEventListener(
    "message",
    ({ data }) => {
      const { id, as } = (data ?? {}) as Partial<Sent>; // the page may use a channel of this name too
      if (!id || !as) return;
      if (underWay.has(id)) arrived.add(id);
      settle(id, { state: "sent", id: as });
    },
    signal ? { signal } : {},
  );

  /** One try of a stored entry. The caller holds its lock. */
  const send = async (stored: QueueEntry, watched?: Watched): Promise<void> => {
    const entry = own({ ...stored, head: own(stored.head) });
    const { id } = entry.head;
    underWay.add(id);
    const outcome = await attempt(entry, watched);
    underWay.delete(id);
    const isElsewhere = arrived.delete(id);
    if (signal?.aborted) return;
    if (outcome === "not-theirs") {
      const problem = new EarshotError("network_error", "It waits for its writer to sign in.", SIGNED_OUT);
      settle(id, { state: "saved", problem, nextTryAt: queue.postpone(id), ...queue.leaveOpen(id) });
    } else if (outcome === "taken-back") {
      const problem = new EarshotError("aborted", "Its writer has taken it back.");
      const kept = await queue.remove(id).then(
        () => ({}),
        () => ({ entry: id }),
      );
      settle(id, { state: "needs-you", problem, ...kept });
    } else if (outcome instanceof EarshotError && (isElsewhere || outcome.code === "idempotency_mismatch")) {
      // The server has this text under this key, sent by a tab that named other copies of its files: to keep it would offer
      // it for a second sending. Whose answer told its id is not known here, unless that tab has said it.
      await queue.remove(id).catch(() => {});
      settle(id, { state: "sent", id: "" });
    } else if (outcome instanceof EarshotError) {
      const delivery = await queue.failed(entry, outcome);
      // As long as nobody knows whose it is, it is this page alone that may send it.
      const isOurs = delivery.state === "saved" && isMark(entry.head.person ?? "-");
      settle(id, isOurs ? { ...delivery, leaveOpen: true } : delivery);
    } else {
      others?.postMessage({ id, as: outcome.id });
      // Should the removal fail, the entry is sent once more and the server answers with the same record.
      await queue.remove(id).catch(() => {});
      settle(id, { state: "sent", id: outcome.id });
    }
  };

  const withLock = <T>(id: string, ifAvailable: boolean, work: (lock: unknown) => Promise<T>): Promise<T> =>
    locks.request(`earshot:${id}`, own({ ifAvailable }), work);

  return {
    /**
     * Stores a submission, then sends it, and reports each state. Resolves when it is settled or saved for later; a saved
     * one reports again when a later flush of this outbox settles it. Never rejects. An id that is stored already is not
     * stored again, only tried again.
     *
     * @param cancel Takes it back while its files are on their way: then nothing is stored, and `aborted` is the problem that
     *   is reported. Later it changes nothing.
     */
    async submit(given: NewEntry, report: Report, cancel?: AbortSignal): Promise<void> {
      const mark = signer()?.mark;
      const entry = mark === undefined ? given : { person: mark, ...given };
      try {
        await withLock(entry.id, false, async () => {
          const stored = (await queue.read(entry.id)) ?? (await queue.add(entry));
          watchers.set(entry.id, report);
          const tell = (progress?: number) =>
            report({ state: "sending", ...queue.leaveOpen(entry.id), ...(progress === undefined ? {} : { progress }) });
          tell(stored.files && 0);
          underWay.add(entry.id);
          await announce();
          await send(stored, stored.files && { cancel, progress: tell });
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
        .request(FLUSHING, own({ ifAvailable: true }), async (flushing) => {
          if (!flushing) return;
          const heads = await queue.heads();
          for (const { id } of heads.filter(isNobodys))
            await withLock(id, true, async (lock) => void (lock && (await queue.remove(id))));
          for (const { id } of heads.filter((head) => queue.isDue(head, connected) && mayTry(head))) {
            if (signal?.aborted) return;
            await withLock(id, true, async (lock) => {
              if (!lock) return;
              // Read again: whoever held the lock before may have settled it, or been told to wait. One that cannot be read
              // must not stop the others.
              const entry = await queue.read(id).catch(() => void queue.postpone(id));
              if (entry && queue.isDue(entry.head, connected)) await send(entry);
            });
          }
        })
        .catch(() => {}); // no storage, no locks: nothing is lost by trying later
      if (!signal?.aborted) await announce();
    },
  };
};

export type Outbox = ReturnType<typeof createOutbox>;
