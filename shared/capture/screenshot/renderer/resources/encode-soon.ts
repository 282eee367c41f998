import { own } from "../../../../own.ts";

/** PNG and JPEG of what a page shows take less where the page lets them. */
const SOON_MS = 150;
/** Of more, WebP takes as long as the wait that it spares. A side that is longer it would cut off, without a word. */
const MOST_PIXELS = 1_000_000;
const MOST_SIDE = 16_383;

/**
 * A canvas as PNG or JPEG; as WebP where that is there sooner, without loss for PNG. Chromium writes the first two when the
 * page's thread is idle, and on a page that never is (games, live charts) only after a second, for each. It writes WebP beside
 * that thread.
 */
export const encodeSoon = async (canvas: OffscreenCanvas, type: "png" | "jpeg", quality = 1): Promise<Blob> => {
  const encode = (subtype: string) => canvas.convertToBlob(own({ type: `image/${subtype}`, quality }));
  const asked = encode(type);
  const { width, height } = canvas;
  if (width * height > MOST_PIXELS || Math.max(width, height) > MOST_SIDE) return asked;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const beside = new Promise<Blob>((come) => {
    timer = setTimeout(() => encode("webp").then(come, () => {}), SOON_MS); // where it fails, the other is waited for
  });
  try {
    return await Promise.race([asked, beside]);
  } finally {
    clearTimeout(timer);
  }
};
