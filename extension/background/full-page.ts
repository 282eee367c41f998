import { toldGaps } from "../../shared/capture/screenshot/engine.ts";
import { inTime } from "../../shared/capture/screenshot/in-time.ts";
import type { CaptureGap, Rectangle } from "../../shared/contract/submission.ts";
import { EarshotError } from "../../shared/errors.ts";
import type { Stand } from "../content/long-page.ts";
import type { Picture, Progress } from "../messages.ts";
import { TEXT } from "../text.ts";
import { PAUSE_MS, type Tab, takePicture } from "./picture.ts";
import { placeIn, type Sheet, sheetOf, stripsOf } from "./sheet.ts";
import { stitching } from "./stitching.ts";

export type Answers = Stand | "zoomed";

/** `content/long-page.ts` from afar: each rejects where the page is gone or cannot be asked. */
export type LongTab = {
  begin(): Promise<Answers | undefined>;
  step(top: number, length: number): Promise<Stand | undefined>;
  stand(): Promise<Stand | undefined>;
  end(): Promise<void>;
};

/** How often a window is taken that moved meanwhile. */
const MOST_TRIES = 3;
/** A step of a slow page on a slow machine takes less. */
const ANSWER_MS = 10_000;

const failed = (message: string, cause?: unknown) => new EarshotError("screenshot_failed", message, { cause });

const isSame = (a: Stand, b: Stand): boolean =>
  Math.abs(a.top - b.top) < 0.5 &&
  a.window.width === b.window.width &&
  a.window.height === b.window.height &&
  Math.abs(a.frame.y - b.frame.y) < 0.5 &&
  a.frame.height === b.frame.height;

/** Whatever the page does not answer: it is another one by now, or none. Some browsers then never say so. */
const orLeft = async <T>(answer: Promise<T | undefined>): Promise<T> => {
  const found = await inTime(answer, ANSWER_MS).catch((cause) => Promise.reject(failed(TEXT.wholeLeft, cause)));
  if (found === undefined) throw failed(TEXT.wholeLeft);
  return found;
};

const orStopped = (signal: AbortSignal): void => {
  if (signal.aborted) throw new EarshotError("aborted", TEXT.stopped);
};

/** One window of the page, without what is private, and how the page stood. */
const windowAt = async (
  top: number,
  { length }: Sheet,
  { tab, page, signal }: { tab: Tab; page: LongTab; signal: AbortSignal },
): Promise<{ stand: Stand; picture: Picture }> => {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    if (tries > 0) await tab.sleep(PAUSE_MS);
    orStopped(signal);
    const stand = await orLeft(page.step(top, length));
    const picture = await takePicture(tab, signal).catch((thrown) => {
      const isGone = thrown instanceof EarshotError && thrown.message === TEXT.pictureRefused; // it was not, a moment ago
      throw isGone ? failed(TEXT.wholeLeft, thrown) : thrown;
    });
    if (isSame(stand, await orLeft(page.stand()))) return { stand, picture };
  }
  throw failed(TEXT.wholeMoves);
};

/** Adds a gap; to the one that it goes on from, where it reaches from one window into the next: those overlap. */
const addTo = (gaps: CaptureGap[], reason: string, place: Rectangle): void => {
  const { x, y, width, height } = place;
  const goesOn = (one: CaptureGap) =>
    one.reason === reason &&
    one.rect?.x === x &&
    one.rect.width === width &&
    one.rect.y < y &&
    y < one.rect.y + one.rect.height;
  const before = gaps.find(goesOn)?.rect;
  if (before) before.height = Math.max(before.height, y + height - before.y);
  else gaps.push({ reason, rect: place });
};

const taken = async (
  start: Stand,
  options: { tab: Tab; page: LongTab; signal: AbortSignal; tell(progress: Progress): void },
): Promise<Omit<Picture, "durationMs">> => {
  const { tell, tab } = options;
  const sheet = sheetOf(start);
  const whole = stitching(sheet);
  const gaps: CaptureGap[] = [];
  let before: Stand | undefined;
  let height = sheet.height;
  tell({ done: 0, of: sheet.stops.length });
  for (const [index, top] of sheet.stops.entries()) {
    const shotAt = tab.now();
    const { stand, picture } = await windowAt(top, sheet, options);
    if (before && (stand.window.width !== before.window.width || stand.window.height !== before.window.height)) {
      throw failed(TEXT.wholeMoves);
    }
    const isLast = index === sheet.stops.length - 1 || stand.top < top - 1; // the page has become shorter
    const strips = stripsOf(stand, before, isLast);
    await whole.add(picture.dataUrl, strips, stand.window.width);
    for (const { reason, rect } of picture.gaps) {
      for (const place of rect ? placeIn(strips, rect) : []) addTo(gaps, reason, place);
    }
    tell({ done: index + 1, of: sheet.stops.length });
    before = stand;
    if (isLast) {
      height = Math.min(height, stand.top + stand.seen.height);
      const rest = stand.length - sheet.length;
      if (rest > 1) gaps.unshift({ reason: "page", rect: { x: 0, y: height, width: sheet.width, height: rest } });
      break;
    }
    await tab.sleep(Math.max(0, PAUSE_MS - (tab.now() - shotAt)));
  }
  const dataUrl = await whole.done(height).catch((cause) => Promise.reject(failed(TEXT.pictureFailed, cause)));
  return { dataUrl, gaps: toldGaps(gaps, { x: 0, y: 0, width: sheet.width, height }) };
};

/**
 * Takes a picture of a whole page, window by window, each masked as `takePicture` does it. Whatever happens, the page is
 * put back as it was: by us, or by itself when we are gone.
 *
 * @throws {EarshotError} As `takePicture`; `screenshot_failed` too where the page is left, does not stand still, or is zoomed in.
 */
export const takeFullPage = async (
  tab: Tab,
  page: LongTab,
  signal: AbortSignal,
  tell: (progress: Progress) => void,
): Promise<Picture> => {
  const startedAt = tab.now();
  orStopped(signal);
  const putBack = () => page.end().catch(() => {}); // gone, or another page
  signal.addEventListener("abort", putBack); // at once: what is under way may take a second yet
  try {
    const start = await page.begin().catch((cause) => Promise.reject(failed(TEXT.pictureRefused, cause)));
    if (start === "zoomed") throw failed(TEXT.wholeZoomed);
    if (!start) throw failed(TEXT.pictureRefused);
    const there: Tab = { ...tab, hide: () => inTime(tab.hide(), ANSWER_MS), show: () => inTime(tab.show(), ANSWER_MS) };
    const picture = await taken(start, { tab: there, page, signal, tell });
    return { ...picture, durationMs: tab.now() - startedAt };
  } finally {
    signal.removeEventListener("abort", putBack);
    await putBack();
  }
};
