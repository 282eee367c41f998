import { expect } from "@playwright/test";
import type { Page } from "puppeteer-core";
import { createEarshot } from "../shared/api/client.ts";
import type { ConnectCode } from "../shared/contract/connect-code.ts";
import { type ExtensionInFirefox, installInFirefox, type Popup } from "./fixtures/extension-in-firefox.ts";
import { SECRET_COLOR, SECRETS, startPaintedPage } from "./fixtures/painted-page.ts";
import { centre, decode, distance } from "./fixtures/picture.ts";
import { test as base } from "./fixtures/served.ts";

/** What private parts are painted over with. */
const COVER = [0x8a, 0x8f, 0x98] as const;

const test = base.extend<{ extension: ExtensionInFirefox }>({
  // biome-ignore lint/correctness/noEmptyPattern: the runner reads the names of what a fixture needs here
  extension: async ({}, use) => {
    const extension = await installInFirefox();
    await use(extension);
    await extension.close();
  },
});

const hasPicture = (popup: Popup) =>
  expect
    .poll(() =>
      popup
        .run(
          ({ document }) =>
            document.querySelector("earshot-widget")?.shadowRoot?.querySelector("figure canvas") != null,
        )
        .catch(() => false),
    )
    .toBe(true);
const press = (popup: Popup, name: string) =>
  popup.run(({ document }, name) => {
    const root = document.querySelector("earshot-widget")?.shadowRoot;
    const buttons = [...(root?.querySelectorAll<HTMLElement>("button") ?? [])];
    buttons.find(({ textContent }) => textContent?.trim() === name)?.click();
  }, name);
const choosing = (page: Page) =>
  expect.poll(() => page.evaluate(() => document.activeElement?.matches("[data-earshot-part]"))).toBe(true);

test("in Firefox: a region dragged in the page comes back into the popup and is sent, what is private painted over", async ({
  extension,
  stub,
}) => {
  const api = stub.url.replace("localhost", "127.0.0.1");
  const painted = await startPaintedPage();
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
  await hasPicture(popup);
  await popup.run(({ document }) => {
    const field = document.querySelector("earshot-widget")?.shadowRoot?.querySelector("textarea");
    if (field) field.value = "This part here";
    field?.dispatchEvent(new (document.defaultView as typeof window).Event("input", { bubbles: true }));
  });
  await press(popup, "Part of the page");
  await choosing(page);
  await page.mouse.move(150, 40);
  await page.mouse.down();
  await page.mouse.move(400, 100, { steps: 4 });
  await page.mouse.move(670, 210, { steps: 2 });
  await page.mouse.up();
  await expect.poll(() => page.$("[data-earshot-part]")).toBeNull();
  await hasPicture(popup);
  await expect
    .poll(() =>
      popup.run(
        ({ document }) => document.querySelector("earshot-widget")?.shadowRoot?.querySelector("textarea")?.value,
      ),
    )
    .toBe("This part here");
  await press(popup, "Send");
  await expect
    .poll(() => popup.run(({ document }) => document.querySelector("earshot-widget")?.shadowRoot?.textContent))
    .toContain("Thank you");

  const { data } = await createEarshot({ baseUrl: api, apiKey: stub.secretKey }).feedback.list();
  const answer = await fetch(new URL(data[0]?.screenshot?.url ?? "", api), {
    headers: { authorization: `Bearer ${stub.secretKey}` },
  });
  const bytes = Buffer.from(await answer.arrayBuffer()).toString("base64");
  const picture = await decode(page, `data:${answer.headers.get("content-type")};base64,${bytes}`, 520);
  expect(picture.height).toBeCloseTo(170, 0);
  expect(distance(picture.at({ x: 20, y: 20 }), [220, 30, 30])).toBeLessThan(24);
  const { x, y } = centre(SECRETS.marked);
  expect(distance(picture.at({ x: x - 150, y: y - 40 }), COVER)).toBeLessThan(24);
  expect(picture.share(SECRET_COLOR)).toBe(0);
  await painted.close();
});
