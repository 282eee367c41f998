import { MOST_PIXELS_PER_PIXEL } from "../../engine.ts";
import type { Size } from "./redraw.ts";

const sum = (...lengths: string[]): number => lengths.reduce((all, one) => all + (Number.parseFloat(one) || 0), 0);

/**
 * How many of its own pixels an element's picture is shown with, by the device's pixels, of which two in a row are enough.
 *
 * @returns The scale, and whether the picture's own size decides what is seen of it.
 */
export const shownScale = (view: Window, element: Element, natural: Size): { scale: number; keepsSize: boolean } => {
  const style = view.getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const { offsetWidth = 0, offsetHeight = 0 } = element as Partial<HTMLElement>;
  const zoom = Math.max(1, box.width / (offsetWidth || box.width), box.height / (offsetHeight || box.height)) || 1;
  const inner = {
    width: Math.max(1, (element.clientWidth || box.width) - sum(style.paddingLeft, style.paddingRight)),
    height: Math.max(1, (element.clientHeight || box.height) - sum(style.paddingTop, style.paddingBottom)),
  };
  const across = inner.width / natural.width;
  const down = inner.height / natural.height;
  const fits: Record<string, number> = {
    contain: Math.min(across, down),
    "scale-down": Math.min(1, across, down),
    none: 1,
  };
  const pixels = Math.min(MOST_PIXELS_PER_PIXEL, Math.max(1, view.devicePixelRatio));
  return {
    scale: (fits[style.objectFit] ?? Math.max(across, down)) * zoom * pixels,
    keepsSize:
      style.objectFit === "none" ||
      style.objectFit === "scale-down" ||
      !/^(none)?$/.test(style.getPropertyValue("object-view-box")),
  };
};
