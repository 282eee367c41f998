import { quotable, toDataUrl } from "../../data-url.ts";
import { addressOf } from "./address.ts";
import type { Allowance } from "./allowance.ts";
import { openDoors } from "./doors.ts";
import type { Fetches } from "./fetch-file.ts";
import type { Fetched, Relay } from "./index.ts";
import { loadImage } from "./load-image.ts";
import { isLarge, redraw, redrawFile } from "./redraw.ts";

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

/** A picture's file, as it is if that is small. */
const ofFile = async (file: Blob | undefined, mostPixels: number, hash = ""): Promise<Fetched | undefined> => {
  if (!file || (file.type && !file.type.startsWith("image/"))) return undefined;
  const isDrawn = file.type.startsWith("image/svg");
  if (isDrawn) return file.size < MOST_BYTES ? { dataUrl: (await toDataUrl(file)) + hash } : undefined;
  const bitmap = await createImageBitmap(file);
  try {
    if (file.type && file.size < MOST_BYTES && !isLarge(bitmap)) return { dataUrl: await toDataUrl(file) };
    return await redraw(bitmap, bitmap, Math.min(1, Math.sqrt(mostPixels / (bitmap.width * bitmap.height))), true);
  } finally {
    bitmap.close();
  }
};

/** The pictures behind addresses, for as long as one picture of the page is made. */
export const picturesOf = (
  view: Window,
  allowance: Allowance,
  { may, fetchFile }: Fetches,
  relay: Relay | undefined,
): ((url: string, from?: Document) => Promise<Fetched>) => {
  const { document, innerWidth, innerHeight, devicePixelRatio } = view;
  /** What covers the window, and is moved about in it. */
  const mostPixels = Math.max(1_000_000, 2 * innerWidth * innerHeight * Math.min(2, devicePixelRatio) ** 2);

  /** What the browser has of it, drawn anew; `"closed"` when it came but may not be read. */
  const redrawn = async (url: URL, open: boolean, from: Document): Promise<Fetched | "closed" | undefined> => {
    const image = await allowance.load((signal) => loadImage(from, url.href, open, signal));
    if (!image?.naturalWidth || !image.naturalHeight) return undefined;
    const natural = { width: image.naturalWidth, height: image.naturalHeight };
    const area = natural.width * natural.height;
    const scale = isDrawing(url)
      ? Math.max(1, Math.min(FINER, FINEST / Math.max(natural.width, natural.height)))
      : Math.min(1, Math.sqrt(mostPixels / area));
    const file = isFile(url) && isLarge(natural) && !isDrawing(url) ? await fetchFile(url.href, true) : undefined;
    const smaller = file && (await allowance.draw(() => redrawFile(file, natural, scale, true)));
    return smaller ?? allowance.draw(() => redraw(image, natural, scale, true).catch(() => "closed" as const));
  };

  const door = openDoors();

  const find = async (url: URL, from: Document): Promise<Fetched | undefined> => {
    if (url.protocol === "data:" && url.href.length < SMALL) return { dataUrl: quotable(url.href) };
    if (!isFile(url)) {
      const picture = /^(data|blob):$/.test(url.protocol) ? await redrawn(url, false, from) : undefined;
      return picture === "closed" ? undefined : picture;
    }
    const isForeign = url.origin !== view.origin;
    if (isForeign || isDrawing(url)) {
      const ask = () => fetchFile(url.href);
      const file = await (isForeign && may(url) ? door(url.origin, ask) : ask());
      const picture = await allowance.draw(() => ofFile(file, mostPixels, quotable(url.hash)));
      if (picture) return picture;
    }
    if (!isForeign) {
      const picture = await redrawn(url, false, from);
      // From elsewhere in the end, or a drawing with elements of a page in it.
      if (picture !== "closed") return picture;
    }
    // Where the page's policy lets it be fetched, that was tried.
    const ask = () => redrawn(url, true, from);
    const picture = isForeign ? !may(url) && (await door(url.origin, ask)) : await ask();
    if (picture && picture !== "closed") return picture;
    const relayed = relay && (await allowance.load((signal) => relay(url.href, signal)));
    return relayed && allowance.draw(() => ofFile(relayed, mostPixels));
  };

  const found = new Map<string, Promise<Fetched>>();
  return (address, from = document) => {
    const url = addressOf(address, from.baseURI);
    if (!url) return Promise.resolve({ missing: "image" });
    let picture = found.get(url.href);
    if (!picture) {
      picture = find(url, from)
        .catch(() => undefined)
        .then((one) => (one && !isMissing(one) && allowance.take(one.dataUrl.length) ? one : { missing: "image" }));
      found.set(url.href, picture);
    }
    return picture;
  };
};
