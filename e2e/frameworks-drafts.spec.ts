import { chromium, expect, type Page } from "@playwright/test";
import { CHROMIUM_ARGUMENTS, findChromium } from "../build/executable.ts";
import { html, RECORDER } from "./fixtures/host-site.ts";
import { test as base, isAlone, message, open, panel, records, scriptTag, send, sent } from "./fixtures/host-test.ts";
import { kept } from "./fixtures/kept.ts";

/* Words that are not sent yet outlive what happens to a page; what is sent with them is the page of that moment. */

const test = base.extend<{ shop: string }>({
  shop: async ({ stub, site }, use) => {
    const { url } = await site((path) =>
      html(
        `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page ${path}</title>${RECORDER}${scriptTag(stub)}
<script>window.shown = []; addEventListener("pageshow", ({ persisted }) => shown.push(persisted));</script></head><body><h1>Shop</h1><a href="/two">Two</a></body></html>`,
      ),
    );
    await use(url);
  },
});

test("closed, reloaded, on another page of the site: the draft is there, and goes with the page it is sent from", async ({
  page,
  stub,
  shop,
}) => {
  await page.goto(`${shop}/one`);
  await open(page);
  await page.keyboard.type("half a thought");
  await page.keyboard.press("Escape");
  await expect(panel(page)).toBeHidden();
  await open(page);
  await expect(message(page)).toHaveValue("half a thought");
  await page.reload();
  await open(page);
  await expect(message(page)).toHaveValue("half a thought");
  await page.goto(`${shop}/two`);
  await open(page);
  await expect(message(page)).toHaveValue("half a thought");
  // The page goes on below the open form.
  await page.evaluate(() => {
    history.pushState({}, "", "/three?step=3");
    document.title = "Page three";
  });
  await send(page);
  await sent(page);
  expect(await records(stub)).toMatchObject([{ pageUrl: `${shop}/three?step=3`, pageTitle: "Page three" }]);
  await page.reload();
  await open(page);
  await expect(message(page)).toHaveValue("");
});

const isKept = (page: Page, content: string) =>
  expect.poll(() => page.evaluate(kept, "drafts")).toMatchObject([{ content }]);

test("the page's process crashes: another tab has the draft", async ({ page, context, browserName, shop }) => {
  test.skip(browserName !== "chromium", "only Chromium has an address that crashes a page");
  await page.goto(shop);
  await open(page);
  await page.keyboard.type("half a thought");
  await isKept(page, "half a thought");
  await page.goto("chrome://crash").catch(() => {});
  const next = await context.newPage();
  await next.goto(shop);
  await open(next);
  await expect(message(next)).toHaveValue("half a thought");
});

/** Chromium as people run it: the runner's own switches the back-forward cache off, and keeps its profile to itself. */
const started = (profile: string) => {
  const executablePath = findChromium();
  return chromium.launchPersistentContext(profile, {
    ...(executablePath ? { executablePath } : {}),
    args: CHROMIUM_ARGUMENTS,
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
    handleSIGTERM: false,
  });
};

test("the whole browser is killed: started again it has the draft", async ({ browserName, shop }, info) => {
  test.skip(browserName !== "chromium", "starts a Chromium of its own");
  const profile = info.outputPath("profile");
  const first = await started(profile);
  const page = first.pages()[0] ?? (await first.newPage());
  await page.goto(shop);
  await open(page);
  await page.keyboard.type("half a thought");
  await isKept(page, "half a thought");
  const session = await first.browser()?.newBrowserCDPSession();
  const crash = session?.send("Browser.crash");
  await Promise.race([crash?.catch(() => {}), page.waitForTimeout(3_000).catch(() => {})]);
  await first.close().catch(() => {});
  const second = await started(profile);
  const after = second.pages()[0] ?? (await second.newPage());
  await after.goto(shop);
  await open(after);
  await expect(message(after)).toHaveValue("half a thought");
  await second.close();
});

for (const [name, isUsed] of Object.entries({ "with a launcher only": false, "with a form that was written in": true }))
  test(`the back-forward cache takes a page ${name}, and gives it back as it was`, async ({
    browserName,
    stub,
    shop,
  }, info) => {
    test.skip(browserName !== "chromium", "starts a Chromium of its own");
    const context = await started(info.outputPath("profile"));
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto(`${shop}/one`);
    await isAlone(page);
    if (isUsed) {
      await open(page);
      await page.keyboard.type("first");
      await send(page);
      await sent(page);
      await page.getByRole("button", { name: "Send another" }).click();
      await message(page).fill("half a thought");
    }
    if (isUsed) await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "Two" }).click();
    await expect(page).toHaveTitle("Page /two");
    await page.evaluate("void setTimeout(() => history.back(), 100)");
    await expect(page).toHaveTitle("Page /one");
    const reasons = await page.evaluate(() => {
      const [navigation] = performance.getEntriesByType("navigation");
      return JSON.stringify((navigation as { notRestoredReasons?: unknown } | undefined)?.notRestoredReasons ?? null);
    });
    expect(reasons).toBe("null");
    await expect.poll(() => page.evaluate("shown")).toEqual([false, true]);
    await isAlone(page);
    await open(page);
    await expect(message(page)).toHaveValue(isUsed ? "half a thought" : "");
    await message(page).fill("back again");
    await send(page);
    await sent(page);
    expect((await records(stub)).at(-1)).toMatchObject({ content: "back again", pageTitle: "Page /one" });
    await context.close();
  });
