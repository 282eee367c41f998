import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { CHROMIUM_ARGUMENTS, findChromium } from "../../build/executable.ts";
import type { Told } from "./probe.ts";

/** A Chromium of which no worker and no popup is looked at: a debugger would keep the one alive and hold the other up. */
export const openBrowser = async (...more: string[]): Promise<Browser> => {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("Chromium is not installed.");
  return puppeteer.launch({
    executablePath,
    pipe: true,
    enableExtensions: true,
    defaultViewport: null,
    targetFilter: (target) => target.type() !== "service_worker" && !/popup(\/index)?\.html$/.test(target.url()),
    args: [...CHROMIUM_ARGUMENTS, "--screen-info={1600x1200}", "--window-size=1100,900", ...more],
  });
};

export type Installed = {
  origin: string;
  /** A page of the extension's own, in a tab. */
  home: Page;
  /** A real click on the action over that page. @returns When it was clicked, and what the popup told until it had its picture. */
  click(over: Page): Promise<Told & { clicked: number }>;
};

const now = (): number => performance.timeOrigin + performance.now();
const pause = (ms: number) => new Promise((later) => setTimeout(later, ms));
const LONGEST_MS = 15_000;
/** Between two pictures at least this long: the browser takes two a second, and waits are not what is measured. */
const APART_MS = 700;

/** @param path Of the page in which the popup's words are read. */
export const install = async (browser: Browser, folder: string, path: string): Promise<Installed> => {
  const id = await browser.installExtension(folder);
  const origin = `chrome-extension://${id}`;
  const home = await browser.newPage();
  await home.goto(`${origin}/${path}`);
  const told = () => home.evaluate(() => JSON.parse(localStorage.getItem("probe") ?? "null") as Told | null);
  return {
    origin,
    home,
    async click(over) {
      await home.evaluate(() => localStorage.removeItem("probe"));
      const own = (await browser.extensions()).get(id);
      if (!own) throw new Error("The extension is not installed.");
      await over.bringToFront();
      await pause(APART_MS);
      const clicked = now();
      await over.triggerExtensionAction(own);
      let said = await told();
      while (said?.picture === undefined && now() - clicked < LONGEST_MS) {
        await pause(100);
        said = await told();
      }
      await home.evaluate(() => new BroadcastChannel("probe").postMessage("close"));
      await pause(100);
      if (!said) throw new Error(`No form within ${LONGEST_MS} ms.`);
      return { ...said, clicked };
    },
  };
};

/** Stops all workers at once, as the browser does with one that is idle. */
export const stopWorkers = async (page: Page): Promise<void> => {
  const session = await page.createCDPSession();
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.stopAllWorkers");
  await session.detach();
  await pause(200);
};
