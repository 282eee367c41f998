import { snapdom } from "@zumer/snapdom";

/** It would else hand out the picture that it took before. */
const invalidate = true;

export const draw = () =>
  snapdom.toCanvas(document.documentElement, { clip: "viewport", dpr: devicePixelRatio, invalidate });
