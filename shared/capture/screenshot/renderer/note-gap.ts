import type { Rectangle } from "../../../contract/submission.ts";
import type { Work } from "./work.ts";

/** Notes that something is missing at a place of the page that is being written. */
export const noteGap = ({ gaps, offset }: Work, reason: string, { x, y, width, height }: Rectangle): void => {
  gaps.push({ reason, rect: { x: x + offset.x, y: y + offset.y, width, height } });
};
