import { expect } from "@playwright/test";
import { connected, shows, test, written } from "./fixtures/extension-test.ts";

test("what is clicked in a page's context menu begins the message, after what was written before, and once", async ({
  extension,
  stub,
  api,
  painted,
}) => {
  const options = await connected(extension, api, stub);
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  await page.bringToFront();
  const worker = await (
    await extension.browser.waitForTarget(
      (target) => target.type() === "service_worker" && target.url().startsWith(extension.origin),
    )
  ).worker();
  // The browser's own menu cannot be operated here: the event is that of a click on it, but for the grant of the tab.
  const opened = extension.browser.waitForTarget((target) => target.url().endsWith("/popup/index.html"));
  await worker?.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    const info = { menuItemId: "selection", editable: false, pageUrl: "", selectionText: "Total: 12" };
    (chrome.contextMenus.onClicked as unknown as { dispatch(...args: unknown[]): void }).dispatch(info, tab);
  });
  const popup = await (await opened).asPage();
  await popup.waitForSelector(">>> textarea");
  await expect.poll(() => written(popup)).toBe("> Total: 12\n\n");
  await shows(popup, "No picture here: browsers keep extensions out of some pages");
  await popup.close();

  const again = await extension.clickAction(page);
  await again.waitForSelector(">>> textarea");
  await again.waitForSelector(">>> figure canvas");
  expect(await written(again)).toBe("");
  expect(await options.evaluate(() => chrome.storage.session.get())).not.toHaveProperty("pointedOut");
});

test("the button shows what waits to be sent, until it is", async ({ extension, stub, api, painted }) => {
  const options = await connected(extension, api, stub);
  const badge = () => options.evaluate(() => chrome.action.getBadgeText({}));
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const popup = await extension.clickAction(page);
  await popup.waitForSelector(">>> figure canvas");
  stub.faults.add({ kind: "status", status: 503 });
  await popup.focus(">>> textarea");
  await popup.keyboard.type("Later, then");
  await popup.locator("::-p-aria(Send)").click();
  await expect.poll(badge).toBe("1");
  expect(await options.evaluate(() => chrome.action.getTitle({}))).toContain("1 message waits to be sent");
  await expect.poll(badge, { timeout: 40_000 }).toBe("");
});
