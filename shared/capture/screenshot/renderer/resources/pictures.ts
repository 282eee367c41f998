import { addressOf } from "./address.ts";
import type { Allowance } from "./allowance.ts";
import { quotable, toDataUrl } from "./data-url.ts";
import type { FetchFile } from "./fetch-file.ts";
import type { Fetched, Relay } from "./index.ts";
import { loadImage } from "./load-image.ts";
import { redraw } from "./redraw.ts";

/** Written in the page itself: taken as it is, unless it is large enough to be worth drawing smaller. */
const SMALL = 100_000;
/** A file that is larger is drawn anew, smaller. */
const MOST_BYTES = 1_000_000;
/** A drawing that cannot be had as one is redrawn finer than it says, as it may be shown larger. */
const FINER = 4;
const FINEST = 1_024;

const isFile = ({ protocol }: URL): boolean => /^https?:$/.test(protocol);
const isDrawing = ({ pathname, href }: URL): boolean => /\.svg$/i.test(pathname) || /^data:image\/svg/i.test(href);

export const isMissing = (fetched: Fetched): fetched is Extract<Fetched, { missing: unknown }> => "missing" in fetched;

/** The bytes of a picture, as it is if that is small. */
const asItIs = async (blob: Blob | undefined, hash = ""): Promise<Fetched | undefined> => {
  if (!blob || (blob.type && !blob.type.startsWith("image/"))) return undefined;
  if (blob.type && blob.size < MOST_BYTES) return { dataUrl: (await toDataUrl(blob)) + hash };
  const bitmap = await createImageBitmap(blob);
  try {
    return await redraw(bitmap, bitmap, 1, true);
  } finally {
    bitmap.close();
  }
};

/** The pictures behind addresses, for as long as one picture of the page is made. */
export const picturesOf = (
  view: Window,
  allowance: Allowance,
  fetchFile: FetchFile,
  relay: Relay | undefined,
): ((url: string) => Promise<Fetched>) => {
  const { document, innerWidth, innerHeight, devicePixelRatio } = view;
  /** What covers the window, and is moved about in it. */
  const mostPixels = Math.max(1_000_000, 2 * innerWidth * innerHeight * Math.min(2, devicePixelRatio) ** 2);

  /** What the browser has of it, drawn anew; `"closed"` when it came but may not be read. */
  const redrawn = (url: URL, open: boolean) =>
    allowance.load(async (signal): Promise<Fetched | "closed"> => {
      const image = await loadImage(document, url.href, open, signal);
      const { naturalWidth: width, naturalHeight: height } = image;
      if (!width || !height) throw new Error("nothing to draw");
      const scale = isDrawing(url)
        ? Math.max(1, Math.min(FINER, FINEST / Math.max(width, height)))
        : Math.min(1, Math.sqrt(mostPixels / (width * height)));
      return redraw(image, { width, height }, scale, true).catch(() => "closed");
    });

  const find = async (url: URL): Promise<Fetched | undefined> => {
    if (url.protocol === "data:" && url.href.length < SMALL) return { dataUrl: quotable(url.href) };
    if (!isFile(url) && !/^(data|blob):$/.test(url.protocol)) return undefined;
    if (isFile(url) && isDrawing(url)) {
      const drawing = await asItIs(await fetchFile(url.href), quotable(url.hash));
      if (drawing) return drawing;
    }
    if (!isFile(url) || url.origin === view.origin) {
      const picture = await redrawn(url, false);
      // From elsewhere in the end, or a drawing with elements of a page in it.
      if (picture !== "closed" || !isFile(url)) return picture === "closed" ? undefined : picture;
    }
    const picture = await redrawn(url, true);
    if (picture && picture !== "closed") return picture;
    return relay && isFile(url) ? allowance.load(async (signal) => asItIs(await relay(url.href, signal))) : undefined;
  };

  const found = new Map<string, Promise<Fetched>>();
  return (address) => {
    const url = addressOf(address, document.baseURI);
    if (!url) return Promise.resolve({ missing: "image" });
    let picture = found.get(url.href);
    if (!picture) {
      picture = find(url)
        .catch(() => undefined)
        .then((one) => (one && !isMissing(one) && allowance.take(one.dataUrl.length) ? one : { missing: "image" }));
      found.set(url.href, picture);
    }
    return picture;
  };
};
