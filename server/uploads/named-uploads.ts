import { LIMITS } from "../../shared/contract/limits.ts";
import { type Blobs, gather, only } from "../blobs/blobs.ts";
import type { Clock } from "../clock.ts";
import { firstIdAt } from "../ids.ts";
import type { Log } from "../logs.ts";
import { Problem } from "../problems.ts";
import type { NewAttachment } from "../store/attachments.ts";
import type { Store } from "../store/store.ts";
import type { Upload } from "../store/uploads.ts";
import { completeUpload } from "./complete-upload.ts";
import { storageProblem } from "./keep-upload.ts";

type Given = { store: Store; blobs: Blobs; clock: Clock; log: Log };

/** Says which upload of a submission cannot be attached: it is another app's, not whole, used, forgotten, or never was. */
export const notWaiting = (index: number): Problem =>
  new Problem("not_found", { what: "upload waiting", path: `attachments.${index}` });

/** Takes over what a client has sent to the storage by itself: only now are its bytes seen and checked. */
const takeOver = async (given: Given, upload: Upload): Promise<Upload | undefined> => {
  const { blobs, log, store } = given;
  const { direct } = blobs;
  if (!direct) return undefined;
  const away = (error: unknown): never => {
    throw storageProblem(log, error);
  };
  const arrived = await direct.arrived(upload.id).catch(away);
  if (arrived && (arrived.byteSize !== upload.byteSize || arrived.contentType !== upload.contentType)) {
    await arrived.content.cancel();
    return undefined;
  }
  if (arrived) {
    const bytes = await gather(arrived.content, upload.byteSize).catch(away);
    const completed = await completeUpload(given, upload, only(bytes));
    await direct.discard(upload.id).catch(() => log.warn("cannot delete a file that has been copied; the sweep will"));
    if (completed) return completed;
  }
  // A twin of this request may have taken it over a moment ago.
  return (await store.uploads.findWaiting(upload.appId, [upload.id]))[0];
};

/**
 * The uploads that a submission names, ready to become its attachments.
 *
 * @throws Problem `not_found` for the first that is not waiting for this app; `invalid_image`; `unavailable`
 */
export const namedUploads = async (given: Given, appId: string, ids: readonly string[]): Promise<NewAttachment[]> => {
  const { store, clock } = given;
  const oldest = firstIdAt(clock.now() - LIMITS.uploadWaitSeconds * 1_000);
  const waiting = await store.uploads.findWaiting(appId, [...ids]);
  const named: NewAttachment[] = [];
  for (const [index, id] of ids.entries()) {
    const found = waiting.find((upload) => upload.id === id && id >= oldest);
    const whole = found?.blob === null ? await takeOver(given, found) : found;
    if (!whole?.blob || ids.indexOf(id) !== index) throw notWaiting(index);
    const { kind, contentType, byteSize, blob } = whole;
    named.push({ id, kind, contentType, byteSize, blob });
  }
  return named;
};
