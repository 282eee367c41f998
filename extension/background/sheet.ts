import type { Rectangle } from "../../shared/contract/submission.ts";
import type { Stand } from "../content/long-page.ts";

/** Two windows share so many CSS pixels: on screens of broken scale their edges fall between two pixels. */
const SHARED_PX = 24;
/** Higher than this, or larger, a server takes no picture, and some browsers make none. */
const MOST_SIDE_PX = 16_384;
const MOST_PIXELS = 40_000_000;

/** How the picture of a whole page is put together. All in CSS pixels. */
export type Sheet = {
  width: number;
  height: number;
  /** How much of what scrolls is taken; less than there is where the picture would become too large. */
  length: number;
  /** How far to scroll for each window. */
  stops: number[];
};

export const sheetOf = ({ seen, frame, length: all, pixelRatio }: Stand): Sheet => {
  const { width } = seen;
  const around = seen.height - frame.height;
  const most = Math.min(MOST_SIDE_PX / pixelRatio, MOST_PIXELS / (width * pixelRatio ** 2));
  const length = Math.max(frame.height, Math.min(all, Math.floor(most) - around));
  const stops = [0];
  const step = Math.max(1, frame.height - SHARED_PX);
  for (let top = 0; top + frame.height < length; ) {
    top = Math.min(top + step, length - frame.height);
    stops.push(top);
  }
  return { width, height: length + around, length, stops };
};

/** Which part of a window's picture is drawn, and how far below its own place. */
export type Strip = { part: Rectangle; down: number };

/**
 * The parts of one window that belong into the picture. Where two windows share something it is cut in the middle: the
 * header of the first and the footer of the last stay whole.
 *
 * @param before The window before this one.
 */
export const stripsOf = (stand: Stand, before: Stand | undefined, isLast: boolean): Strip[] => {
  const { seen, frame, top } = stand;
  const bottom = frame.y + frame.height;
  const strip = (x: number, y: number, width: number, end: number): Strip[] =>
    end > y ? [{ part: { x, y, width, height: end - y }, down: top }] : [];
  const below = isLast ? strip(0, bottom, seen.width, seen.height) : [];
  if (!before) return [...strip(0, 0, seen.width, bottom), ...below];
  const above = before.frame.y + before.frame.height + before.top - top;
  const cut = above > frame.y ? (above + frame.y) / 2 : frame.y;
  return [...strip(frame.x, cut, frame.width, bottom), ...below];
};

/** A place in a window as a place in the picture, as far as it is drawn. */
export const placeIn = (strips: Strip[], { x, y, width, height }: Rectangle): Rectangle[] =>
  strips.flatMap(({ part, down }) => {
    const left = Math.max(x, part.x);
    const top = Math.max(y, part.y);
    const right = Math.min(x + width, part.x + part.width);
    const bottom = Math.min(y + height, part.y + part.height);
    return right > left && bottom > top ? [{ x: left, y: top + down, width: right - left, height: bottom - top }] : [];
  });
