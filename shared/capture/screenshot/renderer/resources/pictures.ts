import type { Allowance } from "./allowance.ts";
import { quotable, toDataUrl } from "./data-url.ts";
import type { FetchFile } from "./fetch-file.ts";
import type { Fetched, Relay } from "./index.ts";
import { loadImage } from "./load-image.ts";
import { MOST_PIXELS, redraw } from "./redraw.ts";

/** Written in the page itself: taken as it is, unless it is large enough to be worth drawing smaller. */
const SMALL = 100_000;
/** A drawing that cannot be had as one is redrawn finer than it says, as it may be shown larger. */
const FINER = 4;
const FINEST = 1_024;

const isDrawing = (url: URL): boolean => /\.svgz?$/i.test(url.pathname) || /^data:image\/svg\+xml/i.test(url.href);

export const isMissing = (fetched: Fetched): fetched is Extract<Fetched, { missing: unknown }> => "missing" in fetched;

/** The pictures behind addresses, for as long as one picture of the page is made. */
export const picturesOf = (
  view: Window,
  allowance: Allowance,
  fetchFile: FetchFile,
  relay: Relay | undefined,
): ((url: string) => Promise<Fetched>) => {
  const { document } = view;

  /** What the browser has of it, drawn anew. */
  const redrawn = (url: URL, open: boolean) =>
    allowance.run(async (signal): Promise<Fetched> => {
      const image = await loadImage(document, url.href, open, signal);
      const natural = { width: image.naturalWidth, height: image.naturalHeight };
      if (!natural.width || !natural.height) throw new Error("nothing to draw");
      const longest = Math.max(natural.width, natural.height);
      const scale = isDrawing(url) ? Math.max(1, Math.min(FINER, FINEST / longest)) : 1;
      return redraw(image, natural, scale, true);
    });

  const asItIs = async (blob: Blob | undefined): Promise<Fetched | undefined> => {
    if (!blob || (blob.type && !blob.type.startsWith("image/"))) return undefined;
    if (blob.size < MOST_PIXELS / 4) return { dataUrl: await toDataUrl(blob) };
    const bitmap = await createImageBitmap(blob);
    return redraw(bitmap, bitmap, 1, true);
  };

  const find = async (url: URL): Promise<Fetched | undefined> => {
    if (url.protocol === "data:" && url.href.length < SMALL) return { dataUrl: quotable(url.href) };
    if (!/^(https?|data|blob):$/.test(url.protocol)) return undefined;
    if (/^http/.test(url.protocol) && isDrawing(url)) {
      const drawing = await asItIs(await fetchFile(url.href));
      if (drawing) return drawing;
    }
    const isForeign = /^http/.test(url.protocol) && url.origin !== view.origin;
    const own = isForeign ? undefined : await redrawn(url, false);
    if (own || !/^http/.test(url.protocol)) return own;
    return (
      (await redrawn(url, true)) ??
      (relay && (await allowance.run(async (signal) => asItIs(await relay(url.href, signal)))))
    );
  };

  const found = new Map<string, Promise<Fetched>>();
  return (address) => {
    const url = URL.parse(address, document.baseURI);
    if (!url) return Promise.resolve({ missing: "image" });
    const key = url.href;
    let picture = found.get(key);
    if (!picture) {
      picture = find(url)
        .catch(() => undefined)
        .then((one) => (one && !isMissing(one) && allowance.take(one.dataUrl.length) ? one : { missing: "image" }));
      found.set(key, picture);
    }
    return picture;
  };
};
