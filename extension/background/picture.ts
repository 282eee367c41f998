import { LIMITS } from "../../shared/contract/limits.ts";
import type { Rectangle } from "../../shared/contract/submission.ts";
import { EarshotError } from "../../shared/errors.ts";
import type { Covers } from "../content/covers.ts";
import type { Picture } from "../messages.ts";
import { TEXT } from "../text.ts";
import { paintOver } from "./paint-over.ts";

/** What taking a picture needs of the browser. */
export type Tab = {
  /** The visible part of the tab's window, as a data URL. The browser allows two a second. */
  shoot(): Promise<string>;
  /** What must not be seen of it at this moment. Rejects where the browser keeps extensions out. */
  covers(): Promise<Covers>;
  /** Whether it is still the tab that its window shows. */
  isShown(): Promise<boolean>;
  sleep(ms: number): Promise<void>;
  now(): number;
};

/** More than the browser's two a second would be refused. */
const PAUSE_MS = 600;
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
 * @returns `undefined` when the two do not match: something came, went or was resized meanwhile.
 */
export const between = (before: Covers, after: Covers): Covers | undefined => {
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

const look = async (tab: Tab): Promise<Covers> => {
  try {
    return await tab.covers();
  } catch (cause) {
    throw new EarshotError("screenshot_failed", TEXT.pictureRefused, { cause });
  }
};

/**
 * Takes a picture of what a tab shows, with all that the contract masks painted over before anyone sees it. The page is
 * asked before and after the shot, because it may move in between.
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
    const before = await look(tab);
    const shot = await tab.shoot().catch((cause) => {
      problem = new EarshotError("screenshot_failed", TEXT.pictureFailed, { cause }); // often the third within a second
    });
    if (!shot) continue;
    problem = undefined;
    const covers = between(before, await look(tab));
    if (!(await tab.isShown().catch(() => false))) {
      throw new EarshotError("screenshot_failed", TEXT.pictureOtherTab);
    }
    const dataUrl = covers && (await paintOver(shot, covers));
    if (!dataUrl) continue;
    const unreadable = covers.unreadable.filter(({ width, height }) => Math.min(width, height) >= SEEN_PX);
    return {
      dataUrl,
      durationMs: tab.now() - startedAt,
      gaps: unreadable.slice(0, LIMITS.captureGaps).map((rect) => ({ reason: "frame", rect })),
    };
  }
  throw problem ?? new EarshotError("masking_failed", TEXT.pictureUnsafe);
};
