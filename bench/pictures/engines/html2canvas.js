import html2canvas from "html2canvas";
import { drawWith } from "./draw-with.js";

export const draw = drawWith(html2canvas);
