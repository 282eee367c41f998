import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import type { Page } from "puppeteer-core";
import { connected, keysSent, test } from "./fixtures/extension-test.ts";
import { kept } from "./fixtures/kept.ts";

/** Opens a conversation with the worker and says how it ended. Runs wherever a forger stands. */
const forge = (to: string | null, name: string, messages: unknown[]): Promise<string> =>
  new Promise((end) => {
    try {
      const port = to === null ? chrome.runtime.connect({ name }) : chrome.runtime.connect(to, { name });
      port.onDisconnect.addListener(() => {
        void chrome.runtime.lastError; // read, so that it is no error of the page
        end("closed");
      });
      port.onMessage.addListener((post: object) => {
        if ("problem" in post) end(`problem ${(post.problem as { code: string }).code}`);
        else if (!("heard" in post)) end(`said ${JSON.stringify(post)}`);
      });
      for (const message of messages) port.postMessage(message);
    } catch {
      end("not possible");
    }
  });

/** The same as a single message, which nobody of ours listens to. */
const call = (to: string | null, message: unknown): Promise<string> =>
  new Promise((end) => {
    try {
      const heard = (answer: unknown) => end(chrome.runtime.lastError ? "closed" : `said ${JSON.stringify(answer)}`);
      if (to === null) chrome.runtime.sendMessage(message, heard);
      else chrome.runtime.sendMessage(to, message, heard);
    } catch {
      end("not possible");
    }
  });

/** Another extension, installed beside ours. */
const installNeighbour = async (browser: { installExtension(path: string): Promise<string> }) => {
  const folder = await mkdtemp(join(tmpdir(), "earshot-neighbour-"));
  await writeFile(join(folder, "page.html"), "<!doctype html><title>Neighbour</title>");
  await writeFile(
    join(folder, "manifest.json"),
    JSON.stringify({ manifest_version: 3, name: "Neighbour", version: "1", permissions: ["tabs", "storage"] }),
  );
  const id = await browser.installExtension(folder);
  return { page: `chrome-extension://${id}/page.html`, remove: () => rm(folder, { recursive: true }) };
};

const id = "6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b";
const NOBODYS = "0d6f3f5e-52a1-4a67-9a1e-1f0c3f1f7d11";
const PNG = "data:image/png;base64,";
/** JSON, because a literal would not have it as a key of its own. */
const polluted = (json: string): unknown => JSON.parse(json);

test("thirty forged messages and more: no answer or a typed problem, nothing sent, nothing kept, the worker alive", async ({
  extension,
  stub,
  api,
  painted,
}) => {
  const options = await connected(extension, api, stub);
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const popup = await extension.clickAction(page);
  await popup.waitForSelector(">>> figure canvas");
  await popup.close();
  const neighbour = await installNeighbour(extension.browser);
  const beside = await extension.browser.newPage();
  await beside.goto(neighbour.page);
  const ungranted = await extension.browser.newPage();
  await ungranted.goto(painted.url.replace("localhost", "127.0.0.1"));

  const place = await options.evaluate(async (granted) => {
    const all = await chrome.tabs.query({});
    const tab = all.find(({ url }) => url?.startsWith(granted));
    const { connections } = (await chrome.storage.local.get("connections")) as { connections: { id: string }[] };
    return { tabId: tab!.id!, windowId: tab!.windowId, connection: connections[0]!.id, tabs: all.map(({ id }) => id!) };
  }, painted.url);
  const { connection, tabs, ...tab } = place;
  const valid = { id, connection, submission: { content: "Forged" } };
  const storage = () => options.evaluate(async () => JSON.stringify(await chrome.storage.local.get()));
  const before = await storage();
  const requests = stub.requests.length;

  /** In our own world in the page, or in its frames too: what a page could do that broke into it. */
  const inPage = (allFrames: boolean, name: string, message: unknown): Promise<string[]> =>
    options.evaluate(
      async (target, name, message) => {
        const func = (name: string, message: unknown) =>
          new Promise<string>((end) => {
            const port = chrome.runtime.connect({ name });
            port.onDisconnect.addListener(() => end("closed"));
            port.onMessage.addListener((post) => end(`said ${JSON.stringify(post)}`));
            port.postMessage(message);
          });
        const ends = await chrome.scripting.executeScript({ target, func, args: [name, message] });
        return ends.map(({ result }) => String(result));
      },
      { tabId: tab.tabId, allFrames },
      name,
      message,
    );

  const strangers: [string, () => Promise<string | string[]>][] = [
    ["another extension submits", () => beside.evaluate(forge, extension.id, "submit", [valid])],
    ["another extension wants a picture", () => beside.evaluate(forge, extension.id, "take-picture", [tab])],
    ["another extension flushes", () => beside.evaluate(forge, extension.id, "flush", [{}])],
    ["another extension sends a message", () => beside.evaluate(call, extension.id, { name: "submit", ...valid })],
    ["a web page submits", () => page.evaluate(forge, extension.id, "submit", [valid])],
    ["a web page sends a message", () => page.evaluate(call, extension.id, valid)],
    ["our world in a page submits", () => inPage(false, "submit", valid)],
    ["our world in a page wants a picture", () => inPage(false, "take-picture", tab)],
    ["our world in a page wants a whole page", () => inPage(false, "take-full-page", tab)],
    ["our world in a page reads replies", () => inPage(false, "conversations", {})],
    ["our world in a page flushes", () => inPage(false, "flush", {})],
    ["our world in all frames of a page submits", () => inPage(true, "submit", valid)],
    ["our world in all frames of a page wants a picture", () => inPage(true, "take-picture", tab)],
  ];
  for (const [who, forged] of strangers)
    for (const end of [await forged()].flat()) expect.soft(["closed", "not possible"], who).toContain(end);

  const submission = (fields: object) => ({ ...valid, submission: { content: "Forged", ...fields } });
  const ours: [string, string, unknown[], string][] = [
    ["a message without a name", "", [valid], "closed"],
    ["one that does not exist", "steal", [valid], "closed"],
    ["one in other letters", "Submit", [valid], "closed"],
    ["a name of every object", "__proto__", [valid], "closed"],
    ["another name of every object", "constructor", [valid], "closed"],
    ["nothing", "submit", [null], "problem invalid_body"],
    ["a text", "submit", ["submit"], "problem invalid_body"],
    ["a list", "submit", [[valid]], "problem invalid_body"],
    ["an id that is no UUID", "submit", [{ ...valid, id: "1" }], "problem invalid_body"],
    ["a connection that is no UUID", "submit", [{ ...valid, connection: "default" }], "problem invalid_body"],
    ["a connection nobody has", "submit", [{ ...valid, connection: NOBODYS }], "problem not_connected"],
    ["more than is asked", "submit", [{ ...valid, server: "http://evil.example" }], "problem invalid_body"],
    ["a key of its own", "submit", [{ ...valid, key: stub.publishableKey }], "problem invalid_body"],
    ["no words", "submit", [submission({ content: " \n" })], "problem invalid_body"],
    ["too many words", "submit", [submission({ content: "x".repeat(8_193) })], "problem invalid_body"],
    [
      "a giant picture",
      "submit",
      [submission({ screenshotDataUrl: PNG + "A".repeat(9_000_000) })],
      "problem invalid_body",
    ],
    [
      "a picture that is a page",
      "submit",
      [submission({ screenshotDataUrl: "data:text/html,<b>" })],
      "problem invalid_body",
    ],
    ["an address that is code", "submit", [submission({ pageUrl: "javascript:alert(1)" })], "problem invalid_body"],
    ["a rating beyond all stars", "submit", [submission({ rating: 1e9 })], "problem invalid_body"],
    ["a field nobody knows", "submit", [submission({ isAdmin: true })], "problem invalid_body"],
    [
      "a prototype",
      "submit",
      [polluted(`{"__proto__":{"id":"${id}"},"connection":"${connection}"}`)],
      "problem invalid_body",
    ],
    ["a constructor", "submit", [{ ...valid, constructor: { prototype: { polluted: true } } }], "problem invalid_body"],
    ["a tab as text", "take-picture", [{ ...tab, tabId: String(tab.tabId) }], "problem invalid_body"],
    ["half a tab", "take-picture", [{ ...tab, tabId: tab.tabId + 0.5 }], "problem invalid_body"],
    ["a list of tabs", "take-picture", [{ ...tab, tabId: [tab.tabId] }], "problem invalid_body"],
    ["a tab beyond all numbers", "take-picture", [{ ...tab, tabId: 1e300 }], "problem invalid_body"],
    ["a negative tab", "take-picture", [{ ...tab, tabId: -1 }], "problem screenshot_failed"],
    ["a tab nobody has", "take-picture", [{ ...tab, tabId: 2_000_000_000 }], "problem screenshot_failed"],
    ["a negative tab, all of it", "take-full-page", [{ ...tab, tabId: -1 }], "problem screenshot_failed"],
    ["another window than the tab's", "take-picture", [{ ...tab, windowId: -2 }], "problem screenshot_failed"],
    ["a draft that is no name", "submit", [{ ...valid, draft: { name: "popup" } }], "problem invalid_body"],
    ["no files as files", "submit", [{ ...valid, files: { draft: "popup", each: [] } }], "problem invalid_body"],
    ["a taking back of everything", "take-back", [{ id: "*" }], "problem invalid_body"],
    [
      "an answer to no conversation",
      "answer",
      [{ id, connection, conversation: "../keys", content: "Forged" }],
      "problem invalid_body",
    ],
    [
      "an answer by a connection nobody has",
      "answer",
      [{ id, connection: NOBODYS, conversation: "0123456789abcdef01234567", content: "Forged" }],
      "problem not_connected",
    ],
    ["a flush with luggage", "flush", [{ all: true }], "problem invalid_body"],
    ["a good question after a bad one", "submit", [{}, valid], "problem invalid_body"],
  ];
  for (const [what, name, messages, end] of ours)
    expect.soft(await options.evaluate(forge, null, name, messages), what).toBe(end);
  for (const tabId of tabs.filter((one) => one !== tab.tabId))
    expect
      .soft(await options.evaluate(forge, null, "take-picture", [{ ...tab, tabId }]), "a tab that was not clicked in")
      .toBe("problem screenshot_failed");
  expect.soft(await options.evaluate(call, null, valid), "a message outside all conversations").toBe("closed");

  expect(stub.requests.length).toBe(requests);
  expect(keysSent(stub)).toEqual([]);
  expect(await storage()).toBe(before);
  for (const store of ["heads", "bodies"]) expect(await options.evaluate(kept, store)).toEqual([]);
  expect(await options.evaluate(() => ({}) as { polluted?: boolean })).not.toHaveProperty("polluted");
  expect(await options.evaluate(forge, null, "flush", [{}])).toBe('said {"answer":null}');
  await neighbour.remove();
});

test("no page can frame or open a page of the extension, which alone would be heard", async ({
  extension,
  painted,
}) => {
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const address = `${extension.origin}/extension/popup/index.html`;
  const framed = await page.evaluate(
    (address) =>
      new Promise<string>((told) => {
        const frame = document.createElement("iframe");
        frame.onload = () => told(frame.contentDocument ? "readable" : "closed");
        frame.src = address;
        document.body.append(frame);
      }),
    address,
  );
  expect(framed).toBe("closed");
  const isOurs = (frame: { url(): string }) => frame.url().startsWith(extension.origin);
  expect((page as Page).frames().filter(isOurs)).toEqual([]);
  await page.evaluate((address) => void window.open(address), address);
  const opened = () => extension.browser.targets().filter((target) => target.url() === address);
  expect(opened()).toEqual([]);
});
