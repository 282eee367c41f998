import type { Submission } from "../contract/submission.ts";
import { boxOf } from "./element-at.ts";
import { selectorOf } from "./element-selector.ts";
import { textOf } from "./element-text.ts";
import { drawnParent } from "./element-tree.ts";

/** What a user pointed at, as it is sent. The box is in CSS pixels of the viewport, at the moment of pointing. */
export type PointedAt = NonNullable<Submission["element"]>;

/** Describes an element of the page; one that no selector finds by the nearest around it that one does. */
export const describeElement = (element: Element): PointedAt | undefined => {
  for (let one: Element | null = element; one; one = drawnParent(one)) {
    const selector = selectorOf(one);
    if (!selector) continue;
    const text = textOf(one);
    const { x, y, width, height } = boxOf(one);
    const [left, top] = [Math.round(x), Math.round(y)];
    const rect = { x: left, y: top, width: Math.round(width), height: Math.round(height) };
    return { selector, ...(text ? { text } : {}), rect };
  }
  return undefined;
};
