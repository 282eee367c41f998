import { expect, type Page } from "@playwright/test";
import { rawAnswer, type TcpFault } from "../server-stub/tcp-proxy.ts";
import {
  dialogOf,
  type FaultyLine,
  isSaved,
  isSent,
  message,
  send,
  sendFrom,
  startFaultyLine,
  textsOn,
  writeOn,
} from "./fixtures/faulty-line.ts";
import { pageWithoutRoom } from "./fixtures/full-device.ts";
import { test as base } from "./fixtures/served.ts";

/** The widget over a line that fails: each text arrives exactly once, or is visibly there with a way out. */
const test = base.extend<{ line: FaultyLine }>({
  line: async ({ stub }, use) => {
    const line = await startFaultyLine(stub);
    await use(line);
    await line.close();
  },
});

const YEAR = 365 * 24 * 3_600_000;
const READABLE = { "Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After" };
const page200 = { "Content-Type": "text/html" };
const answer = (...given: Parameters<typeof rawAnswer>): TcpFault => ({ kind: "answer", text: rawAnswer(...given) });

const FAULTS: [string, ...TcpFault[]][] = [
  ["reset before the server has heard it", { kind: "reset-before" }, { kind: "reset-before" }],
  ["reset after the server has stored it", { kind: "reset-after" }],
  ["an answer cut in its head", { kind: "cut", bytes: 40 }],
  ["an answer cut in its body", { kind: "cut", bytes: 1_000 }],
  ["an answer 5 s late", { kind: "delay", ms: 5_000 }],
  ["8 KB a second", { kind: "slow", bytesPerSecond: 8_192 }],
  ["a captive portal that answers 200", answer(200, page200, "<h1>Log in</h1>")],
  ["a captive portal that pages may read", answer(200, { ...page200, ...READABLE }, "<h1>Log in</h1>")],
  ["a captive portal that redirects", answer(302, { Location: "http://localhost:1/", ...READABLE })],
  ["a 201 without an id", answer(201, READABLE, "{}")],
  ["a 200 with an id", answer(200, READABLE, '{"id":"0192a7c0ffee0192a7c0ffee"}')],
];

test("whatever the line does, the text arrives once, and the screen says so then", async ({ browser, stub }) => {
  test.slow(); // a dozen pages at once
  await Promise.all(
    FAULTS.map(async ([name, ...faults]) => {
      const line = await startFaultyLine(stub);
      const context = await browser.newContext();
      line.proxy.next(...faults);
      const page = await sendFrom(context, line.shop.url, name);
      await isSent(page);
      expect(await textsOn(stub)).toContain(name);
      await context.close();
      await line.close();
    }),
  );
  expect(await textsOn(stub)).toEqual(FAULTS.map(([name]) => name).sort());
});

const problem = (code: string) => JSON.stringify({ error: { code, message: "No.", requestId: "r" } });
const LATER = [408, 425, 429, 500, 502, 503, 504].map((status) => [status, "unavailable"] as const);
const NEVER = [400, 401, 403, 404, 405, 409, 413, 415, 422].map((status) => [status, "conflict"] as const);

test("statuses that say later are tried again, the others need the user and keep the text", async ({
  browser,
  stub,
}) => {
  test.slow(); // a dozen pages at once
  const later = [...LATER, [409, "idempotency_in_flight"] as const];
  const visit = async ([status, code]: readonly [number, string], then: (page: Page) => Promise<void>) => {
    const line = await startFaultyLine(stub);
    const context = await browser.newContext();
    line.proxy.next(answer(status, { ...READABLE, "Retry-After": "1" }, problem(code)));
    const page = await sendFrom(context, line.shop.url, `${status} ${code}`);
    await then(page);
    await context.close();
    await line.close();
  };
  await Promise.all(later.map((one) => visit(one, isSent)));
  await Promise.all(
    NEVER.map((one) =>
      visit(one, async (page) => {
        await expect(dialogOf(page).getByText("Not sent yet")).toBeVisible();
        await expect(message(page)).toHaveValue(one.join(" "));
        await expect(page.getByRole("button", { name: "Copy as text" })).toBeVisible();
      }),
    ),
  );
  expect(await textsOn(stub)).toEqual(later.map((one) => one.join(" ")).sort());
});

test("while nobody listens it is saved, and sent once when somebody does", async ({ context, stub, line }) => {
  const page = await context.newPage();
  await writeOn(page, line.shop.url, "refused");
  await line.proxy.down();
  await send(page);
  await isSaved(page);
  await expect(dialogOf(page).getByText("The server cannot be reached just now.")).toBeVisible();
  await line.proxy.up();
  await isSent(page);
  expect(await textsOn(stub)).toEqual(["refused"]);
});

test("a tab closed 0 to 50 ms after send loses nothing", async ({ browser, stub }) => {
  test.slow(); // a dozen pages at once
  const times = [0, 2, 5, 10, 20, 35, 50];
  await Promise.all(
    times.map(async (ms) => {
      const line = await startFaultyLine(stub);
      const context = await browser.newContext();
      const text = `closed after ${ms} ms`;
      const page = await context.newPage();
      await writeOn(page, line.shop.url, text);
      const button = await page.getByRole("button", { name: "Send", exact: true }).elementHandle();
      const pressed = button?.evaluate((one) => (one as HTMLElement).click()).catch(() => {});
      if (ms > 0) await new Promise((later) => setTimeout(later, ms));
      await page.close();
      await pressed;
      const next = await context.newPage();
      await next.goto(line.shop.url);
      const arrived = async () => (await textsOn(stub)).includes(text);
      const sentByItself = await expect
        .poll(arrived, { timeout: 6_000 })
        .toBe(true)
        .then(
          () => true,
          () => false,
        );
      if (!sentByItself) {
        // The press came too late for anything but the draft: then the form has it.
        await next.getByRole("button", { name: "Feedback" }).click();
        await expect(message(next)).toHaveValue(text);
        await send(next);
        await isSent(next);
      }
      await context.close();
      await line.close();
    }),
  );
  expect(await textsOn(stub)).toEqual(times.map((ms) => `closed after ${ms} ms`).sort());
});

test("ten tabs that send at once, half of whose answers are lost, make ten records", async ({
  context,
  stub,
  line,
}) => {
  const texts = Array.from({ length: 10 }, (_, index) => `from tab ${index}`);
  const pages = await Promise.all(
    texts.map(async (text) => {
      const page = await context.newPage();
      await writeOn(page, line.shop.url, text);
      return page;
    }),
  );
  line.proxy.next(...texts.slice(5).map(() => ({ kind: "reset-after" }) as const));
  await Promise.all(
    pages.map((page) =>
      // A tab in the background is not pressed by a mouse.
      page.getByRole("button", { name: "Send", exact: true }).evaluate((one) => (one as HTMLElement).click()),
    ),
  );
  await expect.poll(line.proxy.posts, { timeout: 25_000 }).toBeGreaterThanOrEqual(15);
  await Promise.all(pages.map(isSent));
  expect(await textsOn(stub)).toEqual(texts);
});

test("what one tab left is sent once, however many tabs open on it", async ({ context, stub, line }) => {
  const page = await context.newPage();
  await writeOn(page, line.shop.url, "left behind");
  await line.proxy.down();
  await send(page);
  await isSaved(page);
  await page.close();
  await line.proxy.up();
  const before = line.proxy.posts();
  await Promise.all(Array.from({ length: 6 }, async () => (await context.newPage()).goto(line.shop.url)));
  await expect.poll(() => textsOn(stub), { timeout: 15_000 }).toEqual(["left behind"]);
  await new Promise((later) => setTimeout(later, 1_500));
  expect([await textsOn(stub), line.proxy.posts() - before]).toEqual([["left behind"], 1]);
});

test("on a device that is full it is sent; offline, its user is told to leave the page open", async ({
  context,
  playwright,
  browserName,
  launchOptions,
  channel,
  stub,
  line,
}) => {
  const started = { browserType: playwright[browserName], launchOptions, channel };
  await using device = await pageWithoutRoom(context, started, line.shop.url);
  const { page } = device;
  await writeOn(page, line.shop.url, "no room");
  await line.proxy.down();
  await send(page);
  await isSaved(page);
  await expect(dialogOf(page).getByText("please leave this page open")).toBeVisible();
  await line.proxy.up();
  await isSent(page);
  expect(await textsOn(stub)).toEqual(["no room"]);
});

for (const way of ["is looked at", "is opened"])
  test(`where the browser forbids IndexedDB when it ${way}, it is sent from memory`, async ({
    context,
    stub,
    line,
  }) => {
    await context.addInitScript((way) => {
      const refuse = () => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      };
      if (way === "is opened") IDBFactory.prototype.open = refuse;
      else Object.defineProperty(window, "indexedDB", { get: refuse });
    }, way);
    const page = await context.newPage();
    await writeOn(page, line.shop.url, "forbidden");
    await line.proxy.down();
    await send(page);
    await isSaved(page);
    await expect(dialogOf(page).getByText("please leave this page open")).toBeVisible();
    await line.proxy.up();
    await isSent(page);
    expect(await textsOn(stub)).toEqual(["forbidden"]);
  });

for (const [name, off] of [
  ["ahead", YEAR],
  ["behind", -YEAR],
] as const)
  test(`a clock a year ${name}, and right on the next visit, delays nothing`, async ({ context, stub, line }) => {
    const page = await context.newPage();
    await page.addInitScript((off) => {
      const { now } = Date;
      Date.now = () => now() + off;
    }, off);
    await writeOn(page, line.shop.url, "a year off");
    await line.proxy.down();
    await send(page);
    await isSaved(page);
    await page.close();
    await line.proxy.up();
    await (await context.newPage()).goto(line.shop.url);
    await expect.poll(() => textsOn(stub), { timeout: 10_000 }).toEqual(["a year off"]);
  });

test("what a content blocker stops is told as such, can be copied, and is sent when it is let through", async ({
  context,
  stub,
  line,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  await page.route("**/v1/feedback", (route) => route.abort("blockedbyclient"));
  await writeOn(page, line.shop.url, "blocked");
  await send(page);
  await isSaved(page);
  await expect(dialogOf(page).getByText("often a content blocker")).toBeVisible();
  await page.getByRole("button", { name: "Copy as text" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("blocked");
  await page.unroute("**/v1/feedback");
  await isSent(page);
  expect(await textsOn(stub)).toEqual(["blocked"]);
});

test("a device that is offline is told so, and what was written is sent when it is online again", async ({
  context,
  stub,
  line,
}) => {
  const page = await context.newPage();
  await writeOn(page, line.shop.url, "offline");
  await context.setOffline(true);
  await send(page);
  await isSaved(page);
  await expect(dialogOf(page).getByText("You are offline.")).toBeVisible();
  await context.setOffline(false);
  await isSent(page);
  expect(await textsOn(stub)).toEqual(["offline"]);
});
