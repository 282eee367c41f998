import { asMasked, type FailureReason, toldGaps } from "../../shared/capture/screenshot/engine.ts";
import type { Rectangle } from "../../shared/contract/submission.ts";
import { EarshotError } from "../../shared/errors.ts";
import type { Covers } from "../content/covers.ts";
import type { Look } from "../content/shutter.ts";
import type { Picture } from "../messages.ts";
import { TEXT } from "../text.ts";
import { paintOver } from "./paint-over.ts";

/** What taking a picture needs of the browser. */
export type Tab = {
  /** The visible part of the tab's window, as a data URL. The browser allows two a second. */
  shoot(): Promise<string>;
  /** Hides what must not be seen of it, and says where that is. Rejects where the browser keeps extensions out. */
  hide(): Promise<Look>;
  /** Says where it is now, and shows it again. */
  show(): Promise<Look>;
  /** Whether it is still the tab that its window shows. */
  isShown(): Promise<boolean>;
  sleep(ms: number): Promise<void>;
  now(): number;
};

/** More than the browser's two a second would be refused. */
export const PAUSE_MS = 600;
const MOST_TRIES = 3;
/** Frames smaller than this are counters and beacons: nobody misses them in the picture. */
const SEEN_PX = 8;

const outer = (a: Rectangle, b: Rectangle): Rectangle => {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
};

/**
 * What to cover in a picture taken between two looks at the page: each part from where it was to where it went.
 *
 * @returns `undefined` when the two do not match: something came, went or was resized meanwhile, or was not hidden.
 */
export const between = (before: Look, after: Look): Covers | undefined => {
  if (before === "uncertain" || after === "uncertain") return undefined;
  const pairs = (a: Rectangle[], b: Rectangle[]) => a.map((rectangle, index) => outer(rectangle, b[index]!));
  const same =
    before.viewport.width === after.viewport.width &&
    before.viewport.height === after.viewport.height &&
    before.masked.length === after.masked.length &&
    before.unreadable.length === after.unreadable.length;
  if (!same) return undefined;
  return {
    viewport: after.viewport,
    masked: pairs(before.masked, after.masked),
    unreadable: pairs(before.unreadable, after.unreadable),
  };
};

/** Why there is none, as the form tells it apart. */
const because = (reason: FailureReason) => ({ details: { reason } });
const refused = (cause: unknown) =>
  new EarshotError("screenshot_failed", TEXT.pictureRefused, { cause, ...because("denied") });

/** A shot of the page while what must not be seen is hidden. Whatever happens, it is shown again. */
const shootHidden = async (tab: Tab): Promise<{ shot: string; covers: Covers | undefined } | { cause: unknown }> => {
  const before = await tab.hide().catch((cause) => Promise.reject(refused(cause)));
  const shot = await tab.shoot().then(
    (dataUrl) => ({ dataUrl }),
    (cause: unknown) => ({ cause }),
  );
  const after = await tab.show().catch((cause) => Promise.reject(refused(cause)));
  return "cause" in shot ? shot : { shot: shot.dataUrl, covers: between(before, after) };
};

/**
 * Takes a picture of what a tab shows, with all that the contract masks painted over before anyone sees it, and hidden
 * while it is taken, because it may be drawn where no box tells. The page is asked before and after the shot, because it
 * may move in between.
 *
 * @throws {EarshotError} `screenshot_failed` where there can be none; `masking_failed` where it cannot be known what to
 *   paint over: then there is no picture. `aborted` with the signal.
 */
export const takePicture = async (tab: Tab, signal: AbortSignal): Promise<Picture> => {
  const startedAt = tab.now();
  let problem: EarshotError | undefined;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    if (tries > 0) await tab.sleep(PAUSE_MS);
    if (signal.aborted) throw new EarshotError("aborted", TEXT.stopped);
    const taken = await shootHidden(tab);
    if ("cause" in taken) {
      problem = new EarshotError("screenshot_failed", TEXT.pictureFailed, { cause: taken.cause }); // often the third within a second
      continue;
    }
    problem = undefined;
    if (!(await tab.isShown().catch(() => false))) {
      throw new EarshotError("screenshot_failed", TEXT.pictureOtherTab, because("not_this_page"));
    }
    const { shot, covers } = taken;
    const dataUrl = covers && (await paintOver(shot, covers));
    if (!dataUrl) continue;
    const unreadable = covers.unreadable.filter(({ width, height }) => Math.min(width, height) >= SEEN_PX);
    const frames = unreadable.map((rect) => ({ reason: "frame", rect }));
    const gaps = toldGaps([...frames, ...asMasked(covers.masked)], { x: 0, y: 0, ...covers.viewport });
    return { dataUrl, durationMs: tab.now() - startedAt, gaps };
  }
  throw problem ?? new EarshotError("masking_failed", TEXT.pictureUnsafe);
};
