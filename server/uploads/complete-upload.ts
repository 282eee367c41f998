import type { Blobs } from "../blobs/blobs.ts";
import type { Log } from "../logs.ts";
import type { Store } from "../store/store.ts";
import type { Upload } from "../store/uploads.ts";
import { keepUpload } from "./keep-upload.ts";

type Given = { store: Store; blobs: Blobs; log: Log };

/**
 * Keeps the bytes of an upload and notes it, in this order: a crash between the two leaves a blob without a row, which the sweep
 * deletes, and never a row without its blob.
 *
 * @returns `undefined` when another request was first, or the upload has been forgotten meanwhile.
 * @throws Problem as `keepUpload`
 */
export const completeUpload = async (
  given: Given,
  upload: Upload,
  content: AsyncIterable<Uint8Array>,
): Promise<Upload | undefined> => {
  const { store, blobs, log } = given;
  const kept = await keepUpload(given, upload, content);
  if (await store.uploads.complete(upload.id, kept)) return { ...upload, ...kept };
  // The same bytes for the same upload have the same name: whoever was first may have named what we just wrote.
  if (!(await store.uploads.named([kept.blob])).has(kept.blob))
    await blobs.delete(kept.blob).catch(() => log.warn("cannot delete a file that nothing names; the sweep will"));
  return undefined;
};
