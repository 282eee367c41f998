import { EarshotError } from "../../shared/errors.ts";
import type { Outcome, Place } from "../content/part/part.ts";
import type { Picture } from "../messages.ts";
import type { WantedPart } from "../part.ts";
import { TEXT } from "../text.ts";
import { crop } from "./crop.ts";

/** The selector in a page from afar: each rejects where the page is gone or cannot be asked. */
export type PartTab = {
  begin(visit: string): Promise<boolean>;
  outcome(visit: string): Promise<Outcome | undefined>;
  place(visit: string): Promise<Place | "gone" | undefined>;
  end(visit: string): Promise<void>;
};

/** How often a picture is taken anew because the part moved meanwhile. */
const MOST_TRIES = 3;

const isSame = (a: Place, b: Place): boolean =>
  (["x", "y", "width", "height"] as const).every((side) => Math.abs(a.box[side] - b.box[side]) < 0.5) &&
  a.viewport.width === b.viewport.width &&
  a.viewport.height === b.viewport.height;

/** Whoever is no longer there does not answer: the page was left, or is another one. */
const found = <T extends Place>(answer: T | "left" | "gone" | undefined): T => {
  if (answer === undefined || answer === "left") throw new EarshotError("screenshot_failed", TEXT.partLeft);
  if (answer === "gone") throw new EarshotError("screenshot_failed", TEXT.partGone);
  return answer;
};

/**
 * What came of a choice, with its picture: the visible part of the tab, masked as ever, and of that the part. The page is asked
 * where that is before the shot and after it.
 *
 * @param take The tab's picture.
 * @returns `undefined` while nothing is chosen yet.
 */
export const partPicture = async (
  visit: string,
  page: PartTab,
  take: () => Promise<Picture>,
): Promise<WantedPart["came"] | undefined> => {
  const gone = () => undefined;
  try {
    const outcome = await page.outcome(visit).catch(gone);
    if (outcome === "choosing") return undefined;
    if (outcome === "cancelled") return { state: "cancelled" };
    const { element } = found(outcome);
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const before = found(await page.place(visit).catch(gone));
      const picture = await take();
      const after = found(await page.place(visit).catch(gone));
      if (isSame(before, after)) return { state: "ready", picture: await crop(picture, after), element };
    }
    throw new EarshotError("screenshot_failed", TEXT.partMoves);
  } catch (thrown) {
    return { state: "failed", message: thrown instanceof EarshotError ? thrown.message : TEXT.unforeseen };
  }
};
