import { expect, type Page } from "@playwright/test";
import { asking } from "../server-stub/asking.ts";
import { message, recordsOn, send } from "./fixtures/faulty-line.ts";
import { attachOn, feedbackOn, listOf, TEXT } from "./fixtures/files.ts";
import { kept } from "./fixtures/kept.ts";
import { test } from "./fixtures/served.ts";
import { type ShopPageOptions, startShopPage } from "./fixtures/shop-page.ts";

/** Files in the form, whatever the form of the server: it keeps them itself, or a bucket does that the page sends them to. */
const open = async (
  page: Page,
  { url, publishableKey }: { url: string; publishableKey: string },
  more: Partial<ShopPageOptions> = {},
) => {
  const shop = await startShopPage({
    tag: `<script nonce="NONCE" async src="${url}/earshot.js" data-key="${publishableKey}"></script>`,
    ...more,
  });
  await page.goto(shop.url);
  await page.getByRole("button", { name: "Feedback" }).click();
  return shop;
};
const isSent = (page: Page) => expect(page.getByText("Thank you")).toBeVisible({ timeout: 20_000 });

/** Fires what the browser fires when something is dropped or pasted; the real thing needs a hand. */
const carry = (page: Page, how: "drop" | "paste", name: string, type: string) =>
  page.getByRole("textbox", { name: "Your message" }).evaluate(
    async (field, { how, name, type }) => {
      const canvas = new OffscreenCanvas(40, 30);
      canvas.getContext("2d")?.fillRect(0, 0, 40, 30);
      const data = new DataTransfer();
      data.items.add(new File([await canvas.convertToBlob({ type: "image/png" })], name, { type }));
      const init = { bubbles: true, cancelable: true, composed: true };
      field.dispatchEvent(
        how === "drop"
          ? new DragEvent("drop", { ...init, dataTransfer: data })
          : new ClipboardEvent("paste", { ...init, clipboardData: data }),
      );
    },
    { how, name, type },
  );

test("files by button, drop and paste arrive with the message, and nothing leaves before it", async ({
  page,
  stub,
}) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  const shop = await open(page, stub);
  await message(page).fill("three ways");
  await attachOn(page, TEXT);
  await carry(page, "drop", "dropped.png", "image/png");
  await carry(page, "paste", "image.png", "image/png");
  await expect(listOf(page)).toHaveText([/notes\.txt/, /dropped\.png/, /Pasted picture 1\.png/]);
  expect(asked.filter((one) => /^(POST|PUT)/.test(one))).toEqual([]);
  await send(page);
  await isSent(page);
  const [record] = await recordsOn(stub);
  expect(record?.attachments.map(({ contentType, kind }) => [contentType, kind])).toEqual([
    ["text/plain", "file"],
    ["image/png", "file"],
    ["image/png", "file"],
  ]);
  const { ask } = asking(() => stub);
  expect(await (await ask(record?.attachments[0]?.url ?? "")).text()).toBe(TEXT.buffer.toString());
  expect(asked.filter((one) => one.startsWith("PUT"))).toHaveLength(3);
  await shop.close();
});

test("what an unfinished message has of files is there after a reload", async ({ page, stub }) => {
  const shop = await open(page, stub);
  await message(page).fill("half a thought");
  await attachOn(page, TEXT);
  await expect.poll(() => page.evaluate(kept, "drafts")).toMatchObject([{ content: "half a thought" }]);
  await expect.poll(() => page.evaluate(kept, "files")).toHaveLength(1);
  await page.reload();
  await page.getByRole("button", { name: "Feedback" }).click();
  await expect(listOf(page)).toHaveText([/notes\.txt/]);
  await send(page);
  await isSent(page);
  expect(await feedbackOn(stub)).toEqual([["half a thought", [TEXT.buffer.toString()]]]);
  await page.reload();
  await page.getByRole("button", { name: "Feedback" }).click();
  await expect(page.getByLabel("Attach files")).toBeAttached();
  await expect(listOf(page)).toHaveCount(0);
  await shop.close();
});

test("a script of the page that has put itself in the place of requests sees no file", async ({ page, stub }) => {
  await page.addInitScript(() => {
    const seen: string[] = [];
    const { open } = XMLHttpRequest.prototype;
    XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, ...given: unknown[]) {
      seen.push(String(given[1]));
      return (open as (...given: unknown[]) => void).apply(this, given);
    };
    Object.assign(window, { seen });
  });
  const shop = await open(page, stub);
  await message(page).fill("private");
  await attachOn(page, TEXT);
  await send(page);
  await isSent(page);
  expect(await page.evaluate("seen")).toEqual([]);
  expect(await feedbackOn(stub)).toEqual([["private", [TEXT.buffer.toString()]]]);
  await shop.close();
});

test("where the page's policy lets nothing through to where files go, that is said, and message and files are kept", async ({
  page,
  stub,
}) => {
  const policy = `default-src 'none'; script-src 'nonce-NONCE' ${stub.url}; style-src 'nonce-NONCE'; connect-src ${stub.url}/v1/config`;
  const shop = await open(page, stub, { policy });
  await message(page).fill("blocked");
  await attachOn(page, TEXT);
  await send(page);
  await expect(page.getByText("The rules of this site do not let it be sent.")).toBeVisible();
  await page.getByRole("button", { name: "Edit" }).click();
  await expect(listOf(page)).toHaveText([/notes\.txt/]);
  await shop.close();
});
