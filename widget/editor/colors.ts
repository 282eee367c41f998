/**
 * What marks are drawn in. No colour can be told from every picture, so each has an edge drawn around it, at least 4.5 times as
 * light or as dark: whatever lies below, one of the two stands out. Letters on a colour are written in its edge.
 */
export const COLORS = {
  red: { fill: "#d3291d", edge: "#ffffff" },
  blue: { fill: "#2147d9", edge: "#ffffff" },
  green: { fill: "#12753d", edge: "#ffffff" },
  yellow: { fill: "#ffd60a", edge: "#16181d" },
  black: { fill: "#16181d", edge: "#ffffff" },
} as const;

export type Color = keyof typeof COLORS;
