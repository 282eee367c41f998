import { EarshotError } from "../../errors.ts";
import { toDataUrl } from "./data-url.ts";
import { reasonOf } from "./engine.ts";
import { inTime } from "./in-time.ts";

const MOST_WIDTH = 2_560;
/** Of the file; as base64 in the body it is a third more. */
const MOST_BYTES = 1_000_000;
/** Tried in turn until the file is small enough: first less quality, then fewer pixels. */
const STEPS = [
  { quality: 0.8, scale: 1 },
  { quality: 0.6, scale: 1 },
  { quality: 0.6, scale: 0.7 },
  { quality: 0.5, scale: 0.45 },
];
/** What does not compress takes seconds on slow machines; what takes longer than this never ends. */
const MOST_MS = 8_000;
/** From here on WebP takes five to ten times as long as JPEG, for half the bytes. */
const LARGE_PIXELS = 2_100_000;

const draw = (bitmap: ImageBitmap, scale: number): OffscreenCanvas => {
  const fit = Math.min(1, MOST_WIDTH / bitmap.width) * scale;
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(bitmap.width * fit)),
    Math.max(1, Math.round(bitmap.height * fit)),
  );
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no drawing context");
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
};

/** A look at so many of its points says whether a picture is flat. */
const LOOK = 96;
/** Areas of a few colours, as drawings and empty pages have: PNG keeps every pixel of them in few bytes. */
const FLAT_COLORS = 24;
/** So few bytes are worth every pixel as it was, though the other kind would have fewer. */
const CHEAP_BYTES = 20_000;

const isFlat = (bitmap: ImageBitmap): boolean => {
  const context = new OffscreenCanvas(LOOK, LOOK).getContext("2d", { willReadFrequently: true });
  if (!context) return false;
  context.imageSmoothingEnabled = false; // colours that are there, none in between
  context.drawImage(bitmap, 0, 0, LOOK, LOOK);
  const colors = new Set(new Uint32Array(context.getImageData(0, 0, LOOK, LOOK).data.buffer));
  return colors.size <= FLAT_COLORS;
};

/** A browser that cannot write a type writes PNG instead, without a word. */
const lossy = async (canvas: OffscreenCanvas, quality: number): Promise<Blob> => {
  const isLarge = canvas.width * canvas.height > LARGE_PIXELS;
  const webp = isLarge ? undefined : await canvas.convertToBlob({ type: "image/webp", quality });
  return webp?.type === "image/webp" ? webp : canvas.convertToBlob({ type: "image/jpeg", quality });
};

/** The smallest of what was tried that fits; the last one where none does. */
const smallEnough = async (bitmap: ImageBitmap): Promise<Blob | undefined> => {
  let blob: Blob | undefined;
  for (const { quality, scale } of STEPS) {
    const canvas = draw(bitmap, scale);
    blob = await lossy(canvas, quality);
    if (scale === 1 && quality === STEPS[0]?.quality && isFlat(bitmap)) {
      const png = await canvas.convertToBlob({ type: "image/png" });
      if (png.size <= Math.max(blob.size, CHEAP_BYTES)) return png;
    }
    if (blob.size <= MOST_BYTES) break;
  }
  return blob;
};

/**
 * A picture as a data URL that fits into a submission: PNG where it is flat and that takes few bytes, else WebP, JPEG where it is
 * large or the browser cannot write WebP; at most 2,560 pixels wide and about a megabyte. Browsers encode beside the page's own
 * thread; works in pages and workers. `bitmap` stays open.
 *
 * @throws {EarshotError} `screenshot_failed` when the browser cannot encode it (`engine_error`), or not in time (`took_too_long`).
 */
export const encodePicture = async (bitmap: ImageBitmap): Promise<string> => {
  try {
    const encoding = async () => toDataUrl((await smallEnough(bitmap))!);
    return await inTime(encoding(), MOST_MS);
  } catch (cause) {
    const reason = (cause instanceof EarshotError && reasonOf(cause)) || "engine_error";
    throw new EarshotError("screenshot_failed", "The picture could not be made ready for sending.", {
      cause,
      details: { reason },
    });
  }
};
