import { NOTHING, quotable } from "../../data-url.ts";
import { type Allowance, endOf } from "./allowance.ts";
import type { FetchFile } from "./fetch-file.ts";
import type { Fetched, Missing } from "./index.ts";
import { isMissing } from "./pictures.ts";
import { isLarge, type Redrawn, redraw, redrawFile, type Size } from "./redraw.ts";
import { shownScale } from "./shown-scale.ts";

export type Shown = HTMLImageElement | HTMLCanvasElement | HTMLVideoElement | SVGImageElement;

const SMALL = 100_000;
/** How long to wait for the page's next frames. Hidden pages have none. */
const FRAMES_MS = 120;
/** Canvases of the libraries that draw with WebGL, by what they write on them. */
const WEBGL = "[data-engine],.mapboxgl-canvas,.maplibregl-canvas,.cesium-widget canvas,[id^=deckgl],.unity-canvas";

const nothing: Fetched = { dataUrl: NOTHING };

/** A browser halves a picture as often as it can, and goes on from there: so do we, where that is cheap. */
const asDrawn = (natural: Size, scale: number): number => {
  const halved = scale > 0.5 ? 1 : 0.5;
  const isCheap = !isLarge({ width: natural.width * halved, height: natural.height * halved });
  return isCheap && scale > 0.25 && scale < 1 ? halved : scale;
};

/** The pixels that elements show at this moment. */
export const elementPixelsOf = (
  view: Window,
  allowance: Allowance,
  fetchFile: FetchFile,
  image: (url: string, from: Document) => Promise<Fetched>,
): ((element: Shown) => Promise<Fetched>) => {
  const drawn = new Map<string, Promise<Redrawn | undefined>>();

  /** @param finest Up to how many pixels it may have for one of the size that it says. */
  const draw = (source: Exclude<Shown, SVGImageElement>, natural: Size, finest = 1) => {
    const { scale, keepsSize } = shownScale(view, source, natural);
    const exact = Math.min(finest, keepsSize ? Math.max(1, scale) : scale);
    const fit = finest <= 2 ? asDrawn(natural, exact) : exact;
    const redrawn = () => redraw(source, natural, fit, keepsSize);
    return {
      fit,
      redrawn: () => allowance.draw(redrawn),
      /** Without waiting for a turn. */
      atOnce: () => Promise.race([redrawn().catch(() => undefined), endOf(allowance.signal)]),
      ofFile: (file: Blob) => allowance.draw(() => redrawFile(file, natural, fit, keepsSize)),
    };
  };

  const fileAt = (url: string) => (/^https?:/.test(url) ? fetchFile(url, true) : Promise.resolve(undefined));

  const kept = (picture: Redrawn | undefined, reason: Missing["reason"]): Fetched =>
    picture && allowance.take(picture.dataUrl.length)
      ? { dataUrl: picture.dataUrl, width: picture.width, height: picture.height }
      : { missing: reason };

  const ofImage = async (element: HTMLImageElement): Promise<Fetched> => {
    const { currentSrc, naturalWidth: width, naturalHeight: height } = element;
    const url = currentSrc || element.src;
    // Not yet loaded, lazy, or without an address: the browser shows none either, and must not load it for us.
    if (!url || (!width && !element.complete)) return nothing;
    if (!width || !height)
      return /\.svgz?([?#]|$)/i.test(url) ? image(url, element.ownerDocument) : { missing: "image" };
    // Of another origin and not asked for openly: a canvas would not give it back.
    if (element.crossOrigin === null && /^https?:/.test(url) && new URL(url).origin !== view.origin) {
      const fetched = await image(url, element.ownerDocument);
      return isMissing(fetched) ? fetched : { ...fetched, width, height };
    }
    if (url.startsWith("data:") && url.length < SMALL) return { dataUrl: quotable(url), width, height };
    const isDrawing = /\.svgz?([?#]|$)|^data:image\/svg/i.test(url);
    // One that was chosen for the screen's density says a smaller size than it has.
    const isChosen = Boolean(element.srcset) || element.parentElement?.localName === "picture";
    const { fit, redrawn, ofFile } = draw(
      element,
      { width, height },
      isDrawing ? Number.POSITIVE_INFINITY : isChosen ? 2 : 1,
    );
    const key = `${url} ${fit} ${element.crossOrigin}`;
    const before = drawn.get(key);
    const find = async () => {
      const isTurned = view.getComputedStyle(element).imageOrientation !== "none";
      const file = isLarge({ width, height }) && !isDrawing && isTurned ? await fileAt(url) : undefined;
      return (file && (await ofFile(file))) ?? redrawn();
    };
    const picture = before ?? find();
    drawn.set(key, picture);
    const mine = await picture;
    if (mine) return kept(mine, "image");
    const fetched = await image(url, element.ownerDocument);
    return isMissing(fetched) ? fetched : { ...fetched, width, height };
  };

  const nextFrame = () =>
    new Promise<void>((come) => {
      view.requestAnimationFrame(() => come());
      AbortSignal.any([allowance.signal, AbortSignal.timeout(FRAMES_MS)]).addEventListener("abort", () => come());
    });

  const ofCanvas = async (element: HTMLCanvasElement): Promise<Fetched> => {
    const { width, height } = element;
    if (!width || !height) return nothing;
    const { redrawn, atOnce } = draw(element, { width, height });
    let picture = await redrawn();
    // WebGL's pixels are there only right after the page has drawn: in the callbacks of the frame, where ours comes last.
    for (let frame = 0; picture?.isBlank && frame < 2; frame++) {
      await nextFrame();
      picture = await atOnce();
    }
    if (picture?.isBlank && element.matches(WEBGL)) return { missing: "canvas" };
    return kept(picture, "canvas");
  };

  const ofVideo = async (element: HTMLVideoElement): Promise<Fetched> => {
    const { videoWidth: width, videoHeight: height, poster, readyState, paused, currentTime, played } = element;
    const hasBegun = !paused || currentTime > 0 || played.length > 0;
    if (poster && (!hasBegun || readyState < 2)) return image(poster, element.ownerDocument);
    if (readyState < 2 || !width || !height) return nothing;
    return kept(await draw(element, { width, height }).redrawn(), "video");
  };

  return async (element) => {
    try {
      if (element.localName === "image")
        return await image((element as SVGImageElement).href.animVal, element.ownerDocument);
      if (element.localName === "canvas") return await ofCanvas(element as HTMLCanvasElement);
      if (element.localName === "video") return await ofVideo(element as HTMLVideoElement);
      return await ofImage(element as HTMLImageElement);
    } catch {
      return { missing: element.localName === "canvas" || element.localName === "video" ? element.localName : "image" };
    }
  };
};
