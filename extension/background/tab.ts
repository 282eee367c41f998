import * as z from "zod/mini";
import browser from "../browser.ts";
import type { Look, Shutter } from "../content/shutter.ts";
import shutterScript from "../content/shutter-in-page.ts?script&iife";
import { askInjected, askPage } from "./in-page.ts";
import type { Tab } from "./picture.ts";

const rectangles = z.array(z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }));
const lookSchema = z.union([
  z.literal("uncertain"),
  z.object({
    viewport: z.object({ width: z.number().check(z.gte(1)), height: z.number().check(z.gte(1)) }),
    masked: rectangles,
    unreadable: rectangles,
  }),
]);

type InPage = { earshotShutter?: Shutter };

/* These two run in the page, in the extension's own world there, where the injected file has left its functions. */
const callHide = () => (globalThis as InPage).earshotShutter?.hide();
const callShow = () => (globalThis as InPage).earshotShutter?.show();

const ask = (tabId: number, func: () => Look | Promise<Look> | undefined) => askPage(tabId, lookSchema, func);

/** A tab that the user has just pointed the extension at, by a click on its action. */
export const tabOf = ({ tabId, windowId }: { tabId: number; windowId: number }): Tab => ({
  shoot: () => browser.tabs.captureVisibleTab(windowId, { format: "png" }),
  hide: async () => (await askInjected(tabId, shutterScript, () => ask(tabId, callHide))) ?? "uncertain",
  show: async () => (await ask(tabId, callShow)) ?? "uncertain", // nothing there: it is another page by now
  isShown: async () => {
    const tab = await browser.tabs.get(tabId);
    return tab.active && tab.windowId === windowId;
  },
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  now: () => performance.now(),
});
