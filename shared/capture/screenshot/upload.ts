import { type Capture, pictureAborted, screenshotFailed } from "./engine.ts";

/** What a picture's bytes begin with. What a file says of itself, by its name or its type, is not asked. */
const BEGINNINGS: [type: string, at: number, text: string][] = [
  ["image/png", 0, "\u0089PNG\r\n\u001a\n"],
  ["image/jpeg", 0, "\u00ff\u00d8\u00ff"],
  ["image/webp", 8, "WEBP"],
  ["image/gif", 0, "GIF8"],
  ["image/avif", 4, "ftypavif"],
];
/** Of the file. What comes of it is made smaller anyway. */
const MOST_BYTES = 30_000_000;
const READ_BYTES = 16;
/** As wide and high as cameras make them; more is a trap for the memory. */
const MOST_PIXELS = 120_000_000;
/** Nobody needs more pixels of a screenshot than a large screen has. */
const LONGEST = 4_096;

const typeOf = async (file: Blob): Promise<string | undefined> => {
  const bytes = new Uint8Array(await file.slice(0, READ_BYTES).arrayBuffer());
  const text = String.fromCharCode(...bytes);
  return BEGINNINGS.find(([, at, beginning]) => text.startsWith(beginning, at))?.[0];
};

/** Its pixels, the right way up, and nothing else of it: where and with what a photo was taken stays behind. */
const pixelsOf = (decoded: ImageBitmap): ImageBitmap => {
  const { width, height } = decoded;
  if (width * height > MOST_PIXELS) throw new Error("too many pixels");
  const fit = Math.min(1, LONGEST / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * fit)), Math.max(1, Math.round(height * fit)));
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no drawing context");
  context.imageSmoothingQuality = "high";
  context.drawImage(decoded, 0, 0, canvas.width, canvas.height);
  return canvas.transferToImageBitmap();
};

/**
 * A picture that somebody chose, pasted or dropped, in place of one of the page. What is private in it, only they know.
 *
 * @throws {EarshotError} `screenshot_failed` (`not_a_picture`), `aborted`.
 */
export const pictureOfFile = async (file: Blob, signal: AbortSignal): Promise<Capture> => {
  const startedAt = performance.now();
  let decoded: ImageBitmap | undefined;
  try {
    const type = file.size <= MOST_BYTES ? await typeOf(file) : undefined;
    if (!type) throw new Error("not one of the known kinds");
    decoded = await createImageBitmap(file.slice(0, file.size, type));
    if (signal.aborted) throw signal.reason;
    return { bitmap: pixelsOf(decoded), method: "upload", durationMs: performance.now() - startedAt, gaps: [] };
  } catch (cause) {
    throw signal.aborted ? pictureAborted(cause) : screenshotFailed("not_a_picture", cause);
  } finally {
    decoded?.close();
  }
};
