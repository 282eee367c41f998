import type { Log } from "../logs.ts";
import type { UsageCount, UsageOutcome, UsageStore } from "../store/usage.ts";

/** Which request to count. */
export type Counted = {
  appId: string;
  keyId: string;
  at: number;
  outcome: UsageOutcome;
  /** How many tracked events it brought; none, where nothing is said. */
  events?: number | undefined;
};

/**
 * Counts requests in memory, and adds them up in the store every few seconds, in one unit: a request never waits for it. A stop
 * loses nothing; a crash loses what was counted since the last flush, a few seconds at most.
 */
export type UsageCounter = {
  count(request: Counted): void;
  /** Stores what was counted so far. What cannot be stored is kept for the next time. */
  flush(): Promise<void>;
  /** Stops the timer and stores the rest. */
  stop(): Promise<void>;
};

export type UsageCounterOptions = {
  store: { usage: Pick<UsageStore, "add"> };
  log: Log;
  /** Milliseconds between two flushes. Default 5,000. */
  everyMs?: number;
  /** Calls back again and again. @returns its undo. */
  every?: (milliseconds: number, tick: () => void) => () => void;
};

const byTimer = (milliseconds: number, tick: () => void): (() => void) => {
  const timer = setInterval(tick, milliseconds);
  timer.unref();
  return () => clearInterval(timer);
};

export const createUsageCounter = ({
  store,
  log,
  everyMs = 5_000,
  every = byTimer,
}: UsageCounterOptions): UsageCounter => {
  let counts = new Map<string, UsageCount>();
  let flushing: Promise<void> = Promise.resolve();

  const add = (name: string, count: UsageCount): void => {
    const known = counts.get(name);
    if (!known) counts.set(name, count);
    else {
      known.requests += count.requests;
      known.events += count.events;
    }
  };
  const flushNow = async (): Promise<void> => {
    if (counts.size === 0) return;
    const taken = counts;
    counts = new Map();
    try {
      await store.usage.add([...taken.values()]);
    } catch (error) {
      for (const [name, count] of taken) add(name, count);
      log.warn("cannot store what was used; it is kept for the next try", { error: (error as Error).message });
    }
  };
  const flush = (): Promise<void> => {
    flushing = flushing.then(flushNow); // one after the other: what failed is back before the next begins
    return flushing;
  };
  const stopTimer = every(everyMs, () => void flush());
  return {
    count({ appId, keyId, at, outcome, events = 0 }) {
      const day = new Date(at).toISOString().slice(0, 10);
      add(`${keyId} ${day} ${outcome}`, { appId, keyId, day, outcome, requests: 1, events });
    },
    flush,
    async stop() {
      stopTimer();
      await flush();
    },
  };
};
