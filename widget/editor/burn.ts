import { draw, redact } from "./draw.ts";
import { type Scene, unitOf } from "./scene.ts";

/**
 * A picture with the scene in it for good. What was redacted is overwritten first and what was cut off is never copied: nothing
 * of either is in what comes out. `bitmap` stays open.
 *
 * @param unit Width of a line.
 * @throws When the browser has no room for such a picture.
 */
export const burn = (
  bitmap: ImageBitmap,
  { marks, crop }: Scene,
  unit: number = unitOf([bitmap.width, bitmap.height]),
): ImageBitmap => {
  const [x, y, width, height] = crop ?? [0, 0, bitmap.width, bitmap.height];
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d")!;
  context.translate(-x, -y);
  context.drawImage(bitmap, 0, 0);
  redact(context, marks);
  draw(context, marks, unit);
  return canvas.transferToImageBitmap();
};
