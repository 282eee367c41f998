import { expect } from "@playwright/test";
import { createEarshot } from "../shared/api/client.ts";
import type { ConnectCode } from "../shared/contract/connect-code.ts";
import { type ExtensionInFirefox, installInFirefox, type Popup } from "./fixtures/extension-in-firefox.ts";
import { BLOCKS, SECRET_COLOR, SECRETS, startPaintedPage } from "./fixtures/painted-page.ts";
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

const shows = (popup: Popup, text: string) =>
  expect
    .poll(() =>
      popup
        .run(({ document }) => document.querySelector("earshot-widget")?.shadowRoot?.textContent ?? "")
        .catch(() => ""),
    )
    .toContain(text);

test("in Firefox: connected by a code, a real click on the action, the tab's own picture without its secrets, sent and in the inbox; the form in the sidebar too", async ({
  extension,
  stub,
}) => {
  // The page is on `localhost`, the API on `127.0.0.1`: a click on the action must not help the extension past CORS.
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
  await page.goto(`${painted.url}/orders?page=2&token=planted`);
  const popup = await extension.clickAction(page);
  await expect
    .poll(() =>
      popup
        .run(
          ({ document }) =>
            document.querySelector("earshot-widget")?.shadowRoot?.querySelector("figure canvas") != null,
        )
        .catch(() => false),
    )
    .toBe(true);
  await popup.run(({ document }) => {
    const root = document.querySelector("earshot-widget")?.shadowRoot;
    const field = root?.querySelector("textarea");
    if (field) field.value = "Sent from Firefox";
    field?.dispatchEvent(new (document.defaultView as typeof window).Event("input", { bubbles: true }));
  });
  await popup.run(({ document }) => {
    const root = document.querySelector("earshot-widget")?.shadowRoot;
    root?.querySelector<HTMLElement>("button[type=submit]")?.click();
  });
  await shows(popup, "Thank you");

  const { data } = await createEarshot({ baseUrl: api, apiKey: stub.secretKey }).feedback.list();
  const seen = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  expect(data).toMatchObject([
    {
      content: "Sent from Firefox",
      pageUrl: `${painted.url}/orders?page=2&token=removed`,
      sourceType: "browser-extension",
      capture: { method: "tab", gaps: [{ reason: "frame", rect: SECRETS.foreignFrame }] },
    },
  ]);
  const answer = await fetch(new URL(data[0]?.screenshot?.url ?? "", api), {
    headers: { authorization: `Bearer ${stub.secretKey}` },
  });
  const bytes = Buffer.from(await answer.arrayBuffer()).toString("base64");
  const picture = await decode(page, `data:${answer.headers.get("content-type")};base64,${bytes}`, seen.width);
  for (const block of BLOCKS) expect(distance(picture.at(centre(block)), block.color)).toBeLessThan(24);
  for (const secret of Object.values(SECRETS)) expect(distance(picture.at(centre(secret)), COVER)).toBeLessThan(24);
  expect(picture.share(SECRET_COLOR)).toBe(0);

  await popup.run((window) => {
    // As a person's press: only such a one opens the sidebar.
    const { windowUtils } = window as unknown as {
      windowUtils: { setHandlingUserInput(is: boolean): { destruct(): void } };
    };
    const press = windowUtils.setHandlingUserInput(true);
    window.document.querySelector<HTMLElement>("#bar button")?.click();
    press.destruct();
  });
  await expect
    .poll(() =>
      extension.sidebar
        .run(({ document }) => {
          const form = document.querySelector("earshot-widget")?.shadowRoot;
          return [document.getElementById("about")?.textContent, form?.querySelector("figure canvas") != null];
        })
        .catch(() => []),
    )
    .toEqual([`About ${new URL(painted.url).host}`, true]);
  await painted.close();
});
