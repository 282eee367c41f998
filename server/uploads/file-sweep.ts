import type { Timers } from "../outbox/outbox.ts";
import { type RepeatingJob, startRepeatingJob } from "../repeating-job.ts";
import { type SweptFiles, sweepFiles } from "./sweep-files.ts";

const EVERY_MS = 10 * 60_000;
/** The whole storage is looked through once a day. */
const THOROUGHLY_EVERY = 144;

/** Sweeps files every ten minutes, until it is stopped. What fails is tried again at the next time. */
export const startFileSweep = (given: SweptFiles & { timers: Timers }): RepeatingJob => {
  let times = 0;
  return startRepeatingJob({
    everyMs: EVERY_MS,
    timers: given.timers,
    run: () => sweepFiles(given, times++ % THOROUGHLY_EVERY === 0),
    failed: ({ message }) => given.log.warn("cannot delete files that nobody needs", { error: message }),
  });
};
