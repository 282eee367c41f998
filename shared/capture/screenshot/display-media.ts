import type { Rectangle } from "../../contract/submission.ts";
import { EarshotError } from "../../errors.ts";
import { COVER, elementsBelow } from "../masking.ts";
import { watchPlaces } from "./covered-places.ts";
import {
  asMasked,
  MOST_PIXELS_PER_PIXEL,
  pictureAborted,
  type ScreenshotEngine,
  screenshotFailed,
  toldGaps,
} from "./engine.ts";
import { inTime } from "./in-time.ts";

/** What is known of the API beside the standard types. */
type Shared = MediaStreamTrack & { cropTo?: (target: unknown) => Promise<void> };
type Sharing = Window & {
  CropTarget?: { fromElement: (element: Element) => Promise<unknown> };
  document: Document & { featurePolicy?: { allowsFeature: (name: string) => boolean } };
};

/** For the user to think about it. The form is out of the way meanwhile, and comes back even where nobody asks them. */
const ASK_MS = 60_000;
/** From the user's yes to the frame. Their thinking is not counted; on a busy machine a frame of enough pixels takes seconds. */
const BUDGET_MS = 10_000;
/** For the browser to say whose tab it is: it does so with a frame. */
const ANSWER_MS = 5_000;
const LOOK_EVERY_MS = 60;
const REDRAW_EVERY_MS = 100;
/** For so long the window keeps its size before a frame counts: the browser's own bar appears above the page. */
const STILL_MS = 180;
/** A browser may give no frame with all pixels: then a smaller one is better than none. */
const LARGE_WITHIN_MS = 1_200;

/** Unseen, without losing the focus; also what stands in the top layer. */
const away = (opacity: number) =>
  `:host,*,*::backdrop{opacity:${opacity}!important;transition:none!important;animation:none!important}`;
/** Less than a picture can tell from nothing, and yet the browser draws the page again. */
const FAINTLY = 0.001;

/**
 * Whether the browser can be asked for a picture of this very tab. Elsewhere it would show other windows, and nobody could say
 * what to mask in those.
 */
export const canShareTab = (view: Window): boolean => {
  const { isSecureContext, navigator, CropTarget, document } = view as Sharing;
  return (
    isSecureContext &&
    typeof navigator.mediaDevices?.getDisplayMedia === "function" &&
    typeof CropTarget?.fromElement === "function" &&
    document.featurePolicy?.allowsFeature("display-capture") !== false
  );
};

const ask = async (view: Window, signal: AbortSignal): Promise<MediaStream> => {
  const wishes = { video: true, audio: false, preferCurrentTab: true, selfBrowserSurface: "include" };
  const asking = view.navigator.mediaDevices.getDisplayMedia(wishes as DisplayMediaStreamOptions);
  let isOver = false;
  asking.then(
    (stream) => isOver && stop(stream),
    () => {},
  );
  try {
    return await inTime(asking, ASK_MS, signal);
  } catch (cause) {
    isOver = true;
    if (cause instanceof EarshotError) throw cause;
    const isNo = cause instanceof DOMException && cause.name === "NotAllowedError";
    throw signal.aborted ? pictureAborted(cause) : screenshotFailed(isNo ? "denied" : "engine_error", cause);
  }
};
/** What a page has made of the browser's own calls keeps nobody from their form, nor from a picture that is there. */
const stop = (stream: MediaStream): void => {
  try {
    for (const track of stream.getTracks()) track.stop();
  } catch {}
};

const wait = (view: Window, ms: number) => new Promise((over) => view.setTimeout(over, ms));

/** Only a tab that captures itself may be cropped to one of its own elements. */
const isThisPage = async (view: Sharing, track: Shared, signal: AbortSignal): Promise<boolean> => {
  if (track.getSettings().displaySurface !== "browser" || !track.cropTo) return false;
  const crop = async () => {
    await track.cropTo?.(await view.CropTarget?.fromElement(view.document.documentElement));
    await track.cropTo?.(null);
    return true;
  };
  return inTime(
    crop().catch(() => false),
    ANSWER_MS,
    signal,
  );
};

/** What the window shows: all of it, or a part when it is zoomed into by two fingers. */
const seenOf = ({ innerWidth, innerHeight, visualViewport }: Window): Rectangle =>
  visualViewport && visualViewport.scale > 1
    ? {
        x: visualViewport.offsetLeft,
        y: visualViewport.offsetTop,
        width: visualViewport.width,
        height: visualViewport.height,
      }
    : { x: 0, y: 0, width: innerWidth, height: innerHeight };

/**
 * Hides what is ours, until it is shown again. `redraw` makes the browser draw the page again and again as long: of one that does
 * not change it gives a single frame, and that may be lost while sharing begins.
 */
const hide = (view: Window, exclude: (element: Element) => boolean) => {
  const sheet = new CSSStyleSheet();
  let isHidden = true;
  let opacity = 0;
  sheet.replaceSync(away(opacity));
  const roots = [...elementsBelow(view.document)].filter(exclude).flatMap(({ shadowRoot }) => shadowRoot ?? []);
  for (const root of roots) root.adoptedStyleSheets.push(sheet);
  return {
    async redraw() {
      while (isHidden) {
        opacity = FAINTLY - opacity;
        sheet.replaceSync(away(opacity));
        await wait(view, REDRAW_EVERY_MS);
      }
    },
    showAgain() {
      isHidden = false;
      for (const root of roots) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== sheet);
    },
  };
};

type Shot = { canvas: OffscreenCanvas; context: OffscreenCanvasRenderingContext2D; scale: number };

/** The frame without scroll bars, at most two pixels per CSS pixel; what is drawn on it then is in CSS pixels of the window. */
const draw = (view: Window, video: HTMLVideoElement, seen: Rectangle): Shot => {
  const { clientWidth, clientHeight } = view.document.documentElement;
  const perPixel = video.videoWidth / seen.width;
  const scale = Math.min(perPixel, MOST_PIXELS_PER_PIXEL * (view.innerWidth / seen.width));
  const isZoomed = seen.width !== view.innerWidth;
  const width = isZoomed ? seen.width : clientWidth;
  const height = isZoomed ? seen.height : Math.min(clientHeight, seen.height);
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no drawing context");
  context.imageSmoothingQuality = "high";
  context.drawImage(video, 0, 0, width * perPixel, height * perPixel, 0, 0, canvas.width, canvas.height);
  context.setTransform(scale, 0, 0, scale, -seen.x * scale, -seen.y * scale);
  return { canvas, context, scale };
};

const paint = ({ context }: Shot, places: readonly Rectangle[]): void => {
  context.fillStyle = COVER;
  for (const { x, y, width, height } of places) context.fillRect(x, y, width, height);
};

/**
 * The browser's own picture of this tab, which it asks the user for: everything is in it, also what no engine can draw. Private
 * parts are painted over wherever they stood from before the frame to after it; what cannot be looked into as well.
 *
 * To be called in answer to a press. @throws As any engine: `denied`, `not_this_page` and `not_supported` are reasons of its own.
 */
export const displayMediaEngine: ScreenshotEngine = async (view, { exclude, passwords = new WeakSet() }, signal) => {
  if (!canShareTab(view)) throw screenshotFailed("not_supported");
  const { document } = view;
  const { redraw, showAgain } = hide(view, exclude);
  let stream: MediaStream | undefined;
  try {
    stream = await ask(view, signal);
    void redraw().catch(() => {}); // what it was for is seen by the frames
    const startedAt = view.performance.now();
    const since = (at: number) => view.performance.now() - at;
    const places = watchPlaces(view, { exclude, passwords });
    const look = () => {
      try {
        places.look();
      } catch (cause) {
        throw new EarshotError("masking_failed", "Private parts of this page could not be found.", { cause });
      }
    };
    let seen = seenOf(view);
    let stillSince = startedAt;
    /** Whether the window shows the same part of the page as before; only then were the places of before the same. */
    const isStill = () => {
      const now = seenOf(view);
      const isSame = (Object.keys(seen) as (keyof Rectangle)[]).every((side) => now[side] === seen[side]);
      if (!isSame) {
        [seen, stillSince] = [now, view.performance.now()];
        places.forget();
      }
      look();
      return isSame && since(stillSince) >= STILL_MS;
    };
    look();
    const [track] = stream.getVideoTracks();
    const isThis = track && (await isThisPage(view, track, signal));
    const throwIfEnded = () => {
      if (track?.readyState === "ended") throw screenshotFailed("denied");
    };
    throwIfEnded();
    if (!isThis) throw screenshotFailed("not_this_page");
    const video = document.createElement("video");
    video.muted = true;
    video.srcObject = stream;
    void video.play().catch(() => {}); // whether it plays is seen by its frames
    let shot: Shot | undefined;
    while (!shot) {
      await wait(view, LOOK_EVERY_MS);
      if (signal.aborted) throw pictureAborted(signal.reason);
      throwIfEnded();
      if (since(startedAt) > BUDGET_MS) throw screenshotFailed("took_too_long");
      if (!isStill() || video.readyState < video.HAVE_CURRENT_DATA) continue;
      const { videoWidth, videoHeight } = video;
      const isWhole = Math.abs(videoWidth / videoHeight - view.innerWidth / view.innerHeight) < 0.02;
      const isSharp = videoWidth >= view.innerWidth * Math.min(view.devicePixelRatio, MOST_PIXELS_PER_PIXEL) - 2;
      if (!isWhole || (!isSharp && since(startedAt) <= LARGE_WITHIN_MS)) continue;
      const drawn = draw(view, video, seen);
      // What moved while the frame was on its way.
      await wait(view, LOOK_EVERY_MS);
      if (isStill()) shot = drawn;
    }
    const { masked, unreadable } = places.places();
    paint(shot, [...unreadable.map(({ rect }) => rect), ...masked]);
    return {
      bitmap: shot.canvas.transferToImageBitmap(),
      method: "display-media",
      durationMs: since(startedAt),
      gaps: toldGaps([...unreadable, ...asMasked(masked)], seen),
    };
  } catch (thrown) {
    if (thrown instanceof EarshotError) throw thrown;
    if (signal.aborted) throw pictureAborted(thrown);
    throw screenshotFailed("engine_error", thrown);
  } finally {
    showAgain();
    if (stream) stop(stream);
  }
};
