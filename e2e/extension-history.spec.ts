import { expect } from "@playwright/test";
import type { Page } from "puppeteer-core";
import { createEarshot } from "../shared/api/client.ts";
import { faults } from "./fixtures/axe.ts";
import type { InstalledExtension } from "./fixtures/extension.ts";
import { connected, keysSent, shows, test, write } from "./fixtures/extension-test.ts";

const composeOver = async (extension: InstalledExtension, page: Page, words: string): Promise<Page> => {
  const popup = await extension.clickAction(page);
  await popup.waitForSelector(">>> figure canvas");
  await write(popup, words);
  return popup;
};

const openHistory = async (extension: InstalledExtension): Promise<Page> => {
  const page = await extension.browser.newPage();
  await page.goto(`${extension.origin}/extension/history/index.html`);
  return page;
};

test("the history shows what was sent with a link to it, and what was refused with its reason, until it is thrown away", async ({
  extension,
  stub,
  api,
  painted,
}) => {
  const options = await connected(extension, api, stub);
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const first = await composeOver(extension, page, "The chart is empty");
  await first.locator("::-p-aria(Send)").click();
  await shows(first, "Thank you");
  await first.close();
  const second = await composeOver(extension, page, "Refuse me");
  stub.faults.add({ kind: "status", status: 401 });
  await second.locator("::-p-aria(Send)").click();
  await shows(second, "The server no longer takes feedback");
  await shows(second, "Your feedback (1 not sent yet)");

  const opened = extension.browser.waitForTarget((target) => target.url().endsWith("/history/index.html"));
  await second.locator("::-p-text(Your feedback)").click();
  const history = await (await opened).asPage();
  const { data } = await createEarshot({ baseUrl: api, apiKey: stub.secretKey }).feedback.list();
  for (const text of [
    "The chart is empty",
    "Refuse me",
    "Painted page & secrets",
    "Stub app",
    "The server no longer takes feedback from this extension.",
  ])
    await shows(history, text);
  expect(await history.$$eval(".state", (states) => states.map(({ textContent }) => textContent))).toEqual([
    "Not sent",
    "Sent",
  ]);
  const link = await history.$eval("li a", (link) => (link as HTMLAnchorElement).href);
  expect(link).toBe(`${api}/#${data[0]?.id}`);
  for (const value of ["light", "dark"]) {
    await history.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);
    await history.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
    expect(await faults(history)).toEqual([]);
  }
  const stored = await options.evaluate(async () =>
    JSON.stringify((await chrome.storage.local.get("history")).history),
  );
  expect(stored).not.toMatch(/base64|ear_pub_/);

  await history.locator("::-p-aria(Throw away: Refuse me)").click();
  await shows(history, "It was thrown away.");
  await expect.poll(() => options.evaluate(() => chrome.action.getBadgeText({}))).toBe("");
  await history.locator("::-p-aria(Clear what was sent)").click();
  await shows(history, "Nothing yet.");
  expect(await options.evaluate(() => chrome.storage.local.get("history"))).toEqual({});
});

test("of a worker stopped in the middle of a send, the history knows the end, and the feedback it has become", async ({
  extension,
  stub,
  api,
  painted,
}) => {
  await connected(extension, api, stub);
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const popup = await composeOver(extension, page, "Once, please");
  stub.faults.add({ kind: "lose-answer", delayMs: 500 });
  await popup.locator("::-p-aria(Send)").click();
  await expect.poll(() => keysSent(stub)).toHaveLength(1);
  await popup.close();
  await extension.killWorker();
  const history = await openHistory(extension); // which starts the worker
  await shows(history, "Once, please");
  await history.waitForSelector("li a");
  const { data } = await createEarshot({ baseUrl: api, apiKey: stub.secretKey }).feedback.list();
  expect(data).toHaveLength(1);
  expect(await history.$eval("li a", (link) => (link as HTMLAnchorElement).href)).toBe(`${api}/#${data[0]?.id}`);
});

test("a connection's end asks whether its history goes too", async ({ extension, stub, api, painted }) => {
  const options = await connected(extension, api, stub);
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const popup = await composeOver(extension, page, "Hello");
  await popup.locator("::-p-aria(Send)").click();
  await shows(popup, "Thank you");
  await popup.close();

  await options.bringToFront();
  await options.locator("::-p-aria(Disconnect Stub app)").click();
  await shows(options, "Your history has 1 message that was sent there.");
  expect(await faults(options)).toEqual([]);
  await options.keyboard.press("Escape");
  await options.waitForSelector("dialog", { hidden: true });
  await shows(options, "Connected to Stub app");
  await options.locator("::-p-aria(Disconnect Stub app)").click();
  await options.locator("::-p-aria(Disconnect and forget)").click();
  await shows(options, "Stub app is disconnected");
  expect(await options.evaluate(() => chrome.storage.local.get())).toEqual({});
});
