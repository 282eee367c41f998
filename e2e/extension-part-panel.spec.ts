import { expect } from "@playwright/test";
import { connected, shows, test, textIn } from "./fixtures/extension-test.ts";

test("beside the page the form stays while a part is chosen: called off it keeps its picture, or gets one of all without our selector, else it gets the part; of a page that was left it is said", async ({
  extension,
  stub,
  api,
  painted,
}) => {
  await connected(extension, api, stub);
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const wide = await page.evaluate(() => innerWidth);
  const popup = await extension.clickAction(page);
  const opened = extension.browser.waitForTarget((target) => target.url().endsWith("/panel/index.html"));
  await popup.locator("::-p-aria(Open beside the page)").click();
  const panel = await (await opened).asPage();
  await panel.waitForSelector(">>> figure canvas");
  const sizeOf = () =>
    panel
      .$eval(
        ">>> figure canvas",
        (canvas) => (canvas as HTMLCanvasElement).width / (canvas as HTMLCanvasElement).height,
      )
      .catch(() => 0);
  const pictured = () =>
    panel.$eval(">>> figure canvas", (canvas) => (canvas as HTMLCanvasElement).toDataURL()).catch(() => "");
  /** The form says no longer that a part is to be chosen: whatever came of it has come. */
  const isOver = () => expect.poll(() => textIn(panel)).not.toContain("Choose a part of the page");
  // While the panel opens it makes the page narrower: a picture may be of a moment before that is done.
  await page.waitForFunction((wide) => innerWidth < wide, {}, wide);
  await expect(async () => {
    const isOfNow = async () =>
      Math.abs((await sizeOf()) - (await page.evaluate(() => innerWidth / innerHeight))) < 0.02;
    if (await isOfNow()) return;
    const retake = await panel.waitForSelector(`::-p-aria(Retake[role="button"])`);
    await retake?.click();
    await expect.poll(isOfNow, { timeout: 3_000 }).toBe(true);
  }).toPass({ timeout: 30_000 });
  const before = await sizeOf();
  const choose = async () => {
    const button = await panel.waitForSelector(`::-p-aria(Part of the page[role="button"])`);
    await button?.focus();
    await panel.keyboard.press("Enter");
    await shows(panel, "Choose a part of the page");
    await page.waitForFunction(() => document.activeElement?.matches("[data-earshot-part]"));
  };

  await choose();
  const cancel = await panel.waitForSelector(`::-p-aria(Cancel[role="button"])`);
  await cancel?.click();
  await expect.poll(() => page.$("[data-earshot-part]")).toBeNull();
  await isOver();
  expect(await sizeOf()).toBe(before);

  const plain = await pictured();
  await choose();
  const retake = await panel.waitForSelector(`::-p-aria(Retake[role="button"])`);
  await retake?.click();
  await isOver();
  expect(await page.$("[data-earshot-part]")).toBeNull();
  await expect.poll(pictured).toBe(plain); // our own selector is no part of the page

  await choose();
  await page.mouse.move(100, 20);
  await page.mouse.down();
  await page.mouse.move(200, 30, { steps: 3 });
  await page.mouse.move(400, 50, { steps: 3 });
  await page.mouse.up();
  await expect.poll(sizeOf).toBe(10);

  await choose();
  await page.goto(`${painted.url}/other`);
  await shows(panel, "The page was left");
});
