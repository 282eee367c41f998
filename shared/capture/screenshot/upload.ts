import { EarshotError } from "../../errors.ts";
import { type Capture, pictureAborted, screenshotFailed } from "./engine.ts";
import { inTime } from "./in-time.ts";
import { readPictureFile } from "./picture-file.ts";

/** Of the file. What comes of it is made smaller anyway. */
const MOST_BYTES = 30_000_000;
/** More than cameras make, and four bytes of memory for each while it is decoded. */
const MOST_PIXELS = 64_000_000;
/** Nobody needs more pixels of a screenshot than a large screen has. */
const LONGEST = 4_096;
/** A photo of that size takes a second or two on a phone. */
const DECODE_MS = 6_000;
/** Its first bytes. They may lie on another machine, or on one that does not answer. */
const READ_MS = 6_000;

const refuseLarge = (width: number, height: number): void => {
  if (width * height > MOST_PIXELS) throw screenshotFailed("picture_too_large");
};

/** Its pixels, the right way up, and nothing else of it: where and with what a photo was taken stays behind. */
const pixelsOf = (decoded: ImageBitmap): ImageBitmap => {
  const { width, height } = decoded;
  refuseLarge(width, height); // whatever its first bytes said
  const fit = Math.min(1, LONGEST / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * fit)), Math.max(1, Math.round(height * fit)));
  const context = canvas.getContext("2d");
  if (!context) throw screenshotFailed("not_supported");
  context.imageSmoothingQuality = "high";
  context.drawImage(decoded, 0, 0, canvas.width, canvas.height);
  return canvas.transferToImageBitmap();
};

/** @throws When it cannot be decoded, or not in time: it is let go then, whenever it comes. */
const decode = async (file: Blob, signal: AbortSignal): Promise<ImageBitmap> => {
  const decoding = createImageBitmap(file);
  try {
    return await inTime(decoding, DECODE_MS, signal);
  } catch (problem) {
    decoding.then(
      (late) => late.close(),
      () => {},
    );
    throw problem;
  }
};

/**
 * A picture that somebody chose, pasted or dropped, in place of one of the page. What is private in it, only they know.
 *
 * @throws {EarshotError} `screenshot_failed` (`not_a_picture`, `picture_too_large`, `took_too_long`, `not_supported`), `aborted`.
 */
export const pictureOfFile = async (file: Blob, signal: AbortSignal): Promise<Capture> => {
  const startedAt = performance.now();
  let decoded: ImageBitmap | undefined;
  try {
    if (typeof OffscreenCanvas !== "function" || typeof createImageBitmap !== "function")
      throw screenshotFailed("not_supported");
    const known = await inTime(readPictureFile(file), READ_MS, signal);
    if (!known) throw screenshotFailed("not_a_picture");
    if (file.size > MOST_BYTES) throw screenshotFailed("picture_too_large");
    refuseLarge(known.width, known.height);
    decoded = await decode(file.slice(0, file.size, known.type), signal);
    return { bitmap: pixelsOf(decoded), method: "upload", durationMs: performance.now() - startedAt, gaps: [] };
  } catch (cause) {
    if (signal.aborted) throw pictureAborted(cause);
    throw cause instanceof EarshotError ? cause : screenshotFailed("not_a_picture", cause);
  } finally {
    decoded?.close();
  }
};
