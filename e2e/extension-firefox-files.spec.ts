import { expect } from "@playwright/test";
import type { ConnectCode } from "../shared/contract/connect-code.ts";
import { installInFirefox, type Popup } from "./fixtures/extension-in-firefox.ts";
import { feedbackOn } from "./fixtures/files.ts";
import { startPaintedPage } from "./fixtures/painted-page.ts";
import { test } from "./fixtures/served.ts";

/** All that is read in the popup, the form's shadow root included. */
const textIn = (popup: Popup): Promise<string> =>
  popup
    .run(({ document }) => {
      const form = document.querySelector("earshot-widget")?.shadowRoot;
      return `${document.body.textContent}\n${form?.textContent ?? ""}`;
    })
    .catch(() => "");

test("in Firefox a press that would open the system's list of files, and so close the popup, is answered in words; a file that comes another way is sent", async ({
  stub,
}) => {
  const extension = await installInFirefox();
  const painted = await startPaintedPage();
  const api = stub.url.replace("localhost", "127.0.0.1");
  const asked = await fetch(`${api}/v1/connect-codes`, {
    method: "POST",
    headers: { Authorization: `Bearer ${stub.secretKey}`, "Content-Type": "application/json" },
    body: JSON.stringify({ name: "Ann Lee" }),
  });
  const { code } = (await asked.json()) as ConnectCode;
  const options = await extension.openOptions();
  await options.focus("input");
  await options.keyboard.type(`${api}/#connect=${code}`);
  await options.keyboard.press("Enter");
  await expect.poll(() => options.evaluate(() => document.body.innerText)).toContain("Connected to Stub app");

  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const popup = await extension.clickAction(page);
  await expect.poll(() => textIn(popup)).toContain("Attach files");
  const isRefused = await popup.run(({ document }) => {
    const input = document.querySelector("earshot-widget")?.shadowRoot?.querySelector(".attach input");
    const view = document.defaultView as typeof window;
    return !input?.dispatchEvent(new view.MouseEvent("click", { bubbles: true, cancelable: true, composed: true }));
  });
  expect(isRefused).toBe(true);
  await expect.poll(() => textIn(popup)).toContain("Your browser closes this window when you choose a file.");

  await popup.run(({ document }) => {
    const root = document.querySelector("earshot-widget")?.shadowRoot;
    const view = document.defaultView as typeof window;
    const field = root?.querySelector("textarea");
    if (field) field.value = "With a file";
    field?.dispatchEvent(new view.Event("input", { bubbles: true }));
    const data = new view.DataTransfer();
    data.items.add(new view.File(["by another way"], "notes.txt", { type: "text/plain" }));
    const input = root?.querySelector<HTMLInputElement>(".attach input");
    if (input) input.files = data.files;
    input?.dispatchEvent(new view.Event("change", { bubbles: true }));
  });
  await expect.poll(() => textIn(popup)).toContain("notes.txt");
  await expect.poll(() => textIn(popup)).toContain("Retake"); // while the picture is taken nothing is sent
  await popup.run(({ document }) => {
    const root = document.querySelector("earshot-widget")?.shadowRoot;
    root?.querySelector<HTMLElement>("button[type=submit]")?.click();
  });
  await expect.poll(() => textIn(popup)).toContain("Thank you");
  expect(await feedbackOn(stub)).toEqual([["With a file", ["by another way"]]]);
  await painted.close();
  await extension.close();
});
