import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import { findChromium } from "../build/executable.ts";
import { startStub } from "../server-stub/start.ts";
import { fillHarborCoffee, HARBOR_COFFEE, type HarborCoffee } from "./fixtures/harbor-coffee.ts";

/*
 * `npm run console-screenshots`: every view of the built console over a made-up team, light and dark, on a desktop and on a phone, into
 * `console/screenshots`. The clocks stand still, so a view that did not change gives the same picture.
 */
const FOLDER = join(import.meta.dirname, "../console/screenshots");
const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
const SCHEMES = ["light", "dark"] as const;

type View = {
  /** Where it is, after `#/`; without one nobody is signed in. */
  at?: (team: HarborCoffee) => string;
  /** What is pressed to get there. */
  act?: (page: Page) => Promise<unknown>;
};

/** Every view; the names are those of the files. */
const VIEWS: Record<string, View> = {
  "sign-in": {},
  inbox: { at: () => "inbox" },
  record: { at: ({ story }) => `inbox/${story}` },
  search: { at: () => "inbox?q=orders&status=triaged" },
  picture: {
    at: ({ story }) => `inbox/${story}`,
    act: (page) => page.getByRole("button", { name: "Open the picture in full size" }).click(),
  },
  filter: { at: () => "inbox", act: (page) => page.getByRole("button", { name: "Filter" }).click() },
  shortcuts: { at: () => "inbox", act: (page) => page.keyboard.press("?") },
  install: { at: () => "install" },
  keys: { at: () => "keys" },
  "new-key": { at: () => "keys", act: (page) => page.getByRole("button", { name: "New key" }).first().click() },
  extensions: {
    at: () => "keys",
    act: async (page) => {
      const menu = page.getByRole("button", { name: "Open the menu" });
      if (await menu.isVisible()) await menu.click();
      await page.getByRole("button", { name: "Extensions" }).first().click();
    },
  },
  webhooks: { at: () => "webhooks" },
  usage: { at: () => "usage" },
  members: { at: () => "members" },
  invite: { at: () => "members", act: (page) => page.getByRole("button", { name: "Invite somebody" }).click() },
  audit: { at: () => "audit" },
  privacy: { at: () => "privacy" },
  account: { at: () => "account" },
};

const settled = async (page: Page) => {
  await page.waitForFunction(() => document.querySelector("h1") && !document.querySelector(".bone"));
  await page.evaluate(async () => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur(); // a caret blinks
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
    await new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame)));
  });
};

/** Every view in one size and one scheme. A server of its own: its clock stands still, so that no limit of requests is ever refilled. */
const takeAll = async (browser: Browser, size: keyof typeof SIZES, colorScheme: (typeof SCHEMES)[number]) => {
  const stub = await startStub({ names: HARBOR_COFFEE });
  const team = await fillHarborCoffee(stub, browser);
  const viewport = SIZES[size];
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce", locale: "en-GB" });
  const page = await context.newPage();
  await page.clock.setFixedTime(team.now);
  const session = await context.newCDPSession(page);
  for (const [name, { at, act }] of Object.entries(VIEWS)) {
    if (!at) await page.goto(stub.url);
    else {
      if (page.url() === `${stub.url}/`) {
        await page.goto(await stub.signInLink());
        await page.getByRole("heading", { name: "Inbox" }).waitFor();
      }
      await page.goto(`${stub.url}/#/${at(team)}`);
      await page.reload(); // nothing of the view before stays open
    }
    await settled(page);
    await act?.(page);
    await settled(page);
    const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 80 });
    await writeFile(join(FOLDER, `${name}-${size}-${colorScheme}.webp`), data, "base64");
    process.stdout.write(`${name}-${size}-${colorScheme}\n`);
  }
  await context.close();
  await stub.close();
};

await mkdir(FOLDER, { recursive: true });
const browser = await chromium.launch({ executablePath: findChromium() ?? "" });
for (const size of ["desktop", "phone"] as const) for (const scheme of SCHEMES) await takeAll(browser, size, scheme);
await browser.close();
