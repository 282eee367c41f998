import { type DeliverOptions, deliver } from "./deliver.ts";

/** Waits as real timers do; tests put their own in its place. */
export type Timers = {
  /** @returns its undo. */
  after(milliseconds: number, callback: () => void): () => void;
};

export const systemTimers: Timers = {
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

export type Outbox = {
  /** Something may be due: looks now. */
  wake(): void;
  /** Resolves when nothing is due and nothing under way. */
  settled(): Promise<void>;
  /** Begins nothing new, and resolves when what is under way has ended: 10 s at most. */
  stop(): Promise<void>;
};

/** Longer than a try can take. When a worker dies, its tries are made again after this and at most a second. */
export const LEASE_MS = 15_000;
/** What other processes wrote, and what they left, is found by looking. */
const LOOK_MS = 1_000;
const AT_ONCE = 32;
/** Each claim takes so few, and none for a webhook that has as many under way: a slow one must not hold up the others. */
const PER_WEBHOOK = 4;

/**
 * Delivers events to webhooks, from the rows that were written with them. Any number of processes may run one over the same
 * store. Each delivery is tried at least once; a receiver knows a second by its `webhook-id`.
 */
export const startOutbox = (options: DeliverOptions & { timers: Timers }): Outbox => {
  const { store, clock, log, makeId, timers } = options;
  const underWay = new Map<string, number>();
  const tries = new Set<Promise<void>>();
  let looking: Promise<void> | undefined;
  let lookAgain = false;
  let stopped = false;
  let cancelTimer = (): void => {};
  let isAway = false;

  const begin = (claimed: Parameters<typeof deliver>[1]): void => {
    const { id } = claimed.webhook;
    underWay.set(id, (underWay.get(id) ?? 0) + 1);
    const trying = deliver(options, claimed)
      .catch((error: Error) => log.error("a delivery could not be written down", { webhook: id, error: error.message }))
      .finally(() => {
        tries.delete(trying);
        const left = (underWay.get(id) ?? 1) - 1;
        if (left > 0) underWay.set(id, left);
        else underWay.delete(id);
        wake();
      });
    tries.add(trying);
  };

  /** Begins all that is due and has room. @returns when to look again. */
  const beginDue = async (): Promise<number> => {
    for (;;) {
      const room = AT_ONCE - tries.size;
      if (room <= 0) return LOOK_MS;
      const passOver = [...underWay].filter(([, count]) => count >= PER_WEBHOOK).map(([id]) => id);
      const due = await store.deliveries.nextDue(passOver);
      if (stopped) return LOOK_MS; // after the wait, so that nothing is claimed that came since
      const now = clock.now();
      if (due === undefined || due > now) return Math.min(LOOK_MS, (due ?? Number.POSITIVE_INFINITY) - now);
      const limit = Math.min(room, PER_WEBHOOK);
      const claimed = await store.deliveries.claim(now, { lease: makeId(), leaseMs: LEASE_MS, limit, passOver });
      if (claimed.length === 0) return LOOK_MS; // somebody else was quicker
      claimed.forEach(begin);
    }
  };

  const look = async (): Promise<void> => {
    let wait = LOOK_MS;
    try {
      do {
        lookAgain = false;
        wait = await beginDue();
      } while (lookAgain && !stopped);
      isAway = false;
    } catch (error) {
      if (!isAway) log.error("the outbox cannot read the store", { error: (error as Error).message });
      isAway = true; // said once; looking goes on
    } finally {
      looking = undefined;
      cancelTimer();
      if (!stopped) cancelTimer = timers.after(wait, wake);
    }
  };

  const wake = (): void => {
    if (stopped) return;
    if (looking) lookAgain = true;
    else looking = look();
  };

  const settled = async (): Promise<void> => {
    while (looking || tries.size > 0) await Promise.all([looking, ...tries]);
  };

  const forget = store.onDue(wake);
  wake();
  return {
    wake,
    settled,
    async stop() {
      stopped = true;
      forget();
      cancelTimer();
      await settled();
      cancelTimer();
    },
  };
};
