import type { Timers } from "./outbox/outbox.ts";

export type RepeatingJob = {
  /** Begins no other run, and resolves when the one under way has ended. */
  stop(): Promise<void>;
};

/**
 * Does a piece of work again and again, each time so long after the last one ended, until it is stopped.
 *
 * @param run Gets a question it may ask between its steps: whether it should end early. What it throws goes to `failed`, and the
 * next time comes all the same.
 */
export const startRepeatingJob = ({
  everyMs,
  timers,
  run,
  failed,
}: {
  everyMs: number;
  timers: Timers;
  run: (isStopped: () => boolean) => Promise<unknown>;
  failed: (error: Error) => void;
}): RepeatingJob => {
  let stopped = false;
  let underWay: Promise<void> = Promise.resolve();
  let cancel = (): void => {};
  const wait = (): void => {
    if (!stopped) cancel = timers.after(everyMs, begin);
  };
  const begin = (): void => {
    underWay = run(() => stopped)
      .catch(failed)
      .then(() => wait());
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
