import { EarshotError } from "../../errors.ts";

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

/** A browser that cannot write a type writes PNG instead, without a word. */
const toBlob = async (canvas: OffscreenCanvas, quality: number): Promise<Blob> => {
  const webp = await canvas.convertToBlob({ type: "image/webp", quality });
  return webp.type === "image/webp" ? webp : canvas.convertToBlob({ type: "image/jpeg", quality });
};

/** Read, not fetched: a strict policy forbids fetching `blob:` and `data:` addresses. */
const toDataUrl = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });

/**
 * A picture as a data URL that fits into a submission: WebP, JPEG where the browser cannot write WebP; at most 2,560 pixels
 * wide and about a megabyte. Works in pages and workers. `bitmap` stays open.
 *
 * @throws {EarshotError} `screenshot_failed` when the browser cannot encode it.
 */
export const encodePicture = async (bitmap: ImageBitmap): Promise<string> => {
  try {
    let blob: Blob | undefined;
    for (const { quality, scale } of STEPS) {
      blob = await toBlob(draw(bitmap, scale), quality);
      if (blob.size <= MOST_BYTES) break;
    }
    return await toDataUrl(blob!);
  } catch (cause) {
    throw new EarshotError("screenshot_failed", "The picture could not be made ready for sending.", { cause });
  }
};
