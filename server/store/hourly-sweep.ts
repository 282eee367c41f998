import type { Clock } from "../clock.ts";
import type { Log } from "../logs.ts";
import type { Timers } from "../outbox/outbox.ts";
import { type RepeatingJob, startRepeatingJob } from "../repeating-job.ts";
import type { Store } from "./store.ts";

const HOUR = 3_600_000;

type Given = { store: Pick<Store, "sweep">; clock: Clock; log: Log; timers: Timers };

/** Lets the store forget what has expired, every hour, until it is stopped. What fails is tried again an hour later. */
export const startStoreSweep = ({ store, clock, log, timers }: Given): RepeatingJob =>
  startRepeatingJob({
    everyMs: HOUR,
    timers,
    run: () => store.sweep(clock.now()),
    failed: ({ message }) => log.warn("cannot forget what has expired", { error: message }),
  });
