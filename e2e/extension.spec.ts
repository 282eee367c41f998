import { expect } from "@playwright/test";
import { createEarshot } from "../shared/api/client.ts";
import { faults } from "./fixtures/axe.ts";
import { isDrawn, KEYS } from "./fixtures/drawn-by-keys.ts";
import { connectCode, press, strike } from "./fixtures/extension-hands.ts";
import { connect, connected, keysSent, shows, test, write, written } from "./fixtures/extension-test.ts";
import { kept } from "./fixtures/kept.ts";
import { BLOCKS, PLANTED, SECRET_COLOR, SECRETS, TOLD_GAPS } from "./fixtures/painted-page.ts";
import { centre, type DecodedPicture, decode, distance } from "./fixtures/picture.ts";
import { startRecordedLine } from "./fixtures/recorded-line.ts";

/** What private parts are painted over with. */
const COVER = [0x8a, 0x8f, 0x98] as const;

/** The colours of a picture are the page's where nothing is private, and the cover's everywhere else. */
const matches = async (picture: DecodedPicture) => {
  for (const block of BLOCKS) expect(distance(picture.at(centre(block)), block.color)).toBeLessThan(24);
  for (const secret of Object.values(SECRETS)) expect(distance(picture.at(centre(secret)), COVER)).toBeLessThan(24);
  expect(picture.share(SECRET_COLOR)).toBe(0);
};

test("settings say in words why there is no connection, and connect for real", async ({ extension, stub, api }) => {
  const options = await extension.open("options");
  await connect(options, "http://127.0.0.1:9", stub.publishableKey);
  await shows(options, "No answer from http://127.0.0.1:9");
  await connect(options, api, stub.secretKey);
  await shows(options, "This is a secret key");
  await connect(options, api, stub.publishableKey);
  await shows(options, "Connected to Stub app");
  await options.reload();
  await shows(options, "Connected to Stub app");
  await options.locator("::-p-aria(Disconnect Stub app)").click();
  await shows(options, "Stub app is disconnected");
  expect(await options.evaluate(() => chrome.storage.local.get())).toEqual({});
});

test("a key that may not be used from the extension: the settings say how the server makes one, and which entry it lacks", async ({
  extension,
  serve,
}) => {
  const stub = await serve({ origins: ["example.com"] });
  const options = await extension.open("options");
  await connect(options, stub.url.replace("localhost", "127.0.0.1"), stub.publishableKey);
  await shows(options, extension.origin);
  await options.bringToFront();
  await options.waitForFunction(() => document.hasFocus()); // the clipboard is for the focused page
  await options.locator("::-p-aria(Copy)").click();
  await shows(options, "Copied");
  await extension.browser.defaultBrowserContext().overridePermissions(extension.origin, ["clipboard-read"]);
  expect(await options.evaluate(() => navigator.clipboard.readText())).toBe(extension.origin);
  expect(await faults(options)).toEqual([]);

  await options.locator("::-p-aria(Copy command)").click();
  await expect
    .poll(() => options.evaluate(() => navigator.clipboard.readText()))
    .toBe(`npx earshot keys create publishable "Browser extension" --origin ${extension.origin}`);
});

test("before it is connected, the popup leads to the settings", async ({ extension, painted }) => {
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const popup = await extension.clickAction(page);
  const opened = extension.browser.waitForTarget((target) => target.url().endsWith("/options/index.html"));
  await popup.locator("::-p-aria(Connect to your team)").click();
  await opened;
});

test("a person's whole report: connected by a code, picture, drawing, words, send; the team has what was seen, and no secret of the page", async ({
  extension,
  stub,
  painted,
}) => {
  const line = await startRecordedLine(stub.url);
  const api = line.url;
  const options = await extension.open("options");
  await connect(options, "", `${api}/#connect=${await connectCode(api, stub.secretKey)}`);
  await shows(options, "Connected to Stub app");
  const page = await extension.browser.newPage();
  await page.goto(`${painted.url}/orders?page=2&token=planted`);
  const popup = await extension.clickAction(page);
  await popup.waitForSelector(">>> figure canvas");
  expect(await popup.$eval("main", ({ scrollTop }) => scrollTop)).toBe(0); // the field is in sight still
  const preview = await popup.$eval(">>> figure canvas", (canvas) => (canvas as HTMLCanvasElement).toDataURL());
  const seen = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  await matches(await decode(options, preview, seen.width));

  await write(popup, "The chart is empty");
  await press(popup, "Draw");
  await (await popup.waitForSelector(">>> [role=application]"))?.focus();
  for (const key of KEYS) await strike(popup, key);
  await press(popup, "Done");
  await popup.waitForSelector(">>> [role=application]", { hidden: true });
  await popup.locator("::-p-aria(Send)").click();
  await shows(popup, "Thank you");

  const team = createEarshot({ baseUrl: api, apiKey: stub.secretKey });
  const { data } = await team.feedback.list();
  expect(data).toHaveLength(1);
  const [record] = data;
  expect(record).toMatchObject({
    content: "The chart is empty",
    pageUrl: `${painted.url}/orders?page=2&token=removed`,
    pageTitle: "Painted page & secrets",
    sourceType: "browser-extension",
    client: { viewport: seen },
    capture: { method: "tab", gaps: expect.arrayContaining(TOLD_GAPS), marks: [{ kind: "box" }] },
  });
  expect(record?.capture?.gaps?.[0]).toEqual(TOLD_GAPS[0]);
  expect(record?.capture?.gaps).toHaveLength(TOLD_GAPS.length);
  for (const words of PLANTED) expect(line.sent()).not.toContain(words);
  const answer = await fetch(new URL(record?.screenshot?.url ?? "", api), {
    headers: { authorization: `Bearer ${stub.secretKey}` },
  });
  const bytes = Buffer.from(await answer.arrayBuffer()).toString("base64");
  const picture = await decode(options, `data:${answer.headers.get("content-type")};base64,${bytes}`, seen.width);
  expect(Math.abs(picture.height - seen.height)).toBeLessThanOrEqual(1);
  await matches(picture);
  isDrawn(picture, seen);

  const inbox = await extension.browser.newPage();
  await inbox.goto(await stub.signInLink());
  await shows(inbox, "The chart is empty");
  await inbox.locator("::-p-text(The chart is empty)").click();
  for (const text of ["Painted page & secrets", "/orders?page=2"]) await shows(inbox, text);
  await inbox.waitForFunction(
    (width) => [...document.images].some((image) => image.naturalWidth >= width),
    {},
    seen.width,
  );
  expect(keysSent(stub, "/v1/feedback")).toHaveLength(1);
  await line.close();
});

test("a page that the browser keeps extensions out of says so, and the words can still be sent", async ({
  extension,
  stub,
  api,
}) => {
  await connected(extension, api, stub);
  const page = await extension.browser.newPage();
  await page.goto("chrome://version");
  const popup = await extension.clickAction(page);
  await shows(popup, "No picture here: browsers keep extensions out of some pages");
  await write(popup, "About the browser");
  await popup.locator("::-p-aria(Send)").click();
  await shows(popup, "Thank you");
  const { data } = await createEarshot({ baseUrl: api, apiKey: stub.secretKey }).feedback.list();
  expect(data).toMatchObject([{ content: "About the browser", pageUrl: null, screenshot: null }]);
});

test("what the server refuses is kept with its text and a reason, until the person decides", async ({
  extension,
  stub,
  api,
  painted,
}) => {
  await connected(extension, api, stub);
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const popup = await extension.clickAction(page);
  await popup.waitForSelector(">>> figure canvas");
  await write(popup, "Keep me");
  stub.faults.add({ kind: "status", status: 401 });
  await popup.locator("::-p-aria(Send)").click();
  await shows(popup, "The server no longer takes feedback from this extension.");
  await popup.close();

  const again = await extension.clickAction(page);
  await again.waitForSelector(">>> figure canvas");
  await again.locator("::-p-aria(Show it)").click();
  await shows(again, "Not sent yet");
  await again.locator("::-p-aria(Edit)").click();
  await again.locator("::-p-aria(Send)").click();
  await shows(again, "Thank you");
  const { data } = await createEarshot({ baseUrl: api, apiKey: stub.secretKey }).feedback.list();
  expect(data).toMatchObject([{ content: "Keep me", sourceType: "browser-extension" }]);
});

test("what is being written is still there after the popup was closed", async ({ extension, stub, api, painted }) => {
  const options = await connected(extension, api, stub);
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const popup = await extension.clickAction(page);
  await write(popup, "Half a thought");
  await expect.poll(() => options.evaluate(kept, "drafts")).toMatchObject([{ content: "Half a thought" }]); // a moment after the last letter
  await popup.close();
  const again = await extension.clickAction(page);
  await again.waitForSelector(">>> textarea");
  await expect.poll(() => written(again)).toBe("Half a thought");
});

for (const [what, fault] of [
  ["before the server did anything", { kind: "none", delayMs: 1_500 }],
  ["before it could hear the answer", { kind: "lose-answer", delayMs: 300 }],
] as const) {
  test(`a worker stopped in the middle of a send, ${what}: one record, and the person sees the end`, async ({
    extension,
    stub,
    api,
    painted,
  }) => {
    await connected(extension, api, stub);
    const page = await extension.browser.newPage();
    await page.goto(painted.url);
    const popup = await extension.clickAction(page);
    await popup.waitForSelector(">>> figure canvas");
    await write(popup, "Once, please");
    stub.faults.add(fault);
    await popup.locator("::-p-aria(Send)").click();
    await expect.poll(() => keysSent(stub)).toHaveLength(1);
    await extension.killWorker();
    await shows(popup, "Thank you");
    expect(new Set(keysSent(stub)).size).toBe(1);
    expect(keysSent(stub).length).toBeGreaterThan(1);
    const { data } = await createEarshot({ baseUrl: api, apiKey: stub.secretKey }).feedback.list();
    expect(data.map(({ content }) => content)).toEqual(["Once, please"]);
  });
}

test("where the server is busy it is saved, and the person sees it sent by itself", async ({
  extension,
  stub,
  api,
  painted,
}) => {
  await connected(extension, api, stub);
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const popup = await extension.clickAction(page);
  await popup.waitForSelector(">>> figure canvas");
  await write(popup, "Later is fine");
  stub.faults.add({ kind: "status", status: 503, headers: { "Retry-After": "3" } });
  await popup.locator("::-p-aria(Send)").click();
  await shows(popup, "Saved, will be sent");
  await shows(popup, "Thank you");
});

test("content scripts cannot read the key", async ({ extension, stub, api, painted }) => {
  await connected(extension, api, stub);
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const popup = await extension.clickAction(page);
  const read = await popup.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
    const [done] = await chrome.scripting.executeScript({
      target: { tabId: tab!.id! },
      func: () => chrome.storage.local.get().then(JSON.stringify, (error) => `refused: ${error}`),
    });
    return done?.result;
  });
  expect(read).toMatch(/^refused/);
});

test("no page can fetch a file of the extension", async ({ extension, painted }) => {
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const files = ["manifest.json", "extension/content/shutter-in-page.js", "icon-16.png"];
  for (const file of files) {
    const fetched = await page.evaluate((url) => fetch(url).then(() => "fetched", () => "refused"), `${extension.origin}/${file}`); // biome-ignore format: one thought
    expect(fetched).toBe("refused");
  }
});

test("what a stopped worker was sending, the next one sends, woken by the alarm alone, and it is one record", async ({
  extension,
  stub,
  api,
}) => {
  const options = await connected(extension, api, stub);
  stub.faults.add({ kind: "none", delayMs: 1_000 });

  const id = crypto.randomUUID();
  await options.evaluate(async (id) => {
    const { connections } = (await chrome.storage.local.get("connections")) as { connections: { id: string }[] };
    const port = chrome.runtime.connect({ name: "submit" });
    port.postMessage({ id, connection: connections[0]?.id, submission: { content: "Do not lose me" } });
    return new Promise<void>((heard) => port.onMessage.addListener(() => heard()));
  }, id);
  await expect.poll(() => keysSent(stub)).toEqual([id]);
  await extension.killWorker();
  const alarm = await options.evaluate(() => chrome.alarms.get("flush"));
  expect(alarm?.periodInMinutes).toBe(0.5);
  // The browser would fire it within half a minute; the test does not wait so long.
  await options.evaluate(() => chrome.alarms.create("flush", { when: Date.now() + 100, periodInMinutes: 0.5 }));
  await expect.poll(() => keysSent(stub)).toEqual([id, id]);
  await expect.poll(() => options.evaluate(() => chrome.alarms.getAll())).toEqual([]);
  const { data } = await createEarshot({ baseUrl: api, apiKey: stub.secretKey }).feedback.list();
  expect(data.map(({ content, sourceType }) => ({ content, sourceType }))).toEqual([
    { content: "Do not lose me", sourceType: "browser-extension" },
  ]);
});
