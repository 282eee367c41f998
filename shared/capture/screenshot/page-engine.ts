import type { ScreenshotEngine } from "./engine.ts";
import { ladder, type Rung } from "./ladder.ts";
import { mayShowDataImages, type RulesOptions } from "./page-rules.ts";

/** What is left of the user's patience then is for the offer of another way. */
const RENDERER_MS = 2_600;
/** The most that pages of ordinary size take, on slow machines too: it cannot be interrupted, and tells before whether it will. */
const HTML2CANVAS_MS = 6_000;

const renderer = (rules: RulesOptions): Rung => ({
  method: "renderer",
  budgetMs: RENDERER_MS,
  refusal: async (view) => ((await mayShowDataImages(view, rules)) ? undefined : "data_images_forbidden"),
  load: async () => (await import("./renderer/index.ts")).rendererEngine,
});

const html2canvas: Rung = {
  method: "html2canvas",
  budgetMs: HTML2CANVAS_MS,
  load: async () => (await import("./html2canvas.ts")).html2canvasEngine,
};

/**
 * The engine for a page that we are a guest of. Our own where the page's rules allow what it draws with; else, or where it fails,
 * html2canvas, which is fetched only then.
 */
export const pageEngine = (rules: RulesOptions = {}): ScreenshotEngine => ladder([renderer(rules), html2canvas]);
