import html2canvas from "html2canvas-pro";
import { drawWith } from "./draw-with.js";

export const draw = drawWith(html2canvas);
