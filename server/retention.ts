import type { Clock } from "./clock.ts";
import type { Log } from "./logs.ts";
import type { Timers } from "./outbox/outbox.ts";
import { type RepeatingJob, startRepeatingJob } from "./repeating-job.ts";
import type { Store } from "./store/store.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type Given = { store: Pick<Store, "retention">; clock: Clock; log: Log; makeId: () => string };

/**
 * Deletes the feedback whose days are over, with everything kept for it, and what was tracked before then, in batches between which
 * others get their turn; then gives the disk what has become free.
 *
 * @param isStopped Asked before each batch. @returns How much feedback went.
 */
export const removeExpired = async (
  { store, clock, log, makeId }: Given,
  isStopped: () => boolean = () => false,
): Promise<number> => {
  const { retention } = store;
  const removed = { feedback: 0, tracked: 0 };
  const kinds = [
    ["feedback", retention.removeBefore],
    ["tracked", retention.removeTrackedBefore],
  ] as const;
  for (const app of await retention.list()) {
    for (const [kind, remove] of kinds) {
      for (let count = -1; count !== 0 && !isStopped(); ) {
        const change = { at: clock.now(), actor: "server retention", makeId };
        count = await remove(app, clock.now() - app.days * DAY, change);
        removed[kind] += count;
      }
    }
  }
  if (removed.feedback + removed.tracked > 0) {
    log.info("what apps keep no longer is deleted", removed);
    await retention.reclaim();
  }
  return removed.feedback;
};

/** Does so every hour, until it is stopped; then it begins no other batch. What fails is tried again an hour later. */
export const startRetention = (given: Given & { timers: Timers }): RepeatingJob =>
  startRepeatingJob({
    everyMs: HOUR,
    timers: given.timers,
    run: (isStopped) => removeExpired(given, isStopped),
    failed: ({ message }) => given.log.warn("cannot delete expired feedback", { error: message }),
  });
