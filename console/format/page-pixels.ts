import type { CaptureMethod } from "../../shared/contract/enumerations.ts";

type Size = { width: number; height: number };

/** A window's scroll bar is in none of its pictures. */
const SCROLL_BAR = 20;
/** Our own engines draw no finer; what the browser takes itself for the extension is as fine as the screen. */
const FINEST = 2;
/** How far a picture's proportions may be off the window's that it shows. */
const LIKE = 0.03;

/**
 * How many pixels of a picture are one of its page. A picture is of the window, of all of a long page, or of a part, and may
 * have been made smaller: which of these nothing says, so it is told by its size.
 */
export const pagePixels = (
  { width, height }: Size,
  window: (Size & { devicePixelRatio?: number | undefined }) | undefined,
  method: CaptureMethod | undefined,
): number => {
  if (!window?.width) return 1;
  const fitted = width / window.width;
  if (!window.devicePixelRatio) return fitted;
  const exact = method === "tab" ? window.devicePixelRatio : Math.min(window.devicePixelRatio, FINEST);
  const lacks = window.width - width / exact;
  if (lacks <= SCROLL_BAR) return lacks < -1 ? fitted : exact;
  const isWindow = Math.abs(height / fitted - window.height) < window.height * LIKE;
  const isLong = height / exact > window.height + 1;
  return isWindow || isLong ? fitted : exact;
};
