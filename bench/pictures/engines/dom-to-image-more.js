import domToImage from "dom-to-image-more";
import { isBelow, viewport } from "./viewport.js";

export const draw = () => {
  const { width, height, scale } = viewport();
  return domToImage.toCanvas(document.documentElement, {
    width,
    height,
    pixelRatio: scale,
    // This moves up the page itself too, as much as it is scrolled.
    preserveScroll: true,
    filter: (node) => !isBelow(node),
  });
};
