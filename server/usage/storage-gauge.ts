import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "../clock.ts";
import { type AppStorage, MEASURED_TABLES, noStorage, type Stored } from "../store/storage.ts";
import type { Store } from "../store/store.ts";

/** So old may be what is answered. */
const FRESH_MS = 10 * 60_000;
/** Rows that are looked at between two turns of the event loop. */
const PIECE = 1_000;

export type Measured = AppStorage & { measuredAt: number };
export type StorageGauge = {
  /** What an app takes, at most ten minutes old. */
  of(appId: string): Promise<Measured>;
};

const sum = (to: Stored, more: Stored): void => {
  to.count += more.count;
  to.bytes += more.bytes;
};

/**
 * Measures what apps take when somebody asks, in pieces between which others are served, and once for all who ask within ten
 * minutes. One is measured at a time. Counters kept with every record would cost each submission a row that all others wait for.
 */
export const createStorageGauge = ({
  store,
  clock,
}: {
  store: Pick<Store, "storage">;
  clock: Pick<Clock, "now">;
}): StorageGauge => {
  const known = new Map<string, { at: number; measured: Promise<Measured> }>();
  let last: Promise<unknown> = Promise.resolve();

  const measure = async (appId: string): Promise<Measured> => {
    const total = { ...noStorage(), measuredAt: clock.now() };
    for (const table of MEASURED_TABLES)
      for (let after: string | null = null, isMore = true; isMore; await nextTurn()) {
        const { storage, next }: { storage: AppStorage; next: string | null } = await store.storage.measure(
          table,
          appId,
          after,
          PIECE,
        );
        for (const kind of ["records", "pictures", "files", "tracked"] as const) sum(total[kind], storage[kind]);
        after = next;
        isMore = next !== null;
      }
    return total;
  };

  return {
    of(appId) {
      const now = clock.now();
      const found = known.get(appId);
      if (found && now - found.at < FRESH_MS) return found.measured;
      for (const [id, { at }] of known) if (now - at >= FRESH_MS) known.delete(id);
      const measured = last.then(() => measure(appId));
      last = measured.catch(() => {});
      known.set(appId, { at: now, measured });
      measured.catch(() => known.delete(appId));
      return measured;
    },
  };
};
