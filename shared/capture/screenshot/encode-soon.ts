import { own } from "../../own.ts";

/** PNG and JPEG of what a screen shows take less where the page lets them. */
const SOON_MS = 150;

/**
 * A canvas as PNG or JPEG; as WebP where that is there sooner, without loss for PNG. Chromium writes the first two when the
 * page's thread is idle, and on a page that never is (games, live charts) only after a second, for each. It writes WebP beside
 * that thread.
 */
export const encodeSoon = async (canvas: OffscreenCanvas, type: "png" | "jpeg", quality = 1): Promise<Blob> => {
  const encode = (subtype: string) => canvas.convertToBlob(own({ type: `image/${subtype}`, quality }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const beside = new Promise<Blob>((come) => {
    timer = setTimeout(() => come(encode("webp")), SOON_MS);
  });
  try {
    return await Promise.race([encode(type), beside]);
  } finally {
    clearTimeout(timer);
  }
};
