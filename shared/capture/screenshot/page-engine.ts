import type { ScreenshotEngine } from "./engine.ts";
import { ladder, type Rung } from "./ladder.ts";
import { mayShowDataImages, type RulesOptions } from "./page-rules.ts";

/** What is left of the user's patience then is for the offer of another way. */
const RENDERER_MS = 2_600;
/** All that is left of the user's patience: it cannot be interrupted while it draws, and tells before whether it will take longer. */
const HTML2CANVAS_MS = 6_000;

/**
 * The engine for a page that we are a guest of. Our own where the page's rules allow what it draws with; else, or where it fails,
 * html2canvas, which is fetched only then.
 */
export const pageEngine =
  (rules: RulesOptions = {}): ScreenshotEngine =>
  (view, options, signal) => {
    let withoutDataImages = false;
    const renderer: Rung = {
      method: "renderer",
      budgetMs: RENDERER_MS,
      async refusal() {
        withoutDataImages = !(await mayShowDataImages(view, rules));
        return withoutDataImages ? "data_images_forbidden" : undefined;
      },
      async load() {
        const { fetchParts, rendererEngine } = await import("./renderer/index.ts");
        await fetchParts(view); // what the network takes does not count, and the page does not change while it is drawn
        return rendererEngine;
      },
    };
    const html2canvas: Rung = {
      method: "html2canvas",
      budgetMs: HTML2CANVAS_MS,
      async load() {
        const { html2canvasEngine } = await import("./html2canvas.ts");
        return (page, given, ends) => html2canvasEngine(page, { ...given, withoutDataImages }, ends);
      },
    };
    const { place } = rules;
    return ladder([renderer, html2canvas])(view, place ? { ...options, place } : options, signal);
  };
