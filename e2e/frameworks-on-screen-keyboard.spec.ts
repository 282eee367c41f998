import { devices, expect, type Page } from "@playwright/test";
import { atRest } from "./fixtures/at-rest.ts";
import { html, RECORDER } from "./fixtures/host-site.ts";
import { isUnharmed, launcher, message, panel, scriptTag, sent, test, texts } from "./fixtures/host-test.ts";

/*
 * A phone whose keyboard comes up over the page: the layout stays as tall as it was, and only the visual viewport tells of what
 * can be seen. Without a device it is told so: by a visual viewport of the test's own, as a browser would announce it.
 */

const WIDTH = 390;
const HEIGHT = 664;
const KEYBOARD = 300;

const announce = (page: Page, height: number, offsetTop = 0) =>
  page.evaluate(
    ([to, top]) => {
      const { visualViewport } = window;
      if (!visualViewport) throw new Error("no visual viewport");
      Object.defineProperty(visualViewport, "height", { configurable: true, get: () => to });
      Object.defineProperty(visualViewport, "offsetTop", { configurable: true, get: () => top });
      visualViewport.dispatchEvent(new Event("resize"));
      visualViewport.dispatchEvent(new Event("scroll"));
    },
    [height, offsetTop],
  );

const isWithin = async (page: Page, top: number, bottom: number) => {
  const button = page.getByRole("button", { name: "Send", exact: true });
  await expect
    .poll(async () => {
      const box = await button.boundingBox();
      return box && box.y >= top && box.y + box.height <= bottom;
    })
    .toBe(true);
  const field = await message(page).boundingBox();
  expect(field?.y).toBeGreaterThanOrEqual(top);
  expect((await panel(page).boundingBox())?.y).toBeGreaterThanOrEqual(top);
};

const { isMobile, hasTouch, userAgent } = devices["Pixel 7"];
test.use({ viewport: { width: WIDTH, height: HEIGHT }, hasTouch });
// Firefox knows no phones.
test.use({
  isMobile: async ({ browserName }, use) => use(browserName === "chromium" && isMobile),
  userAgent: async ({ browserName }, use) => use(browserName === "chromium" ? userAgent : undefined),
});

test("with the keyboard up on a phone, field and send button stand above it, and fall back when it goes", async ({
  page,
  stub,
  site,
  browserName,
}, info) => {
  // Firefox's driver makes no click of a tap.
  const press = browserName === "chromium" ? "tap" : "click";
  const { url } = await site(() =>
    html(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Phone</title>${RECORDER}${scriptTag(stub)}</head><body><h1>Shop</h1><div style="height: 2000px"></div></body></html>`,
    ),
  );
  await page.goto(url);
  await launcher(page)[press]();
  await expect(message(page)).toBeFocused();
  await atRest(page); // a panel that still rises stands elsewhere
  const before = await panel(page).boundingBox();
  await announce(page, HEIGHT - KEYBOARD);
  await isWithin(page, 0, HEIGHT - KEYBOARD);
  await page.screenshot({ path: info.outputPath("keyboard.png") });
  await announce(page, HEIGHT - KEYBOARD, 120); // as Safari scrolls what can be seen
  await isWithin(page, 120, 120 + HEIGHT - KEYBOARD);
  await page.keyboard.type("by thumb");
  await announce(page, HEIGHT);
  await expect.poll(() => panel(page).boundingBox()).toEqual(before);
  await announce(page, HEIGHT - KEYBOARD);
  await page.getByRole("button", { name: "Send", exact: true })[press]();
  await sent(page);
  expect(await texts(stub)).toEqual(["by thumb"]);
  await isUnharmed(page);
});
