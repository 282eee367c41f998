import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import type { Page } from "puppeteer-core";
import { createEarshot } from "../shared/api/client.ts";
import type { Feedback } from "../shared/contract/record.ts";
import { faults } from "./fixtures/axe.ts";
import { BUILT, installExtension } from "./fixtures/extension.ts";
import { test as base, connected, shows, write } from "./fixtures/extension-test.ts";
import { type FaultyPage, startFaultyPage } from "./fixtures/faulty-page.ts";

/**
 * Nobody can answer the browser's question for a permission here, so it is a permission that this copy of the extension has already: it
 * is asked for all the same, and granted without a question.
 */
const test = base.extend<{ faulty: FaultyPage }>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the names of what a fixture needs here
  extension: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "earshot-allowed-"));
    cpSync(BUILT, folder, { recursive: true });
    const manifest = join(folder, "manifest.json");
    const told = JSON.parse(readFileSync(manifest, "utf8"));
    writeFileSync(manifest, JSON.stringify({ ...told, host_permissions: ["http://localhost/*"] }));
    const extension = await installExtension({ folder });
    await use(extension);
    await extension.close();
    rmSync(folder, { recursive: true, force: true });
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  faulty: async ({}, use) => {
    const faulty = await startFaultyPage();
    await use(faulty);
    await faulty.close();
  },
});

const SWITCH = "#errors input";
const isOn = (page: Page) => page.$eval(SWITCH, (box) => (box as HTMLInputElement).checked);
const press = async (popup: Page, to: boolean) => {
  await popup.waitForSelector(SWITCH);
  await popup.click(SWITCH);
  await expect.poll(() => isOn(popup)).toBe(to);
};
const registered = (extensionPage: Page) =>
  extensionPage.evaluate(async () =>
    (await chrome.scripting.getRegisteredContentScripts()).flatMap(({ matches = [] }) => matches),
  );
const recorderIn = (page: Page) => page.evaluate(() => "earshotErrors" in globalThis);
const BOX = `>>> input[aria-label="Errors of the page"]`;
const openContents = async (popup: Page) => {
  await popup.waitForSelector(">>> figure canvas"); // what comes moves the rest
  await popup.$$eval(">>> summary", (all) => all.find((one) => one.textContent === "What will be sent")?.click());
  await popup.waitForSelector(">>> .contents li");
};
const sent = async (popup: Page, words: string) => {
  await write(popup, words);
  await popup.locator("::-p-aria(Send)").click();
  await shows(popup, "Thank you");
};
const record = async (api: string, apiKey: string): Promise<Feedback> => {
  const { data } = await createEarshot({ baseUrl: api, apiKey }).feedback.list();
  return data[0]!;
};

test("switched on for a site, what goes wrong in its pages is in the list of what is sent, and in the record, without what is private", async ({
  extension,
  stub,
  api,
  faulty,
}) => {
  const options = await connected(extension, api, stub);
  const page = await extension.browser.newPage();
  await page.goto(faulty.url);
  const first = await extension.clickAction(page);
  await first.waitForSelector(SWITCH);
  expect(await isOn(first)).toBe(false);
  for (const value of ["light", "dark"]) {
    await first.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);
    await first.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
    expect(await faults(first)).toEqual([]);
  }
  await press(first, true);
  expect(await registered(options)).toEqual(["http://localhost/*"]);
  await expect.poll(() => recorderIn(page)).toBe(true);
  await page.evaluate(`console.error("since it was switched on")`);
  await first.close();
  const again = await extension.clickAction(page);
  await openContents(again);
  await shows(again, "since it was switched on");
  await again.close();

  await page.reload();
  const popup = await extension.clickAction(page);
  await popup.waitForSelector(SWITCH);
  expect(await isOn(popup)).toBe(true);
  await openContents(popup);
  await popup.waitForSelector(BOX);
  const listed = await popup.$eval(">>> #value-logs", (value) => value.textContent);
  await sent(popup, "The cart is empty");
  const { logs } = await record(api, stub.secretKey);
  expect(JSON.parse(listed ?? "")).toEqual(logs);
  const told = logs?.map(({ level, message }) => `${level}: ${message.replace(/:\d+:\d+\)$/, ")")}`);
  expect(told?.toSorted()).toEqual([
    `error: <img> ${faulty.url}/missing.png?sig=removed failed`,
    "error: No cart for removed",
    `error: POST ${faulty.url}/api/orders?page=2&token=removed 500`,
    `error: Uncaught RangeError: too far (${faulty.url}/)`,
    "error: at the very start",
    "warn: Slow [object Object]",
  ]);
  expect(JSON.stringify(stub.requests)).not.toContain("planted");
});

test("taken out of the list they are not sent; off, nothing is recorded, injected or sent; the settings switch a site off", async ({
  extension,
  stub,
  api,
  faulty,
}) => {
  const options = await connected(extension, api, stub);
  const page = await extension.browser.newPage();
  await page.goto(faulty.url);
  const off = await extension.clickAction(page);
  await off.waitForSelector(SWITCH);
  await openContents(off);
  expect([await recorderIn(page), await registered(options), await off.$(BOX)]).toEqual([false, [], null]);
  await press(off, true);
  await off.close();

  await page.reload();
  const popup = await extension.clickAction(page);
  await openContents(popup);
  await popup.waitForSelector(BOX);
  await popup.$eval(BOX, (box) => (box as HTMLInputElement).click());
  await sent(popup, "Without them, please");
  expect(await record(api, stub.secretKey)).toMatchObject({ content: "Without them, please", logs: null });
  await popup.close();

  await options.reload();
  await options.bringToFront();
  await shows(options, "Sites whose errors go along");
  for (const value of ["light", "dark"]) {
    await options.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);
    expect(await faults(options)).toEqual([]);
  }
  await options.locator("::-p-aria(Switch off localhost)").click();
  await shows(options, "Errors of localhost no longer go along");
  expect(await registered(options)).toEqual([]);
  expect(await options.evaluate(() => chrome.storage.local.get("errorSites"))).toEqual({});
  expect(await page.evaluate("earshotErrors.read().length")).toBe(0);
  await page.reload();
  expect(await recorderIn(page)).toBe(false);
  const after = await extension.clickAction(page);
  await openContents(after);
  expect([await isOn(after), await after.$(BOX)]).toEqual([false, null]);
});

test("a page that says far too much, or takes the recorder's place, neither bloats nor breaks what is sent", async ({
  extension,
  stub,
  api,
  faulty,
}) => {
  await connected(extension, api, stub);
  const page = await extension.browser.newPage();
  await page.goto(faulty.url);
  const first = await extension.clickAction(page);
  await press(first, true);
  await first.close();
  for (const path of ["/forging", "/forging?replaced"]) {
    await page.goto(faulty.url + path);
    const popup = await extension.clickAction(page);
    await openContents(popup);
    await popup.waitForSelector(BOX);
    await sent(popup, `About ${path}`);
    const { content, logs } = await record(api, stub.secretKey);
    expect(content).toBe(`About ${path}`);
    expect(logs!.length).toBeLessThanOrEqual(100);
    expect(JSON.stringify(logs).length).toBeLessThan(25_000);
    expect(logs!.every(({ message }) => message.length <= 500)).toBe(true);
    await popup.close();
  }
});

test("a site whose errors go along is no site that the action was clicked on: the panel asks for the click, and has a picture then", async ({
  extension,
  stub,
  api,
  faulty,
}) => {
  await connected(extension, api, stub);
  const other = await extension.browser.newPage();
  await other.goto(faulty.url);
  const page = await extension.browser.newPage();
  await page.goto(faulty.url);
  const popup = await extension.clickAction(page);
  await press(popup, true);
  await shows(popup, "To include what went wrong earlier, load the page again.");
  const opened = extension.browser.waitForTarget((target) => target.url().endsWith("/panel/index.html"));
  await popup.locator("::-p-aria(Open beside the page)").click();
  const panel = await (await opened).asPage();
  await panel.waitForSelector(">>> figure canvas");

  await other.bringToFront();
  await panel.waitForSelector(">>> figure canvas", { hidden: true });
  await panel.locator("::-p-aria(Add a screenshot)").click();
  await shows(panel, "No picture yet. Click the Earshot button");
  await other.triggerExtensionAction((await extension.browser.extensions()).get(extension.id)!);
  await panel.waitForSelector(">>> figure canvas");
});

test("in the panel, what goes wrong while it stands open is there when its user is back in it", async ({
  extension,
  stub,
  api,
  faulty,
}) => {
  await connected(extension, api, stub);
  const page = await extension.browser.newPage();
  await page.goto(faulty.url);
  const popup = await extension.clickAction(page);
  await press(popup, true);
  const opened = extension.browser.waitForTarget((target) => target.url().endsWith("/panel/index.html"));
  await popup.locator("::-p-aria(Open beside the page)").click();
  const panel = await (await opened).asPage();
  await openContents(panel);
  await page.evaluate(`console.error("while the panel is open")`);
  await panel.evaluate(() => window.dispatchEvent(new Event("focus")));
  await shows(panel, "while the panel is open");
});
