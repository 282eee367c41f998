import * as z from "zod/mini";
import browser from "../browser.ts";
import type { LongPage } from "../content/long-page.ts";
import longPageScript from "../content/long-page-in-page.ts?script&iife";
import type { LongTab } from "./full-page.ts";
import { askInjected, askPage } from "./in-page.ts";

const length = z.number().check(z.gte(1));
const size = z.object({ width: length, height: length });
const standSchema = z.object({
  window: size,
  seen: size,
  frame: z.object({ x: z.number(), y: z.number(), width: length, height: length }),
  top: z.number(),
  length,
  pixelRatio: z.number().check(z.gt(0)),
});
const begunSchema = z.union([z.literal("zoomed"), standSchema]);

type InPage = { earshotLongPage?: LongPage };

/* These run in the page, in the extension's own world there, where the injected file has left its functions. */
const callBegin = (visit: string) => (globalThis as InPage).earshotLongPage?.begin(visit);
const callStep = (top: number, length: number) => (globalThis as InPage).earshotLongPage?.step(top, length);
const callStand = () => (globalThis as InPage).earshotLongPage?.stand();
const callEnd = (visit: string) => (globalThis as InPage).earshotLongPage?.end(visit);

/** The page of a tab that the user has just pointed the extension at, window by window. */
export const longTabOf = ({ tabId }: { tabId: number }): LongTab => {
  const visit = crypto.randomUUID();
  return {
    begin: () => askInjected(tabId, longPageScript, () => askPage(tabId, begunSchema, callBegin, [visit])),
    step: (top, length) => askPage(tabId, standSchema, callStep, [top, length]),
    stand: () => askPage(tabId, standSchema, callStand),
    end: async () => void (await browser.scripting.executeScript({ target: { tabId }, func: callEnd, args: [visit] })),
  };
};
