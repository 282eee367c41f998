import { expect } from "@playwright/test";
import type { Page } from "puppeteer-core";
import { createEarshot } from "../shared/api/client.ts";
import { test as base, connected, shows, write } from "./fixtures/extension-test.ts";
import {
  BAND,
  bandColor,
  FOOTER,
  HEADER,
  IMAGE,
  LENGTH,
  type LongPageServer,
  SECRET,
  SECRETS,
  startLongPage,
} from "./fixtures/long-page.ts";
import { centre, decode, distance } from "./fixtures/picture.ts";

/** What private parts are painted over with. */
const COVER = [0x8a, 0x8f, 0x98] as const;

const test = base.extend<{ long: LongPageServer }>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the names of what a fixture needs here
  long: async ({}, use) => {
    const long = await startLongPage();
    await use(long);
    await long.close();
  },
});

/** How the page is, as far as a picture of it could change that. */
const stateOf = (page: Page) =>
  page.evaluate(() => ({
    top: [scrollY, document.querySelector("main")?.scrollTop],
    animations: document.getAnimations().length,
    noticed: (window as unknown as { noticed: string[] }).noticed,
    html: document.documentElement.outerHTML,
    header: getComputedStyle(document.querySelector("header, nav")!).top,
  }));

/** Asks the worker for a picture of the whole page, from the popup. @param stopAt Hangs up after so many windows. */
const wholePage = (popup: Page, stopAt = Number.POSITIVE_INFINITY): Promise<{ dataUrl?: string; problem?: string }> =>
  popup.evaluate(async (stopAt) => {
    const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
    const port = chrome.runtime.connect({ name: "take-full-page" });
    return new Promise<{ dataUrl?: string; problem?: string }>((resolve) => {
      port.onMessage.addListener(({ news, answer, problem }) => {
        if (news && news.done >= stopAt) {
          port.disconnect();
          resolve({});
        }
        if (answer) resolve({ dataUrl: answer.dataUrl });
        if (problem) resolve({ problem: `${problem.code} ${problem.message}` });
      });
      port.postMessage({ tabId: tab!.id!, windowId: tab!.windowId });
    });
  }, stopAt);

/** Which part of two pictures is not the same, boxes aside. */
const difference = (
  page: Page,
  a: string,
  b: string,
  aside: typeof SECRETS,
): Promise<{ share: number; sizes: number[] }> =>
  page.evaluate(
    async (a, b, aside) => {
      const pixels = async (dataUrl: string) => {
        const image = new Image();
        image.src = dataUrl;
        await image.decode();
        const context = new OffscreenCanvas(image.naturalWidth, image.naturalHeight).getContext("2d")!;
        context.drawImage(image, 0, 0);
        for (const { x, y, width, height } of aside) context.fillRect(x - 4, y - 4, width + 8, height + 8);
        return context.getImageData(0, 0, image.naturalWidth, image.naturalHeight);
      };
      const [one, other] = await Promise.all([pixels(a), pixels(b)]);
      const sizes = [one.width, one.height, other.width, other.height];
      let different = 0;
      for (let at = 0; at < one.data.length; at += 4) {
        const off = [0, 1, 2].some(
          (channel) => Math.abs(one.data[at + channel]! - (other.data[at + channel] ?? -99)) > 16,
        );
        if (off) different++;
      }
      return { share: different / (one.data.length / 4), sizes };
    },
    a,
    b,
    aside,
  );

const opened = async (extension: { browser: { newPage(): Promise<Page> } }, url: string): Promise<Page> => {
  const page = await extension.browser.newPage();
  await page.goto(url);
  return page;
};

/** By keyboard: the button may lie below the fold. */
const press = async (popup: Page, name: string) => {
  const button = await popup.waitForSelector(`::-p-aria(${name}[role="button"])`);
  await button?.focus();
  await popup.keyboard.press("Enter");
};

/** The page snaps to a band after it was scrolled, in its own time: on a busy machine it may stand still on its way there, for good. */
const atRest = (page: Page) =>
  page.evaluate(
    (band) =>
      new Promise<void>((resolve) => {
        let [last, frames] = [-1, 0];
        const look = () => {
          frames = scrollY === last ? frames + 1 : 0;
          last = scrollY;
          if (frames >= 10 && scrollY % band === 0) return resolve();
          if (frames >= 10) scrollTo({ top: Math.round(scrollY / band) * band, behavior: "instant" });
          requestAnimationFrame(look);
        };
        look();
      }),
    BAND,
  );

test("a page of 8,000 pixels is the picture of a window as high as it, secrets painted over, and is as it was afterwards", async ({
  extension,
  stub,
  api,
  long,
}) => {
  test.slow();
  const options = await connected(extension, api, stub);
  const tall = await opened(extension, long.url);
  const page = await opened(extension, long.url);
  const { width, pixelRatio } = await page.evaluate(() => ({
    width: document.documentElement.clientWidth,
    pixelRatio: devicePixelRatio,
  }));
  expect(pixelRatio).toBe(1);
  await tall.bringToFront();
  await tall.setViewport({ width, height: LENGTH });
  await tall.waitForFunction(() =>
    [...document.images].every(({ complete, naturalWidth }) => complete && naturalWidth),
  );
  const reference = `data:image/png;base64,${await tall.screenshot({ encoding: "base64" })}`;
  await tall.close();

  await page.bringToFront();
  await page.evaluate(() => scrollTo({ top: 1_234, behavior: "instant" }));
  const popup = await extension.clickAction(page);
  await popup.waitForSelector(">>> figure canvas");
  await atRest(page);
  const before = await stateOf(page);
  const { dataUrl = "", problem } = await wholePage(popup);
  expect(problem).toBeUndefined();
  await expect.poll(() => stateOf(page)).toEqual(before); // it snaps to its place in its own time

  const { share, sizes } = await difference(options, dataUrl, reference, SECRETS);
  expect(sizes).toEqual([width, LENGTH, width, LENGTH]);
  expect(share).toBeLessThan(0.01);
  const picture = await decode(options, dataUrl, width);
  expect(picture.share(SECRET)).toBe(0);
  for (const secret of SECRETS) expect(distance(picture.at(centre(secret)), COVER)).toBeLessThan(8);
  expect(distance(picture.at(centre(IMAGE)), IMAGE.color)).toBeLessThan(8);
  const rows = (color: typeof HEADER.color) =>
    Array.from({ length: LENGTH }, (_, y) => y).filter((y) => distance(picture.at({ x: 10, y }), color) < 8);
  expect(rows(HEADER.color)).toEqual(Array.from({ length: HEADER.height }, (_, y) => y));
  expect(rows(FOOTER.color)).toEqual(Array.from({ length: FOOTER.height }, (_, y) => LENGTH - FOOTER.height + y));
});

test("stopped in the middle, the page is put back at once", async ({ extension, stub, api, long }) => {
  await connected(extension, api, stub);
  const page = await opened(extension, `${long.url}/inner`); // which does not snap: where that ends, and when, is the browser's
  const top = () => page.$eval("main", (main) => main.scrollTop);
  await page.$eval("main", (main) => main.scrollTo(0, 777));
  const popup = await extension.clickAction(page);
  await popup.waitForSelector(">>> figure canvas");
  await expect.poll(() => top()).toBe(777);
  const before = await stateOf(page);
  await wholePage(popup, 3);
  await expect.poll(() => stateOf(page)).toEqual(before);
});

test("a page in which a box scrolls is taken too, the bar above it once", async ({ extension, stub, api, long }) => {
  test.slow();
  const options = await connected(extension, api, stub);
  const page = await opened(extension, `${long.url}/inner`);
  const popup = await extension.clickAction(page);
  await popup.waitForSelector(">>> figure canvas");
  await atRest(page);
  const before = await stateOf(page);
  const { dataUrl = "", problem } = await wholePage(popup);
  expect(problem).toBeUndefined();
  await expect.poll(() => stateOf(page)).toEqual(before); // it snaps to its place in its own time
  const picture = await decode(options, dataUrl, await page.evaluate(() => innerWidth));
  expect(picture.height).toBe(LENGTH);
  expect(picture.share(SECRET)).toBe(0);
  for (let y = 5; y < HEADER.height; y += 10) expect(distance(picture.at({ x: 10, y }), HEADER.color)).toBeLessThan(8);
  // The bar takes the place of what the first band lacks.
  for (let y = HEADER.height + 5; y < LENGTH; y += 10)
    expect(distance(picture.at({ x: 10, y }), bandColor(y))).toBeLessThan(8);
});

test("from the popup: the whole page instead of what is in sight, with its progress, and it is sent", async ({
  extension,
  stub,
  api,
  long,
}) => {
  test.slow();
  await connected(extension, api, stub);
  const page = await opened(extension, long.url);
  const popup = await extension.clickAction(page);
  await popup.waitForSelector(">>> figure canvas");
  await press(popup, "Whole page");
  await shows(popup, "Taking the whole page");
  await press(popup, "Stop");
  await shows(popup, "Stopped. The picture shows the part of the page in sight.");
  await popup.waitForSelector(">>> figure canvas");

  await press(popup, "Whole page");
  await shows(popup, "Taking the whole page");
  const proportions = () =>
    popup
      .$eval(
        ">>> figure canvas",
        (canvas) => (canvas as HTMLCanvasElement).height / (canvas as HTMLCanvasElement).width,
      )
      .catch(() => 0);
  await expect.poll(proportions, { timeout: 60_000 }).toBeGreaterThan(5);
  await popup.focus(">>> textarea");
  await write(popup, "All of it");
  await popup.locator("::-p-aria(Send)").click();
  await shows(popup, "Thank you");
  const { data } = await createEarshot({ baseUrl: api, apiKey: stub.secretKey }).feedback.list();
  const gaps = SECRETS.map((rect) => ({ reason: "masked", rect }));
  expect(data).toMatchObject([{ content: "All of it", capture: { method: "tab", gaps } }]);
});

test("a page that is left meanwhile is given up with a sentence, and there is no picture of another", async ({
  extension,
  stub,
  api,
  long,
}) => {
  await connected(extension, api, stub);
  const page = await opened(extension, long.url);
  const popup = await extension.clickAction(page);
  await popup.waitForSelector(">>> figure canvas");
  const asked = wholePage(popup);
  await page.waitForFunction(() => scrollY > 1_000);
  await page.goto(`${long.url}/inner`);
  expect(await asked).toEqual({ problem: "screenshot_failed The page was left before all of it was taken." });
});
