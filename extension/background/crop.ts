import { toDataUrl } from "../../shared/capture/screenshot/data-url.ts";
import { decodePicture } from "../../shared/capture/screenshot/decode.ts";
import type { Place } from "../content/part/part.ts";
import { intersection, isEmpty, rectangleOf } from "../content/visible-box.ts";
import type { Picture } from "../messages.ts";

/** What is kept until the form has it stands in the browser's memory, ten megabytes of which are the extension's. */
const MOST_LETTERS = 6_000_000;
const QUALITY = 0.92;

const edges = ({ x, y, width, height }: Place["box"]) => ({ left: x, top: y, right: x + width, bottom: y + height });

/** Cuts a part out of a picture of all that is visible, masked already. What the picture lacks is told where it is in the part. */
export const crop = async (picture: Picture, { box, viewport }: Place): Promise<Picture> => {
  const bitmap = await decodePicture(picture.dataUrl);
  const scale = bitmap.width / viewport.width;
  const left = Math.round(box.x * scale);
  const top = Math.round(box.y * scale);
  const width = Math.max(1, Math.min(bitmap.width, Math.round((box.x + box.width) * scale)) - left);
  const height = Math.max(1, Math.min(bitmap.height, Math.round((box.y + box.height) * scale)) - top);
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d")!.drawImage(bitmap, -left, -top);
  bitmap.close();
  let dataUrl = await toDataUrl(await canvas.convertToBlob({ type: "image/png" }));
  if (dataUrl.length > MOST_LETTERS) {
    dataUrl = await toDataUrl(await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY }));
  }
  const gaps = picture.gaps.flatMap(({ reason, rect }) => {
    if (!rect) return [{ reason }];
    const seen = intersection(edges(rect), edges(box));
    if (isEmpty(seen)) return [];
    const { x, y, ...size } = rectangleOf(seen);
    return [{ reason, rect: { x: x - box.x, y: y - box.y, ...size } }];
  });
  return { ...picture, dataUrl, gaps };
};
