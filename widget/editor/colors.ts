import type { MarkColor } from "../../shared/contract/enumerations.ts";

/**
 * What marks are drawn in: a colour, and its edge. No colour can be told from every picture, so each has an edge around it, at
 * least 4.5 times as light or as dark: whatever lies below, one of the two stands out. Letters on a colour are written in its edge.
 */
export const COLORS = {
  red: ["#d3291d", "#fff"],
  blue: ["#2147d9", "#fff"],
  green: ["#12753d", "#fff"],
  yellow: ["#ffd60a", "#16181d"],
  black: ["#16181d", "#fff"],
} as const satisfies Record<MarkColor, readonly [string, string]>;

export type Color = MarkColor;
