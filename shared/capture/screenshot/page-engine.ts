import type { ScreenshotEngine } from "./engine.ts";
import { ladder, type Rung } from "./ladder.ts";

/** The most that pages of ordinary size take, on slow machines too: it cannot be interrupted, and tells before whether it will. */
const HTML2CANVAS_MS = 6_000;

const html2canvas: Rung = {
  method: "html2canvas",
  budgetMs: HTML2CANVAS_MS,
  load: async () => (await import("./html2canvas.ts")).html2canvasEngine,
};

/** The engine for a page that we are a guest of: what draws its elements, as well as its rules allow. */
export const pageEngine: ScreenshotEngine = ladder([html2canvas]);
