import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import type { Served } from "../server-stub/scaled/start.ts";
import { test } from "./fixtures/served.ts";

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

const submit = async ({ url, publishableKey }: Served, content: string, customer: { name: string; email: string }) => {
  const answer = await fetch(`${url}/v1/feedback`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${publishableKey}`,
      "Content-Type": "application/json",
      Origin: "http://localhost",
    },
    body: JSON.stringify({ content, customerName: customer.name, customerEmail: customer.email }),
  });
  expect(answer.status, await answer.clone().text()).toBe(201);
};

const find = async (page: Page, words: string) => {
  await page.getByRole("searchbox", { name: "Name, address or id" }).fill(words);
  await button(page, "Find").click();
  await expect(button(page, "Find")).toBeEnabled(); // once there is an answer
};

test("a person is found, taken along, and erased; the receipt names nobody, and nothing of them is found again", async ({
  page,
  stub,
}) => {
  const dana = { name: "Dana <b>Example</b>", email: "dana@example.com" };
  await submit(stub, "The cart forgets the blue mug", dana);
  await submit(stub, "And the green one", dana);
  await submit(stub, "Somebody else's words", { name: "Eli", email: "eli@example.com" });
  await page.goto(await stub.signInLink());
  await page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: "Privacy" }).click();

  await find(page, "dana@");
  await expect(page.getByText("1 person found")).toBeVisible();
  const exporting = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export as NDJSON" }).click();
  const exported = await readFile(await (await exporting).path(), "utf8");
  expect(exported.trim().split("\n")).toHaveLength(2);
  expect(exported).not.toContain("Somebody else");

  await button(page, `Erase ${dana.name}`).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Erase for good" })).toBeDisabled();
  await dialog.getByRole("textbox").fill("dana@example.com");
  await dialog.getByRole("button", { name: "Erase for good" }).click();
  const receipt = page.getByRole("region", { name: "Receipt" });
  await expect(receipt).toContainText("Feedback: 2");
  const saving = page.waitForEvent("download");
  await receipt.getByRole("link", { name: "Download the receipt" }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toMatch(/^erasure-\d{4}-\d\d-\d\d\.txt$/);
  const text = await readFile(await saved.path(), "utf8");
  expect(text).toContain("By: Stub owner");
  expect(text).not.toMatch(/dana/i);

  await find(page, "dana");
  await expect(page.getByRole("listitem").filter({ hasText: "Dana" })).toHaveCount(0);
  await page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: "Inbox" }).click();
  await expect(page.getByText("Somebody else's words").first()).toBeVisible();
  await expect(page.getByText("The cart forgets")).toHaveCount(0);
});

test("a shorter time is confirmed, and stays after a reload", async ({ page, stub }) => {
  await page.goto(await stub.signInLink());
  await page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: "Privacy" }).click();
  await page.getByRole("radio", { name: "Only for some days" }).check();
  await page.getByRole("textbox", { name: /^Days that feedback/ }).fill("30");
  await button(page, "Save: Stub app").click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("Nothing is older than 30 days yet")).toBeVisible();
  await dialog.getByRole("button", { name: "Keep it shorter" }).click();
  await expect(page.getByText("Stub app: feedback is kept for 30 days.")).toBeVisible();
  await page.reload();
  await expect(page.getByText("Kept for 30 days")).toBeVisible();
});
