import { MOST_PIXELS_PER_PIXEL } from "../engine.ts";
import { withoutForbidden } from "./markup.ts";
import type { Parts } from "./parts.ts";

/** What would mean something else in an address, the sign for it first. */
const CODED = ["%", "#", "\t", "\n", "\r"];

/** A document as an address. The page's policy must allow pictures from such. */
const addressOf = (svg: string): string =>
  `data:image/svg+xml;charset=utf-8,${CODED.reduce((text, one) => text.replaceAll(one, encodeURIComponent(one)), withoutForbidden(svg))}`;

const loaded = async (view: Window, address: string): Promise<HTMLImageElement> => {
  const image = view.document.createElement("img");
  image.src = address;
  await image.decode();
  return image;
};

/** Makes pixels of documents in SVG: the page, and on it what changes what is behind it. */
export const drawn = async (
  view: Window,
  layers: string[],
  glasses: Parts["loaded"]["glass"],
  width: number,
  height: number,
  pause: () => Promise<void>,
): Promise<ImageBitmap> => {
  const scale = Math.min(view.devicePixelRatio || 1, MOST_PIXELS_PER_PIXEL);
  const images: HTMLImageElement[] = [];
  for (const svg of layers) {
    const address = addressOf(svg);
    await pause();
    images.push(await loaded(view, address));
    await pause();
  }
  const canvas = view.document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) throw new Error("no drawing context");
  const draw = () => {
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    for (const [index, image] of images.entries()) {
      const glass = glasses?.all[index - 1];
      if (glass) glasses?.applyGlass(context, glass, canvas.width / Math.max(1, width));
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
    }
  };
  draw();
  // Elsewhere than in Chromium the pictures inside of it are decoded at the first drawing, and seen at the second.
  if (!("chrome" in view)) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    draw();
  }
  // The shapes are there, the pixels come when the browser has its turn.
  await pause();
  return createImageBitmap(canvas);
};
