import type { Clock } from "../clock.ts";
import { firstIdAt } from "../ids.ts";
import type { Log } from "../logs.ts";
import type { Timers } from "../outbox/outbox.ts";
import type { EventLogStore, LoggedEvent } from "../store/event-log.ts";
import type { Store } from "../store/store.ts";

/** What another process wrote is seen so soon; what this one wrote, at once. */
const LOOK_MS = 500;
/** What happens together is told together. */
const SOON_MS = 25;
/** A record may become durable so long after its id was made, or on a machine whose clock is so far behind. */
export const OVERLAP_MS = 15_000;
/** What one look reads at most. */
const MOST_AT_A_LOOK = 2_000;

/** What has happened, oldest first; or that there was more of it than anybody can be told. */
export type Heard = LoggedEvent[] | "missed";

export type EventFeed = {
  /** Once it resolves, the listener hears of everything that becomes durable. @returns its undo. */
  listen(listener: (heard: Heard) => void): Promise<() => void>;
  stop(): void;
};

/**
 * Hears what happens in all processes, by reading the events from the database: one query for everybody who listens, and none while
 * nobody does. Ids are ordered by the time they were made, and not by when they became durable, so each look goes back a little, and
 * tells what it has not told yet.
 */
export const createEventFeed = ({
  store,
  clock,
  log,
  timers,
}: {
  store: Pick<Store, "onEvent"> & { eventLog: Pick<EventLogStore, "newest"> };
  clock: Pick<Clock, "now">;
  log: Log;
  timers: Timers;
}): EventFeed => {
  const listeners = new Set<(heard: Heard) => void>();
  let told = new Set<string>();
  let lookedAt = 0;
  let isLooking = false;
  let isWanted = false;
  let isAway = false;
  let beginning: Promise<void> | undefined;
  let cancel = (): void => {};

  /** What has come since the look before, newest first. */
  const read = async (): Promise<LoggedEvent[]> => {
    const now = clock.now();
    const from = firstIdAt(Math.min(lookedAt || now, now) - OVERLAP_MS);
    const rows = await store.eventLog.newest(from, MOST_AT_A_LOOK);
    const fresh = rows.filter(({ id }) => !told.has(id));
    told = new Set([...told].filter((id) => id >= from));
    for (const { id } of rows) told.add(id);
    lookedAt = now;
    return fresh;
  };

  const look = async (): Promise<void> => {
    cancel();
    if (isLooking) {
      isWanted = true;
      return;
    }
    isLooking = true;
    isWanted = false;
    try {
      const fresh = await read();
      const heard = fresh.length === MOST_AT_A_LOOK ? "missed" : fresh.reverse();
      isAway = false;
      if (heard.length > 0) for (const listener of listeners) listener(heard);
    } catch (error) {
      // The next look reads it, or one after that: it is said once.
      if (!isAway) log.warn("cannot read what has happened", { error: (error as Error).message });
      isAway = true;
    }
    isLooking = false;
    if (listeners.size > 0) cancel = timers.after(isWanted ? SOON_MS : LOOK_MS, look);
  };
  let isSoon = false;
  const lookSoon = (): void => {
    if (listeners.size === 0 || isSoon) return;
    isSoon = true;
    timers.after(SOON_MS, () => {
      isSoon = false;
      if (listeners.size > 0) void look();
    });
  };
  const unhear = store.onEvent(lookSoon);

  /** What has happened before anybody listened is nobody's news. */
  const begin = async (): Promise<void> => {
    told = new Set();
    lookedAt = 0;
    await read();
    cancel();
    cancel = timers.after(LOOK_MS, look);
  };

  return {
    async listen(listener) {
      const isFirst = listeners.size === 0;
      listeners.add(listener);
      try {
        if (isFirst) beginning = begin();
        await beginning;
      } catch (error) {
        listeners.delete(listener);
        throw error;
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) cancel();
      };
    },
    stop() {
      unhear();
      cancel();
      listeners.clear();
    },
  };
};
