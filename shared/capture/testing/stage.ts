import { afterEach, beforeEach } from "vitest";
import { page } from "vitest/browser";
import type { CaptureOptions } from "../screenshot/engine.ts";
import { html2canvasEngine } from "../screenshot/html2canvas.ts";

export const never = new AbortController().signal;
export const stage = document.createElement("main");
stage.style.cssText = "display:flow-root;min-height:600px";

export const add = (tag: string, style: string, text = "", attributes: Record<string, string> = {}): HTMLElement => {
  const element = document.createElement(tag);
  element.style.cssText = style;
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  stage.append(element);
  return element;
};

// What a custom element draws, the engine copies in a way of its own.
customElements.define("x-card", class extends HTMLElement {});

/** Lays the stage out before each test of a file, and clears it after. */
export const stageOfEachTest = (): void => {
  beforeEach(async () => {
    await page.viewport(800, 600);
    document.body.style.margin = "0";
    document.body.append(stage);
  });
  afterEach(() => {
    stage.replaceChildren();
    stage.remove();
    window.scrollTo(0, 0);
  });
};

export const pixelsOf = (source: CanvasImageSource, width = 800, height = 600) => {
  const context = new OffscreenCanvas(width, height).getContext("2d")!;
  context.drawImage(source, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data;
};
export const capture = async (
  exclude: (element: Element) => boolean = () => false,
  more: Partial<CaptureOptions> = {},
) => {
  const { bitmap, ...facts } = await html2canvasEngine(window, { exclude, ...more }, never);
  const data = pixelsOf(bitmap);
  return {
    ...facts,
    bitmap,
    data,
    at: (x: number, y: number) => [...data.slice((y * 800 + x) * 4, (y * 800 + x) * 4 + 3)],
  };
};
export const box = (left: number, top: number, background: string) =>
  `position:absolute;left:${left}px;top:${top}px;width:200px;height:100px;background:${background}`;
