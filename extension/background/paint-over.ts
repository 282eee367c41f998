import { COVER } from "../../shared/capture/masking.ts";
import { toDataUrl } from "../../shared/capture/screenshot/data-url.ts";
import { decodePicture } from "../../shared/capture/screenshot/decode.ts";
import type { Covers } from "../content/covers.ts";

/** Boxes are rounded outwards and grown by this many pixels of the picture: edges of letters are blurred over their box. */
const MARGIN = 2;
/** How far the picture's proportions may be off the window's, in pixels of the picture. */
const TOLERANCE = 4;

/**
 * Paints solid boxes over a picture of a window.
 *
 * @param picture A data URL.
 * @param covers The boxes, in CSS pixels of the window that the picture shows all of.
 * @returns The picture as data URL, unchanged where there is nothing to cover; `undefined` when picture and window have different proportions, so that no box is certain.
 */
export const paintOver = async (picture: string, covers: Covers): Promise<string | undefined> => {
  const bitmap = await decodePicture(picture);
  const { width, height } = bitmap;
  const scale = width / covers.viewport.width;
  if (!(Math.abs(covers.viewport.height * scale - height) <= TOLERANCE)) {
    bitmap.close();
    return undefined;
  }
  const boxes = [...covers.masked, ...covers.unreadable];
  if (boxes.length === 0) {
    bitmap.close();
    return picture;
  }
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d")!;
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  context.fillStyle = COVER;
  for (const box of boxes) {
    const left = Math.floor(box.x * scale) - MARGIN;
    const top = Math.floor(box.y * scale) - MARGIN;
    const right = Math.ceil((box.x + box.width) * scale) + MARGIN;
    const bottom = Math.ceil((box.y + box.height) * scale) + MARGIN;
    context.fillRect(left, top, right - left, bottom - top);
  }
  return toDataUrl(await canvas.convertToBlob({ type: "image/png" }));
};
