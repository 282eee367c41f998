import { own } from "../../../../own.ts";
import { toDataUrl } from "../../data-url.ts";
import { encodeSoon } from "./encode-soon.ts";

export type Size = { width: number; height: number };

export type Redrawn = { dataUrl: string; width: number; height: number; isBlank: boolean };

/** A larger picture is made smaller: it is more than a screen shows. */
const MOST_PIXELS = 4_000_000;
/** A photo changes from most pixels to the next; text, drawings and flat colours do not. */
const PHOTO_CHANGES = 1 / 3;
const PHOTO_PIXELS = 10_000;

/** Lossless is small and quick where much is alike. Of a photo it is neither: four times the bytes, and the time. */
const encode = (canvas: OffscreenCanvas, isPhoto: boolean): Promise<Blob> =>
  isPhoto ? encodeSoon(canvas, "jpeg", 0.95) : encodeSoon(canvas, "png");

const ALPHA = new Uint8Array(new Uint32Array([0xff]).buffer)[0] ? 0xff000000 : 0xff;

/** Whether pixels are those of a photo, and whether all of them are empty: transparent, or black as an untouched canvas is. */
const look = (data: Uint8ClampedArray): { isPhoto: boolean; isBlank: boolean } => {
  const pixels = new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
  let all = ALPHA;
  let any = 0;
  let changes = 0;
  let last = 0;
  for (const pixel of pixels) {
    all &= pixel;
    any |= pixel;
    if (pixel !== last) changes++;
    last = pixel;
  }
  const isOpaque = (all & ALPHA) >>> 0 === ALPHA >>> 0;
  return {
    isPhoto: isOpaque && pixels.length > PHOTO_PIXELS && changes > pixels.length * PHOTO_CHANGES,
    isBlank: any === 0 || (isOpaque && (any & ~ALPHA) === 0),
  };
};

/** A picture that says another size than it has pixels. */
const sized = (dataUrl: string, { width, height }: Size): string =>
  `data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27 width=%27${width}%27 height=%27${height}%27%3E%3Cimage href=%27${dataUrl}%27 width=%27${width}%27 height=%27${height}%27 preserveAspectRatio=%27none%27/%3E%3C/svg%3E`.replaceAll(
    " ",
    "%20",
  );

/** How many pixels the new picture has. */
const pixelsOf = (natural: Size, scale: number): Size => {
  const fit = Math.min(scale, Math.sqrt(MOST_PIXELS / (natural.width * natural.height)));
  return {
    width: Math.max(1, Math.ceil(natural.width * fit - 0.01)),
    height: Math.max(1, Math.ceil(natural.height * fit - 0.01)),
  };
};

/**
 * Draws what the browser has decoded already, so that nothing is asked for again.
 *
 * @param natural How large it says that it is.
 * @param scale Of that size.
 * @param keepsSize Whether the new picture must say that it is as large: where something on the page is sized by it.
 * @throws When it is of another origin and not open to this one, or nothing can be drawn.
 */
export const redraw = async (
  source: CanvasImageSource,
  natural: Size,
  scale: number,
  keepsSize = false,
): Promise<Redrawn> => {
  const { width, height } = pixelsOf(natural, scale);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", own({ willReadFrequently: true }));
  if (!context) throw new Error("no drawing context");
  context.imageSmoothingQuality = "high";
  context.drawImage(source, 0, 0, width, height);
  const { isPhoto, isBlank } = look(context.getImageData(0, 0, width, height).data);
  const dataUrl = await toDataUrl(await encode(canvas, isPhoto));
  const isSame = width === natural.width && height === natural.height;
  const named = keepsSize && !isSame ? sized(dataUrl, natural) : dataUrl;
  return { dataUrl: named, width: natural.width, height: natural.height, isBlank };
};

/** The page stands still for as long as a picture of more pixels is decoded, which a file is not. */
export const isLarge = ({ width, height }: Size): boolean => width * height > 1_000_000;

/** The same of a picture's file: it is decoded, and made smaller, beside the page. */
export const redrawFile = async (file: Blob, natural: Size, scale: number, keepsSize: boolean): Promise<Redrawn> => {
  const { width, height } = pixelsOf(natural, scale);
  const bitmap = await createImageBitmap(
    file,
    own({ resizeWidth: width, resizeHeight: height, resizeQuality: "high" } as const),
  );
  try {
    return await redraw(bitmap, natural, scale, keepsSize);
  } finally {
    bitmap.close();
  }
};
