import { withoutForbidden } from "./markup.ts";

/** How many pixels a CSS pixel has at most: more is not seen, and costs. */
const MOST_PIXELS_PER_PIXEL = 2;

/** A document as an address. The page's policy must allow pictures from such. */
const addressOf = (svg: string): string =>
  `data:image/svg+xml;charset=utf-8,${withoutForbidden(svg).replace(/[%#\t\n\r]/g, encodeURIComponent)}`;

const loaded = async (view: Window, address: string): Promise<HTMLImageElement> => {
  const image = view.document.createElement("img");
  image.src = address;
  await image.decode();
  return image;
};

/** Makes pixels of a document in SVG. */
export const drawn = async (view: Window, svg: string, width: number, height: number): Promise<ImageBitmap> => {
  const scale = Math.min(view.devicePixelRatio || 1, MOST_PIXELS_PER_PIXEL);
  const image = await loaded(view, addressOf(svg));
  const canvas = view.document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) throw new Error("no drawing context");
  const draw = () => {
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
  };
  draw();
  // Elsewhere than in Chromium the pictures inside of it are decoded at the first drawing, and seen at the second.
  if (!("chrome" in view)) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    draw();
  }
  return createImageBitmap(canvas);
};
