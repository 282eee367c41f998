import { toDataUrl } from "../../shared/capture/screenshot/data-url.ts";
import { decodePicture } from "../../shared/capture/screenshot/decode.ts";
import type { Sheet, Strip } from "./sheet.ts";

/** A picture larger than this does not travel well from the worker to the form, which makes it smaller in any case. */
const MOST_BYTES = 20_000_000;
const QUALITY = 0.92;

/** One picture of many. */
export type Stitching = {
  /** @param width Of the window that the picture shows, in CSS pixels. */
  add(dataUrl: string, strips: Strip[], width: number): Promise<void>;
  /** The whole as a data URL. @param height In CSS pixels; less than the sheet's where the page has become shorter. */
  done(height: number): Promise<string>;
};

const contextOf = (width: number, height: number): OffscreenCanvasRenderingContext2D =>
  new OffscreenCanvas(Math.max(1, width), Math.max(1, height)).getContext("2d")!;

export const stitching = (sheet: Sheet): Stitching => {
  let context: OffscreenCanvasRenderingContext2D | undefined;
  let scale = 1;
  return {
    async add(dataUrl, strips, width) {
      const bitmap = await decodePicture(dataUrl);
      if (!context) {
        scale = bitmap.width / width;
        context = contextOf(Math.round(sheet.width * scale), Math.round(sheet.height * scale));
        context.fillStyle = "#fff";
        context.fillRect(0, 0, context.canvas.width, context.canvas.height);
      }
      for (const { part, down } of strips) {
        const left = Math.round(part.x * scale);
        const top = Math.round(part.y * scale);
        const right = Math.round((part.x + part.width) * scale);
        const bottom = Math.min(bitmap.height, Math.round((part.y + part.height) * scale));
        const [w, h] = [right - left, bottom - top];
        if (w > 0 && h > 0) context.drawImage(bitmap, left, top, w, h, left, top + Math.round(down * scale), w, h);
      }
      bitmap.close();
    },
    async done(height) {
      let whole = context!;
      const rows = Math.round(height * scale);
      if (rows < whole.canvas.height) {
        const shorter = contextOf(whole.canvas.width, rows);
        shorter.drawImage(whole.canvas, 0, 0);
        whole = shorter;
      }
      const blob = await whole.canvas.convertToBlob({ type: "image/png" });
      const fits = blob.size <= MOST_BYTES;
      return toDataUrl(fits ? blob : await whole.canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY }));
    },
  };
};
