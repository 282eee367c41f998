import { expect, test } from "vitest";
import { COLORS } from "./colors.ts";

const luminance = (color: string): number => {
  const digits = color.length === 4 ? color.replace(/\w/g, "$&$&") : color;
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (a: number, b: number): number => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

test.each(Object.entries(COLORS))(
  "letters of %s's edge can be read on it, and its edge tells it from any picture",
  (_, [fill, edge]) => {
    expect(contrast(luminance(fill), luminance(edge))).toBeGreaterThanOrEqual(4.5);
  },
);
