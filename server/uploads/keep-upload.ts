import { type BlobFacts, type Blobs, gather, only, WrongSizeError } from "../blobs/blobs.ts";
import { cleanImage } from "../images/clean-image.ts";
import { refuseImage } from "../images/refuse-image.ts";
import type { Log } from "../logs.ts";
import { Problem } from "../problems.ts";
import type { Upload } from "../store/uploads.ts";

/** The bytes of somebody who went away in the middle. */
class CutOffError extends Error {
  override readonly name = "CutOffError";
}

async function* untilCutOff(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* content;
  } catch {
    throw new CutOffError();
  }
}

/** The storage is away for now: worth another try, and nobody's fault who asks. */
export const storageProblem = (log: Log, error: unknown): Problem => {
  log.error("the storage of files cannot be used", { error: (error as Error).message });
  return new Problem("unavailable", { retryAfter: 5 });
};

/**
 * Keeps the bytes of an upload: exactly as many as were promised. A picture must be of the type it was promised to be, and is
 * stored without metadata, so it can become smaller.
 *
 * @throws Problem `invalid_body`, `invalid_image`, `unavailable`; nothing is kept then.
 */
export const keepUpload = async (
  { blobs, log }: { blobs: Blobs; log: Log },
  { id, contentType, byteSize }: Pick<Upload, "id"> & BlobFacts,
  content: AsyncIterable<Uint8Array>,
): Promise<{ blob: string; byteSize: number }> => {
  const sent = untilCutOff(content);
  try {
    if (!contentType.startsWith("image/"))
      return { blob: await blobs.put(id, sent, { contentType, byteSize }), byteSize };
    const { bytes, contentType: found } = cleanImage(await gather(sent, byteSize));
    if (found !== contentType) refuseImage(`it was to be ${contentType} but is ${found}`);
    const facts = { contentType, byteSize: bytes.length };
    return { blob: await blobs.put(id, only(bytes), facts), byteSize: bytes.length };
  } catch (error) {
    if (error instanceof Problem) throw error;
    if (error instanceof WrongSizeError || error instanceof CutOffError)
      throw new Problem("invalid_body", { issues: [{ path: "", message: `must be exactly ${byteSize} bytes` }] });
    throw storageProblem(log, error);
  }
};
