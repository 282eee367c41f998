import { test as base, expect } from "@playwright/test";
import type { Page } from "puppeteer-core";
import { type Stub, startStub } from "../server-stub/start.ts";
import { type InstalledExtension, installExtension } from "./fixtures/extension.ts";
import { type PaintedPage, startPaintedPage } from "./fixtures/painted-page.ts";

/**
 * The page is on `localhost`, the API on `127.0.0.1`: a click on the action lets the extension past CORS on the page's
 * host, which would hide a fault of the server.
 */
const test = base.extend<{ extension: InstalledExtension; stub: Stub; api: string; painted: PaintedPage }>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the names of what a fixture needs here
  extension: async ({}, use) => {
    const extension = await installExtension();
    await use(extension);
    await extension.close();
  },
  stub: async ({ extension }, use) => {
    const stub = await startStub({ origins: [extension.origin] });
    await use(stub);
    await stub.close();
  },
  api: async ({ stub }, use) => use(stub.url.replace("localhost", "127.0.0.1")),
  // biome-ignore lint/correctness/noEmptyPattern: as above
  painted: async ({}, use) => {
    const painted = await startPaintedPage();
    await use(painted);
    await painted.close();
  },
});

const connect = async (options: Page, server: string, key: string) => {
  await options.locator("::-p-aria(Server address)").fill(server);
  await options.locator("::-p-aria(Publishable key)").fill(key);
  await options.locator("::-p-aria(Connect)").click();
};
const shows = (page: Page, text: string) => page.waitForSelector(`::-p-text(${text})`, { timeout: 10_000 });

test("settings say in words why there is no connection, and connect for real", async ({ extension, stub, api }) => {
  const options = await extension.open("options");
  await connect(options, "http://127.0.0.1:9", stub.publishableKey);
  await shows(options, "No answer from http://127.0.0.1:9");
  await connect(options, api, stub.secretKey);
  await shows(options, "This is a secret key");
  await connect(options, api, stub.publishableKey);
  await shows(options, "Connected to Stub app");
  await options.reload();
  await shows(options, "Connected to Stub app");
  await options.locator("::-p-aria(Disconnect)").click();
  await shows(options, "Disconnected");
  expect(await options.evaluate(() => chrome.storage.local.get())).toEqual({});
});

test("a key that may not be used from the extension says which entry it lacks", async ({ extension }) => {
  const stub = await startStub({ origins: ["example.com"] });
  try {
    const options = await extension.open("options");
    await connect(options, stub.url.replace("localhost", "127.0.0.1"), stub.publishableKey);
    await shows(options, extension.origin);
    await options.bringToFront();
    await options.locator("::-p-aria(Copy)").click();
    await shows(options, "Copied");
    await extension.browser.defaultBrowserContext().overridePermissions(extension.origin, ["clipboard-read"]);
    expect(await options.evaluate(() => navigator.clipboard.readText())).toBe(extension.origin);
  } finally {
    await stub.close();
  }
});

test("before it is connected, the popup leads to the settings", async ({ extension, painted }) => {
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const popup = await extension.clickAction(page);
  const opened = extension.browser.waitForTarget((target) => target.url().endsWith("/options/index.html"));
  await popup.locator("::-p-aria(Connect to your team)").click();
  await opened;
});

test("content scripts cannot read the key", async ({ extension, stub, api, painted }) => {
  const options = await extension.open("options");
  await connect(options, api, stub.publishableKey);
  await shows(options, "Connected to Stub app");
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const popup = await extension.clickAction(page);
  const read = await popup.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
    const [done] = await chrome.scripting.executeScript({
      target: { tabId: tab!.id! },
      func: () => chrome.storage.local.get().then(JSON.stringify, (error) => `refused: ${error}`),
    });
    return done?.result;
  });
  expect(read).toMatch(/^refused/);
});

test("no page can fetch a file of the extension", async ({ extension, painted }) => {
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const files = ["manifest.json", "extension/content/covers-in-page.js", "icon-16.png"];
  for (const file of files) {
    const fetched = await page.evaluate((url) => fetch(url).then(() => "fetched", () => "refused"), `${extension.origin}/${file}`); // biome-ignore format: one thought
    expect(fetched).toBe("refused");
  }
});
