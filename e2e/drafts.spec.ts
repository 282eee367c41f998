import { expect, type Page } from "@playwright/test";
import { isSent, message, recordsOn, send } from "./fixtures/faulty-line.ts";
import { attachOn, feedbackOn, listOf, TEXT } from "./fixtures/files.ts";
import { test } from "./fixtures/served.ts";
import { startShopPage } from "./fixtures/shop-page.ts";

/** What an unfinished message is, whatever comes in between. */
const start = async (page: Page, { url, publishableKey }: { url: string; publishableKey: string }) => {
  const shop = await startShopPage({
    tag: `<script nonce="NONCE" async src="${url}/earshot.js" data-key="${publishableKey}"></script>`,
  });
  await page.goto(shop.url);
  return shop;
};
const open = (page: Page) => page.getByRole("button", { name: "Feedback" }).click();
const reopen = async (page: Page) => {
  await page.reload();
  await open(page);
};
const refuse = (page: Page) =>
  page.route(/\/v1\/feedback$/, (route) =>
    route.request().method() === "POST"
      ? route.fulfill({
          status: 403,
          headers: { "Access-Control-Allow-Origin": "*" },
          json: { error: { code: "owner_role_required", message: "No.", requestId: "r" } },
        })
      : route.continue(),
  );
const isRefused = async (page: Page) => {
  await expect(page.getByText("Not sent yet")).toBeVisible();
  await page.unroute(/\/v1\/feedback$/);
};
/** Takes out all that can be taken out. */
const leaveAllOut = async (page: Page) => {
  await page.getByText("What will be sent").click();
  await expect(page.getByRole("checkbox", { name: "Browser" })).toBeVisible();
  for (const box of await page.getByRole("checkbox").all()) if (await box.isEnabled()) await box.uncheck();
};
const bodies = (page: Page): unknown[] => {
  const sent: unknown[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && /\/v1\/feedback$/.test(request.url())) sent.push(request.postDataJSON());
  });
  return sent;
};

test("kept files go along though what shows them does not come", async ({ page, stub }) => {
  const shop = await start(page, stub);
  await open(page);
  await message(page).fill("with a file");
  await attachOn(page, TEXT);
  await page.route(/\/assets\/attachments-/, (route) => route.abort());
  await reopen(page);
  await expect(message(page)).toHaveValue("with a file");
  await send(page);
  await isSent(page);
  expect(await feedbackOn(stub)).toEqual([["with a file", [TEXT.buffer.toString()]]]);
  await page.unroute(/\/assets\/attachments-/);
  await reopen(page);
  await expect(page.getByLabel("Attach files")).toBeAttached();
  await expect(listOf(page)).toHaveCount(0);
  await shop.close();
});

test("what was left out stays out: after a reload, in the next message, after an edit", async ({ page, stub }) => {
  const shop = await start(page, stub);
  const sent = bodies(page);
  await open(page);
  await message(page).fill("one");
  await page.getByLabel("E-mail").fill("me@example.com");
  await leaveAllOut(page);
  await reopen(page);
  await expect(message(page)).toHaveValue("one");
  await send(page);
  await isSent(page);
  await page.getByRole("button", { name: "Send another" }).click();
  await message(page).fill("two");
  await refuse(page);
  await send(page);
  await isRefused(page);
  await page.getByRole("button", { name: "Edit" }).click();
  await reopen(page);
  await expect(message(page)).toHaveValue("two");
  await send(page);
  await isSent(page);
  expect(sent).toEqual([{ content: "one" }, { content: "two" }, { content: "two" }]);
  await shop.close();
});

test("a refused message that is shown after a reload says no more than before", async ({ page, stub }) => {
  const shop = await start(page, stub);
  const sent = bodies(page);
  await open(page);
  await message(page).fill("little");
  await leaveAllOut(page);
  await refuse(page);
  await send(page);
  await isRefused(page);
  await reopen(page);
  await page.getByRole("button", { name: "Show it" }).click();
  await page.getByRole("button", { name: "Edit" }).click();
  await send(page);
  await isSent(page);
  expect(sent).toEqual([{ content: "little" }, { content: "little" }]);
  await shop.close();
});

test("words are there after a reload though what keeps drafts had not come, and so is what the page suggested", async ({
  page,
  stub,
}) => {
  await page.route(/\/assets\/while-writing-/, (route) => route.abort());
  const shop = await start(page, stub);
  await page.waitForFunction("window.Earshot");
  await page.evaluate(`Earshot.open({ content: "suggested" })`);
  await expect(message(page)).toHaveValue("suggested");
  await message(page).fill("written in a tunnel");
  await page.unroute(/\/assets\/while-writing-/);
  await reopen(page);
  await expect(message(page)).toHaveValue("written in a tunnel");
  await send(page);
  await isSent(page);
  await reopen(page);
  await expect(page.getByLabel("Attach files")).toBeAttached();
  await expect(message(page)).toHaveValue("");
  await shop.close();
});

test("a refused message with a picture is whole after edit and reload, is not offered beside, and is sent once", async ({
  page,
  stub,
}) => {
  const shop = await start(page, stub);
  await open(page);
  await message(page).fill("with a picture");
  await page.getByRole("button", { name: "Add a screenshot" }).click();
  await expect(page.getByRole("button", { name: "Retake" })).toBeVisible();
  await refuse(page);
  await send(page);
  await isRefused(page);
  const first = page.url();
  await page.getByRole("button", { name: "Edit" }).click();
  await expect(message(page)).toBeVisible();
  await page.goto(`${shop.url}?elsewhere`);
  await open(page);
  await expect(message(page)).toHaveValue("with a picture");
  await expect(page.getByRole("button", { name: "Retake" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Show it" })).toHaveCount(0);
  await message(page).fill("with a picture, edited");
  await send(page);
  await isSent(page);
  const records = await recordsOn(stub);
  expect(records.map(({ content, pageUrl }) => [content, pageUrl])).toEqual([["with a picture, edited", first]]);
  expect(records[0]?.screenshot).toBeTruthy();
  await reopen(page);
  await expect(page.getByLabel("Attach files")).toBeAttached();
  await expect(page.getByRole("button", { name: "Show it" })).toHaveCount(0);
  await shop.close();
});
