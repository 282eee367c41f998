import type { Timers } from "../outbox/outbox.ts";
import { type SweptFiles, sweepFiles } from "./sweep-files.ts";

const EVERY_MS = 10 * 60_000;
/** The whole storage is looked through once a day. */
const THOROUGHLY_EVERY = 144;

export type FileSweep = {
  /** Begins no other, and resolves when the one under way has ended. */
  stop(): Promise<void>;
};

/** Sweeps files every ten minutes, until it is stopped. What fails is tried again at the next time. */
export const startFileSweep = (given: SweptFiles & { timers: Timers }): FileSweep => {
  let times = 0;
  let stopped = false;
  let underWay: Promise<void> = Promise.resolve();
  const sweep = (): void => {
    underWay = sweepFiles(given, times++ % THOROUGHLY_EVERY === 0)
      .catch((error: Error) => given.log.warn("cannot delete files that nobody needs", { error: error.message }))
      .then(wait);
  };
  let cancel = (): void => {};
  const wait = (): void => {
    if (!stopped) cancel = given.timers.after(EVERY_MS, sweep);
  };
  wait();
  return {
    async stop() {
      stopped = true;
      cancel();
      await underWay;
    },
  };
};
