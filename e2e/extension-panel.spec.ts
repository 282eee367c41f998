import { expect } from "@playwright/test";
import type { Page } from "puppeteer-core";
import { createEarshot } from "../shared/api/client.ts";
import { faults } from "./fixtures/axe.ts";
import type { InstalledExtension } from "./fixtures/extension.ts";
import { connected, shows, test, write } from "./fixtures/extension-test.ts";
import { kept } from "./fixtures/kept.ts";

/** Presses the popup's button that opens the panel. */
const toPanel = async (extension: InstalledExtension, popup: Page): Promise<Page> => {
  const opened = extension.browser.waitForTarget((target) => target.url().endsWith("/panel/index.html"));
  await popup.locator("::-p-aria(Open beside the page)").click();
  const panel = await (await opened).asPage();
  await panel.waitForSelector(">>> textarea");
  return panel;
};
/** A click on the action with the panel open: the popup hands it on and is gone. */
const clickFor = async (extension: InstalledExtension, over: Page) => {
  await over.bringToFront();
  const own = (await extension.browser.extensions()).get(extension.id);
  await over.triggerExtensionAction(own!);
};
const words = async (page: Page) => {
  const field = await page.waitForSelector(">>> textarea"); // it comes a moment after what it is about
  return field!.evaluate((field) => (field as HTMLTextAreaElement).value);
};

test("the form goes on beside the page, with its words and a picture of the page, and is sent", async ({
  extension,
  stub,
  api,
  painted,
}) => {
  const options = await connected(extension, api, stub);
  const page = await extension.browser.newPage();
  await page.goto(`${painted.url}/orders`);
  const popup = await extension.clickAction(page);
  await write(popup, "Begun in the popup");
  await expect.poll(() => options.evaluate(kept, "drafts")).toMatchObject([{ content: "Begun in the popup" }]);
  const closed = new Promise((resolve) => popup.once("close", resolve));
  const panel = await toPanel(extension, popup);
  await closed;
  await panel.waitForSelector(">>> figure canvas");
  await expect.poll(() => words(panel)).toBe("Begun in the popup");
  await shows(panel, "About localhost");
  for (const value of ["light", "dark"]) {
    await panel.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);
    await panel.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
    expect(await faults(panel)).toEqual([]);
  }
  await panel.locator("::-p-aria(Send)").click();
  await shows(panel, "Thank you");
  const { data } = await createEarshot({ baseUrl: api, apiKey: stub.secretKey }).feedback.list();
  expect(data).toMatchObject([
    {
      content: "Begun in the popup",
      pageUrl: `${painted.url}/orders`,
      sourceType: "browser-extension",
      capture: { method: "tab" },
    },
  ]);
});

test("it follows the tab that is shown; of one that the action was not clicked in it knows nothing, and says how it may", async ({
  extension,
  stub,
  api,
  painted,
}) => {
  await connected(extension, api, stub);
  const other = await extension.browser.newPage();
  await other.goto(painted.url.replace("localhost", "127.0.0.1"));
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const panel = await toPanel(extension, await extension.clickAction(page));
  await shows(panel, "About localhost");
  await panel.waitForSelector(">>> figure canvas");

  await other.bringToFront();
  await shows(panel, "Click the Earshot button of your browser to say which page you mean");
  expect(await panel.$(">>> figure canvas")).toBeNull();
  await panel.locator("::-p-aria(Add a screenshot)").click();
  await shows(panel, "No picture yet. Click the Earshot button");
  expect(await faults(panel)).toEqual([]);
  await panel.focus(">>> textarea");
  await panel.keyboard.type("About this other page");

  await clickFor(extension, other);
  await shows(panel, "About 127.0.0.1");
  await panel.waitForSelector(">>> figure canvas");
  await expect.poll(() => words(panel)).toBe("About this other page");
  const popups = extension.browser.targets().filter((target) => target.url().endsWith("/popup/index.html"));
  await expect.poll(() => popups.filter((target) => extension.browser.targets().includes(target))).toEqual([]);

  await page.bringToFront();
  await shows(panel, "About localhost");
  await expect.poll(() => words(panel)).toBe("");
  await page.goto(painted.url.replace("localhost", "127.0.0.1")); // away from the site: the grant ends
  await shows(panel, "Click the Earshot button of your browser to say which page you mean");
});
