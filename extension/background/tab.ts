import * as z from "zod/mini";
import browser from "../browser.ts";
import type { Covers } from "../content/covers.ts";
import coversScript from "../content/covers-in-page.ts?script&iife";
import type { Tab } from "./picture.ts";

const rectangles = z.array(z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }));
const coversSchema = z.object({
  viewport: z.object({ width: z.number().check(z.gte(1)), height: z.number().check(z.gte(1)) }),
  masked: rectangles,
  unreadable: rectangles,
});

/** Runs in the page, in the extension's own world there, where the injected file has left its function. */
const callCovers = () => (globalThis as { earshotCovers?: () => Covers }).earshotCovers?.();

const covers = async (tabId: number): Promise<Covers> => {
  const run = async () => (await browser.scripting.executeScript({ target: { tabId }, func: callCovers }))[0]?.result;
  const found = await run();
  if (found !== undefined && found !== null) return coversSchema.parse(found);
  // The leading slash: without it, Firefox looks beside the page that called.
  await browser.scripting.executeScript({ target: { tabId }, files: [`/${coversScript}`] });
  return coversSchema.parse(await run());
};

/** A tab that the user has just pointed the extension at, by a click on its action. */
export const tabOf = ({ tabId, windowId }: { tabId: number; windowId: number }): Tab => ({
  shoot: () => browser.tabs.captureVisibleTab(windowId, { format: "png" }),
  covers: () => covers(tabId),
  isShown: async () => {
    const tab = await browser.tabs.get(tabId);
    return tab.active && tab.windowId === windowId;
  },
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  now: () => performance.now(),
});
