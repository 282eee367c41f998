import { LIMITS } from "../../shared/contract/limits.ts";
import { type Blobs, timeOfBlob } from "../blobs/blobs.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../logs.ts";
import type { Store } from "../store/store.ts";

export type SweptFiles = { store: Store; blobs: Blobs; clock: Clock; log: Log };

const WAIT_MS = LIMITS.uploadWaitSeconds * 1_000;
/** A file without a row is deleted only when none can come any more: its upload is forgotten after one day. */
const GRACE_MS = 2 * WAIT_MS;
const AT_ONCE = 200;

/** Deletes blobs whose rows are gone. First the blob, then the note: what is interrupted is done again. */
const deleteDiscarded = async ({ store, blobs }: Pick<SweptFiles, "store" | "blobs">): Promise<void> => {
  for (;;) {
    const names = await store.uploads.listDiscarded(AT_ONCE);
    if (names.length === 0) return;
    for (const name of names) await blobs.delete(name);
    await store.uploads.forgetDiscarded(names);
  }
};

/**
 * Deletes the files of what was just removed, so that whoever had it erased need not wait for the next sweep.
 *
 * @returns `false` when the storage does not do it now. Then the sweep does, as soon as it can.
 */
export const deleteFilesNow = async ({ store, blobs, log }: Omit<SweptFiles, "clock">): Promise<boolean> => {
  try {
    await deleteDiscarded({ store, blobs });
    return true;
  } catch (error) {
    log.warn("cannot delete files of what was removed; the next sweep tries again", {
      error: (error as Error).message,
    });
    return false;
  }
};

/** Deletes what stands in the storage and no row names: what crashes left between a blob and its row, and parts of files. */
const deleteUnnamed = async ({ store, blobs, clock }: SweptFiles): Promise<void> => {
  const deleteThose = async (names: string[]): Promise<void> => {
    const named = await store.uploads.named(names);
    for (const name of names) if (!named.has(name)) await blobs.delete(name);
  };
  let batch: string[] = [];
  for await (const name of blobs.list()) {
    const time = timeOfBlob(name);
    if (time === undefined || time > clock.now() - GRACE_MS) continue;
    batch.push(name);
    if (batch.length < AT_ONCE) continue;
    await deleteThose(batch);
    batch = [];
  }
  await deleteThose(batch);
};

/**
 * Deletes files that nobody needs: uploads that no feedback named within a day, the attachments of feedback that was removed,
 * and what crashes left behind. Every step can be interrupted, and may run in several processes at once.
 *
 * @param thoroughly Whether to look through the whole storage as well.
 */
export const sweepFiles = async (given: SweptFiles, thoroughly: boolean): Promise<void> => {
  await given.store.uploads.expire(given.clock.now() - WAIT_MS);
  await deleteDiscarded(given);
  if (thoroughly) await deleteUnnamed(given);
};
