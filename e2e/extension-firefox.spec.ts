import { expect } from "@playwright/test";
import { startTcpProxy } from "../server-stub/tcp-proxy.ts";
import { createEarshot } from "../shared/api/client.ts";
import { isDrawn, KEYS } from "./fixtures/drawn-by-keys.ts";
import { connectCode } from "./fixtures/extension-hands.ts";
import { type ExtensionInFirefox, installInFirefox, type Popup } from "./fixtures/extension-in-firefox.ts";
import { HEADER, LENGTH, SECRETS as MASKED, SECRET, startLongPage } from "./fixtures/long-page.ts";
import { BLOCKS, PLANTED, SECRET_COLOR, SECRETS, startPaintedPage, TOLD_GAPS } from "./fixtures/painted-page.ts";
import { centre, decode, distance } from "./fixtures/picture.ts";
import { startRecordedLine } from "./fixtures/recorded-line.ts";
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

/** Whether the form in the popup has this somewhere. */
const has = (popup: Popup, selector: string) =>
  expect
    .poll(() =>
      popup
        .run(
          ({ document }, selector) =>
            document.querySelector("earshot-widget")?.shadowRoot?.querySelector(selector) != null,
          selector,
        )
        .catch(() => false),
    )
    .toBe(true);

/** Presses a button of the form by keyboard, as it is called. */
const press = async (popup: Popup, name: string) => {
  await expect
    .poll(() =>
      popup.run(({ document }, name) => {
        const root = document.querySelector("earshot-widget")?.shadowRoot;
        const buttons = [...(root?.querySelectorAll("button") ?? [])];
        const button = buttons.find((one) => one.textContent?.trim() === name && !one.disabled);
        button?.focus();
        return button !== undefined && root?.activeElement === button;
      }, name),
    )
    .toBe(true);
  await popup.strike(["Enter"]);
};

const writeIn = async (popup: Popup, words: string) => {
  await expect
    .poll(() =>
      popup.run(({ document }) => {
        const root = document.querySelector("earshot-widget")?.shadowRoot;
        root?.querySelector("textarea")?.focus();
        return root?.activeElement?.localName;
      }),
    )
    .toBe("textarea");
  await popup.strike([...words]);
};

const connectByCode = async (extension: ExtensionInFirefox, api: string, secretKey: string) => {
  const options = await extension.openOptions();
  await options.focus("input");
  await options.keyboard.type(`${api}/#connect=${await connectCode(api, secretKey)}`);
  await options.keyboard.press("Enter");
  await expect.poll(() => options.evaluate(() => document.body.innerText)).toContain("Connected to Stub app");
  return options;
};

/** A picture that the server has, as a data URL. */
const pictureOf = async (path: string, api: string, secretKey: string): Promise<string> => {
  const answer = await fetch(new URL(path, api), { headers: { authorization: `Bearer ${secretKey}` } });
  const bytes = Buffer.from(await answer.arrayBuffer()).toString("base64");
  return `data:${answer.headers.get("content-type")};base64,${bytes}`;
};

test("in Firefox, a person's whole report: connected by a code, a real click, picture, drawing, words, send; the team has what was seen, and no secret of the page; the form in the sidebar too", async ({
  extension,
  stub,
}) => {
  // The page is on `localhost`, the API on `127.0.0.1`: a click on the action must not help the extension past CORS.
  const line = await startRecordedLine(stub.url);
  const api = line.url;
  const painted = await startPaintedPage();
  await connectByCode(extension, api, stub.secretKey);

  const page = await extension.browser.newPage();
  await page.goto(`${painted.url}/orders?page=2&token=planted`);
  const popup = await extension.clickAction(page);
  await has(popup, "figure canvas");
  await writeIn(popup, "Sent from Firefox");
  await press(popup, "Draw");
  await expect
    .poll(() =>
      popup.run(({ document }) => {
        const root = document.querySelector("earshot-widget")?.shadowRoot;
        root?.querySelector<HTMLElement>("[role=application]")?.focus();
        return root?.activeElement?.getAttribute("role");
      }),
    )
    .toBe("application");
  await popup.strike(KEYS);
  await press(popup, "Done");
  await has(popup, "figure canvas");
  await press(popup, "Send");
  await shows(popup, "Thank you");

  const { data } = await createEarshot({ baseUrl: api, apiKey: stub.secretKey }).feedback.list();
  const seen = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  expect(data).toMatchObject([
    {
      content: "Sent from Firefox",
      pageUrl: `${painted.url}/orders?page=2&token=removed`,
      pageTitle: "Painted page & secrets",
      sourceType: "browser-extension",
      client: { viewport: seen },
      capture: { method: "tab", gaps: expect.arrayContaining(TOLD_GAPS), marks: [{ kind: "box" }] },
    },
  ]);
  for (const words of PLANTED) expect(line.sent()).not.toContain(words);
  const picture = await decode(page, await pictureOf(data[0]?.screenshot?.url ?? "", api, stub.secretKey), seen.width);
  expect(Math.abs(picture.height - seen.height)).toBeLessThanOrEqual(1);
  for (const block of BLOCKS) expect(distance(picture.at(centre(block)), block.color)).toBeLessThan(24);
  for (const secret of Object.values(SECRETS)) expect(distance(picture.at(centre(secret)), COVER)).toBeLessThan(24);
  expect(picture.share(SECRET_COLOR)).toBe(0);
  isDrawn(picture, seen);

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

  const inbox = await extension.browser.newPage();
  await inbox.goto(await stub.signInLink());
  const reads = (text: string) => expect.poll(() => inbox.evaluate(() => document.body.innerText)).toContain(text);
  await reads("Sent from Firefox");
  await inbox.evaluate((id) => {
    location.hash = id;
  }, data[0]?.id ?? "");
  for (const text of ["Painted page & secrets", "/orders?page=2"]) await reads(text);
  await inbox.waitForFunction(
    (width) => [...document.images].some((image) => image.naturalWidth >= width),
    {},
    seen.width,
  );
  await painted.close();
  await line.close();
});

test("in Firefox, the event page is ended at five moments of a send: one record of each", async ({
  extension,
  stub,
}) => {
  test.slow();
  const line = await startTcpProxy(Number(new URL(stub.url).port));
  const team = createEarshot({ baseUrl: stub.url, apiKey: stub.secretKey });
  const contents = async () => (await team.feedback.list()).data.map(({ content }) => content).sort();
  const painted = await startPaintedPage();
  await connectByCode(extension, line.url.replace("localhost", "127.0.0.1"), stub.secretKey);
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const popup = await extension.clickAction(page);
  await has(popup, "figure canvas");
  const send = () => press(popup, "Send");
  const moments: (() => Promise<void>)[] = [
    send,
    async () => {
      stub.faults.add({ kind: "none", delayMs: 600 });
      const before = stub.requests.length;
      await send();
      await expect.poll(() => stub.requests.length).toBeGreaterThan(before);
    },
    async () => {
      line.next({ kind: "delay", ms: 5_000 });
      const before = (await contents()).length;
      await send();
      await expect.poll(async () => (await contents()).length).toBe(before + 1);
    },
    async () => {
      stub.faults.add({ kind: "status", status: 503, headers: { "Retry-After": "1" } });
      await send();
      await shows(popup, "Saved, will be sent");
    },
    async () => {
      line.next({ kind: "delay", ms: 1_000 });
      await send();
      await shows(popup, "is kept until it has arrived");
    },
  ];
  const sent: string[] = [];
  for (const [round, moment] of moments.entries()) {
    await writeIn(popup, `Message ${round}`);
    await moment();
    await extension.endBackground();
    await shows(popup, "Thank you");
    sent.push(`Message ${round}`);
    expect(await contents()).toEqual(sent);
    await press(popup, "Send another");
  }
  await painted.close();
  await line.close();
});

test("in Firefox, a page of 8,000 pixels as one picture: what stays in the window once, and no secret", async ({
  extension,
  stub,
}) => {
  test.slow();
  const api = stub.url.replace("localhost", "127.0.0.1");
  const long = await startLongPage();
  await connectByCode(extension, api, stub.secretKey);
  const page = await extension.browser.newPage();
  await page.goto(long.url);
  const popup = await extension.clickAction(page);
  await has(popup, "figure canvas");
  await press(popup, "Whole page");
  const proportions = () =>
    popup.run(({ document }) => {
      const canvas = document
        .querySelector("earshot-widget")
        ?.shadowRoot?.querySelector<HTMLCanvasElement>("figure canvas");
      return canvas ? canvas.height / canvas.width : 0;
    });
  await expect.poll(proportions, { timeout: 60_000 }).toBeGreaterThan(5);
  await writeIn(popup, "All of it");
  await press(popup, "Send");
  await shows(popup, "Thank you");
  const { data } = await createEarshot({ baseUrl: api, apiKey: stub.secretKey }).feedback.list();
  expect(data).toMatchObject([{ content: "All of it", capture: { method: "tab" } }]);
  expect(data[0]?.capture?.gaps).toEqual(MASKED.map((rect) => ({ reason: "masked", rect })));
  const width = await page.evaluate(() => document.documentElement.clientWidth);
  const picture = await decode(page, await pictureOf(data[0]?.screenshot?.url ?? "", api, stub.secretKey), width);
  expect(Math.abs(picture.height - LENGTH)).toBeLessThan(LENGTH / 100);
  expect(picture.share(SECRET)).toBe(0);
  const rows = Array.from({ length: LENGTH / 10 }, (_, index) => index * 10 + 5);
  const headers = rows.filter((y) => y < picture.height && distance(picture.at({ x: 10, y }), HEADER.color) < 24);
  expect(headers.length).toBeGreaterThan(0);
  expect(Math.max(...headers)).toBeLessThan(HEADER.height + 10);
  await long.close();
});
