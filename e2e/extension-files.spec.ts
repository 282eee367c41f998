import { writeFileSync } from "node:fs";
import { expect, type TestInfo } from "@playwright/test";
import type { ElementHandle, Page } from "puppeteer-core";
import { connected, keysSent, shows, test, write, written } from "./fixtures/extension-test.ts";
import { feedbackOn } from "./fixtures/files.ts";
import { kept } from "./fixtures/kept.ts";

const names = (page: Page): Promise<(string | null)[]> =>
  page.$$eval(">>> .files bdi", (all) => all.map(({ textContent }) => textContent));

/** Chooses a file that holds this text, as its user would in the system's list. */
const choose = async (page: Page, info: TestInfo, name: string, text: string) => {
  const file = info.outputPath(name);
  writeFileSync(file, text);
  const input = (await page.waitForSelector(">>> .attach input")) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(file);
  await expect.poll(() => names(page)).toContain(name);
};

/** Fires what the browser fires when a file is dropped or pasted; the real thing needs a hand. */
const carry = (page: Page, how: "drop" | "paste", name: string, text: string) =>
  page.$eval(
    ">>> textarea",
    (field, how, name, text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], name, { type: "text/plain" }));
      const init = { bubbles: true, cancelable: true, composed: true };
      field.dispatchEvent(
        how === "drop"
          ? new DragEvent("drop", { ...init, dataTransfer: data })
          : new ClipboardEvent("paste", { ...init, clipboardData: data }),
      );
    },
    how,
    name,
    text,
  );

test("files by button, drop and paste go with the message, though the popup is closed at once", async ({
  extension,
  stub,
  api,
  painted,
}, info) => {
  const options = await connected(extension, api, stub);
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const first = await extension.clickAction(page);
  await write(first, "Three files");
  await choose(first, info, "chosen.txt", "by button");
  await expect.poll(() => options.evaluate(kept, "drafts")).toMatchObject([{ content: "Three files" }]);
  await expect.poll(() => options.evaluate(kept, "files")).toHaveLength(1);
  await first.close();
  const popup = await extension.clickAction(page);
  await expect.poll(() => names(popup)).toEqual(["chosen.txt"]); // it is there again, as the words are
  await carry(popup, "drop", "dropped.txt", "by drop");
  await expect.poll(() => names(popup)).toHaveLength(2);
  await carry(popup, "paste", "pasted.txt", "by paste");
  await expect.poll(() => names(popup)).toHaveLength(3);
  expect(keysSent(stub)).toEqual([]); // nothing leaves before it is sent
  stub.faults.add({ kind: "none", path: "/v1/uploads", delayMs: 500 });
  await popup.locator("::-p-aria(Send)").click();
  await expect.poll(() => keysSent(stub)).not.toHaveLength(0);
  await popup.close();
  await expect.poll(() => feedbackOn(stub)).toEqual([["Three files", ["by button", "by drop", "by paste"]]]);
  await expect.poll(() => options.evaluate(kept, "files")).toEqual([]);
  await expect.poll(() => options.evaluate(kept, "heads")).toEqual([]);
});

test("a worker stopped while it sends files goes on with them: one record, each file once", async ({
  extension,
  stub,
  api,
  painted,
}, info) => {
  await connected(extension, api, stub);
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const popup = await extension.clickAction(page);
  await write(popup, "Once, with its file");
  await choose(popup, info, "a.txt", "first");
  await choose(popup, info, "b.txt", "second");
  stub.faults.add({ kind: "lose-answer", path: "/v1/uploads", delayMs: 500 });
  await popup.locator("::-p-aria(Send)").click();
  await shows(popup, "Your files are on their way");
  await expect.poll(() => keysSent(stub).length).toBeGreaterThan(0);
  await extension.killWorker();
  await shows(popup, "Thank you");
  expect(await feedbackOn(stub)).toEqual([["Once, with its file", ["first", "second"]]]);
});

test("what is taken back while its files are on their way is in the form again, and in no list", async ({
  extension,
  stub,
  api,
  painted,
}, info) => {
  const options = await connected(extension, api, stub);
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const popup = await extension.clickAction(page);
  await popup.waitForSelector(">>> figure canvas");
  await write(popup, "Not yet");
  await choose(popup, info, "a.txt", "first");
  stub.faults.add({ kind: "none", path: "/v1/uploads", delayMs: 3_000 });
  await popup.locator("::-p-aria(Send)").click();
  await popup.locator("::-p-aria(Cancel)").click();
  await expect.poll(() => names(popup)).toEqual(["a.txt"]);
  expect(await written(popup)).toBe("Not yet");
  await expect.poll(() => options.evaluate(kept, "heads")).toEqual([]);
  await expect.poll(() => options.evaluate(() => chrome.storage.local.get("history"))).toEqual({});
  expect(await feedbackOn(stub)).toEqual([]);
});

test("where a page can have no picture one is chosen or pasted instead", async ({ extension, stub, api }) => {
  await connected(extension, api, stub);
  const page = await extension.browser.newPage();
  await page.goto("chrome://version");
  const popup = await extension.clickAction(page);
  await shows(popup, "No picture here: browsers keep extensions out of some pages");
  expect(await popup.$eval("main", ({ scrollTop }) => scrollTop)).toBe(0);
  await popup.$eval(">>> textarea", async (field) => {
    const canvas = new OffscreenCanvas(40, 30);
    canvas.getContext("2d")?.fillRect(0, 0, 40, 30);
    const data = new DataTransfer();
    data.items.add(new File([await canvas.convertToBlob()], "image.png", { type: "image/png" }));
    field.dispatchEvent(
      new ClipboardEvent("paste", { bubbles: true, cancelable: true, composed: true, clipboardData: data }),
    );
  });
  await popup.waitForSelector(">>> figure canvas");
  await write(popup, "With a picture of my own");
  await popup.locator("::-p-aria(Send)").click();
  await shows(popup, "Thank you");
  expect(await feedbackOn(stub)).toEqual([["With a picture of my own", []]]);
});
