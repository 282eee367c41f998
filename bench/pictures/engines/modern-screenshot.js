import { domToCanvas } from "modern-screenshot";
import { isBelow, viewport } from "./viewport.js";

export const draw = () => {
  const { width, height, scale } = viewport();
  return domToCanvas(document.documentElement, {
    width,
    height,
    scale,
    filter: (node) => !isBelow(node),
    // This moves up the page itself too, as much as it is scrolled.
    features: { restoreScrollPosition: true },
  });
};
