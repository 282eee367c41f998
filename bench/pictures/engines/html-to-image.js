import { toCanvas } from "html-to-image";
import { isBelow, movedUp, viewport } from "./viewport.js";

export const draw = () => {
  const { width, height, scale } = viewport();
  return toCanvas(document.documentElement, {
    width,
    height,
    pixelRatio: scale,
    filter: (node) => !isBelow(node),
    style: movedUp(),
  });
};
