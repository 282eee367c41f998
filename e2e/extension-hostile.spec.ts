import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "@playwright/test";
import type { Page } from "puppeteer-core";
import { createEarshot } from "../shared/api/client.ts";
import type { InstalledExtension } from "./fixtures/extension.ts";
import { test as base, connected, keysSent, shows, write, written } from "./fixtures/extension-test.ts";
import { decode } from "./fixtures/picture.ts";

const SECRET: [number, number, number] = [255, 0, 255];
const INK = `rgb(${SECRET.join(",")})`;
/** What is masked lets something hang out: a box painted over it would not do, it has to be hidden. */
const MASKED = `<p id="secret" data-earshot-mask style="margin:0;color:${INK};text-shadow:0 200px ${INK}">4111 1111</p>`;

/** What the other site is full of. */
const OTHER: [number, number, number] = [0, 160, 90];

/** One page, which does this script. */
const hostile = (script: string): string => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Hostile</title>
<body style="margin:8px;font:40px sans-serif">${MASKED}<script>
const secret = document.getElementById("secret");
const always = (work) => { const again = () => { work(); requestAnimationFrame(again); }; again(); };
/** As soon as it sees that a picture of it is taken. */
const whenHidden = (work) => { let done = false; always(() => { if (window.armed && !done && document.getAnimations().length > 0) { done = true; work(); } }); };
${script}</script>`;

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return `http://localhost:${(server.address() as AddressInfo).port}`;
};
const close = (server: Server) => {
  server.closeAllConnections();
  server.close();
};

const test = base.extend<{
  /** Opens a page that does this. `/next` on its host is another page, and on 127.0.0.1 one of another site. */
  visit: ((script: string) => Promise<Page>) & {
    /** What `/?leaves` does once `armed` is set and a picture of it is taken. */
    leaving(script: string): void;
  };
}>({
  visit: async ({ extension }, use) => {
    let script = "";
    let leave = "";
    const other = `<!doctype html><title>Other</title><body style="background:rgb(${OTHER.join(",")})">`;
    const server = createServer(({ url, headers }, response) => {
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      if (headers.host?.startsWith("127.0.0.1")) return void response.end(other);
      const leaves = `document.body.style.height = "5000px"; whenHidden(() => { ${leave} });`;
      response.end(hostile(url === "/next" ? "" : url === "/?leaves" ? leaves : script));
    });
    const url = await listen(server);
    const visit = async (given: string) => {
      script = given;
      const page = await extension.browser.newPage();
      await page.goto(url);
      return page;
    };
    await use(
      Object.assign(visit, {
        leaving(given: string) {
          leave = given;
        },
      }),
    );
    close(server);
  },
});

const tells = async (url: string, key: string) =>
  (await createEarshot({ baseUrl: url, apiKey: key }).feedback.list()).data;
const popups = ({ browser }: InstalledExtension) =>
  browser.targets().filter((target) => target.url().endsWith("/popup/index.html"));

test("a page that plays a person, all the time: nothing opens, nothing is asked, and the form is what its person made it", async ({
  extension,
  stub,
  api,
  visit,
}) => {
  const options = await connected(extension, api, stub);
  const page = await visit(`
    window.rounds = 0;
    always(() => {
      rounds++;
      for (const target of [window, document, document.body, secret]) {
        const key = { key: "F", code: "KeyF", altKey: true, shiftKey: true, bubbles: true, composed: true };
        for (const type of ["keydown", "keyup"]) target.dispatchEvent(new KeyboardEvent(type, key));
        for (const type of ["contextmenu", "mousedown", "mouseup", "click", "dblclick"])
          target.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, button: 2 }));
        for (const name of ["earshot", "earshot:submit", "submit", "take-picture", "flush"])
          target.dispatchEvent(new CustomEvent(name, { bubbles: true, detail: { content: "Forged" } }));
      }
      window.postMessage({ name: "submit", submission: { content: "Forged" } }, "*");
      new BroadcastChannel("earshot panel").postMessage(1);
      window.earshotShutter = { hide: () => ({ viewport: { width: 1, height: 1 }, masked: [], unreadable: [] }), show: () => ({}) };
    });`);
  await page.waitForFunction(() => (window as unknown as { rounds: number }).rounds > 50);
  expect(popups(extension)).toEqual([]);
  expect(keysSent(stub)).toEqual([]);
  const popup = await extension.clickAction(page);
  await popup.waitForSelector(">>> figure canvas");
  const preview = await popup.$eval(">>> figure canvas", (canvas) => (canvas as HTMLCanvasElement).toDataURL());
  await write(popup, "Written by me");
  expect(await written(popup)).toBe("Written by me");
  await popup.locator("::-p-aria(Send)").click();
  await shows(popup, "Thank you");
  expect((await decode(options, preview, 1_000)).share(SECRET, 13)).toBe(0);
  expect(await tells(api, stub.secretKey)).toMatchObject([{ content: "Written by me" }]);
});

for (const [what, script] of [
  ["takes the curtain away", "always(() => { for (const one of document.getAnimations()) one.cancel(); });"],
  ["empties the curtain", "always(() => { for (const one of document.getAnimations()) one.effect = null; });"],
  [
    "sets animations of its own against the curtain",
    "always(() => { if (document.getAnimations().length > 0) secret.animate({ opacity: [1, 1], clipPath: ['none', 'none'] }, 100); });",
  ],
  ["insists on showing it", "secret.style.cssText += ';opacity:1!important;clip-path:none!important';"],
  [
    "puts another in its place",
    "always(() => { const other = secret.cloneNode(true); document.querySelector('[data-earshot-mask]').replaceWith(other); });",
  ],
] as const) {
  test(`a page that ${what}: no picture, a sentence, and the words are sent without it`, async ({
    extension,
    stub,
    api,
    visit,
  }) => {
    await connected(extension, api, stub);
    const page = await visit(script);
    const popup = await extension.clickAction(page);
    await shows(popup, "Private parts of this page could not be hidden, so no screenshot was taken.");
    expect(await popup.$(">>> figure canvas")).toBeNull();
    await popup.focus(">>> textarea");
    await popup.keyboard.type("Without a picture");
    await popup.locator("::-p-aria(Send)").click();
    await shows(popup, "Thank you");
    expect(await tells(api, stub.secretKey)).toMatchObject([{ content: "Without a picture", screenshot: null }]);
  });
}

test("a page that lies over everything covers itself only: the form is the browser's, and its picture shows the cover", async ({
  extension,
  stub,
  api,
  visit,
}) => {
  const options = await connected(extension, api, stub);
  const page = await visit(`
    const cover = document.createElement("dialog");
    cover.style.cssText = "width:100vw;height:100vh;max-width:none;max-height:none;border:0;background:rgb(0,90,160)";
    document.body.append(cover);
    cover.showModal();
    always(() => { if (cover.open) { cover.close(); cover.showModal(); cover.focus(); } });`);
  const popup = await extension.clickAction(page);
  await popup.waitForSelector(">>> figure canvas");
  const preview = await popup.$eval(">>> figure canvas", (canvas) => (canvas as HTMLCanvasElement).toDataURL());
  const picture = await decode(options, preview, 1_000);
  expect(picture.share([0, 90, 160], 13)).toBeGreaterThan(0.9);
  await write(popup, "All is blue");
  expect(await written(popup)).toBe("All is blue");
});

/** How the worker answers a wish for a picture of the tab whose address begins so: the picture, or why there is none. */
const ask = (options: Page, name: "take-picture" | "take-full-page", address: string): Promise<string> =>
  options.evaluate(
    async (name, address) => {
      const tab = (await chrome.tabs.query({})).find(({ url }) => url?.startsWith(address));
      const port = chrome.runtime.connect({ name });
      return new Promise<string>((end) => {
        port.onMessage.addListener(({ answer, problem }) => {
          if (answer) end(answer.dataUrl);
          if (problem) end(`${problem.code}: ${problem.message}`);
        });
        port.postMessage({ tabId: tab!.id!, windowId: tab!.windowId });
      });
    },
    name,
    address,
  );

for (const [name, gone] of [
  ["take-picture", /^screenshot_failed: /],
  ["take-full-page", /^screenshot_failed: The page was left/],
] as const) {
  test(`${name}: a tab that is closed or left while it is taken gives a sentence or its own picture, never that of another site`, async ({
    extension,
    stub,
    api,
    visit,
  }) => {
    test.slow();
    const options = await connected(extension, api, stub);
    const opener = await visit("");
    const url = opener.url();
    const away = url.replace("localhost", "127.0.0.1");
    for (const leave of ["window.close()", `location.href = "${away}next"`, 'location.href = "/next"']) {
      const opened = extension.browser.waitForTarget((target) => target.url() === `${url}?leaves`);
      visit.leaving(leave);
      await opener.bringToFront();
      await opener.evaluate((url) => void window.open(url), `${url}?leaves`);
      const page = await (await opened).asPage();
      const popup = await extension.clickAction(page);
      await popup.waitForSelector(">>> figure canvas");
      await popup.close();
      await page.evaluate(() => Object.assign(window, { armed: true }));
      const end = await ask(options, name, `${url}?leaves`);
      // Until the browser has really left, the page still stands there, and its picture is what was asked for.
      if (name === "take-picture" && leave.startsWith("location") && end.startsWith("data:"))
        expect.soft((await decode(options, end, 1_000)).share(OTHER, 13), leave).toBe(0);
      else expect.soft(end, leave).toMatch(gone);
      if (!page.isClosed()) await page.close();
    }
    expect(keysSent(stub)).toEqual([]);
  });
}
