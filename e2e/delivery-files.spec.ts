import { expect } from "@playwright/test";
import { rawAnswer, type TcpFault } from "../server-stub/tcp-proxy.ts";
import {
  dialogOf,
  type FaultyLine,
  isSaved,
  isSent,
  message,
  send,
  startFaultyLine,
  writeOn,
} from "./fixtures/faulty-line.ts";
import { attachOn, feedbackOn, LARGE, listOf, sendWith, TEXT } from "./fixtures/files.ts";
import { kept } from "./fixtures/kept.ts";
import { test as base } from "./fixtures/served.ts";

/** Files over a line that fails: text and files arrive exactly once and whole, or are visibly there with a way out. */
const test = base.extend<{ line: FaultyLine }>({
  line: async ({ stub }, use) => {
    const line = await startFaultyLine(stub);
    await use(line);
    await line.close();
  },
});

const ASK = "POST /v1/uploads";
const PUT = "PUT /v1/uploads";
const SUBMIT = "POST /v1/feedback";
const READABLE = { "Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After" };
const problem = (code: string) => JSON.stringify({ error: { code, message: "No.", requestId: "r" } });
const answer = (status: number, code: string, headers = {}): TcpFault => ({
  kind: "answer",
  text: rawAnswer(status, { ...READABLE, ...headers }, problem(code)),
});
const BOTH = [TEXT.buffer.toString(), LARGE.buffer.toString()];

const FAULTS: [string, string, ...TcpFault[]][] = [
  ["cut in the middle of a file", PUT, { kind: "reset-within", bytes: 100 }, { kind: "reset-within", bytes: 40_000 }],
  ["a file whose answer is lost", PUT, { kind: "reset-after" }],
  ["a file answered 5 s late", PUT, { kind: "delay", ms: 5_000 }],
  ["a file over 8 KB a second", PUT, { kind: "slow", bytesPerSecond: 8_192 }],
  ["an address whose answer is lost", ASK, { kind: "reset-after" }, { kind: "reset-before" }],
  ["a submission whose answer is lost", SUBMIT, { kind: "reset-after" }],
  ["an address that has expired", PUT, answer(403, "conflict")],
  ...[429, 500, 503].flatMap((status): [string, string, TcpFault][] =>
    [ASK, PUT, SUBMIT].map((start) => [
      `${status} of ${start}`,
      start,
      answer(status, "unavailable", { "Retry-After": "1" }),
    ]),
  ),
];

test("whatever the line does, text and files arrive once and whole", async ({ browser, stub }) => {
  test.setTimeout(240_000); // a slow line and a late answer are waited for
  for (let at = 0; at < FAULTS.length; at += 4)
    await Promise.all(
      FAULTS.slice(at, at + 4).map(async ([name, start, ...faults]) => {
        const line = await startFaultyLine(stub);
        const context = await browser.newContext();
        const page = await context.newPage();
        await writeOn(page, line.shop.url, name);
        await attachOn(page, TEXT, LARGE);
        line.proxy.nextOf(start, ...faults);
        await send(page);
        await expect(dialogOf(page).getByText("Thank you"), name).toBeVisible({ timeout: 60_000 });
        await context.close();
        await line.close();
      }),
    );
  expect(await feedbackOn(stub)).toEqual(FAULTS.map(([name]) => [name, BOTH]).sort());
});

test("what is refused needs the user and keeps text and files; without the file that is named it goes", async ({
  context,
  stub,
  line,
}) => {
  for (const [start, status, code] of [
    [ASK, 413, "payload_too_large"],
    [PUT, 415, "unsupported_media_type"],
    [PUT, 422, "invalid_image"],
    [SUBMIT, 403, "origin_not_allowed"],
  ] as const) {
    const page = await context.newPage();
    await writeOn(page, line.shop.url, code);
    await attachOn(page, LARGE, TEXT);
    line.proxy.nextOf(start, answer(status, code));
    await send(page);
    await expect(dialogOf(page).getByText("Not sent yet")).toBeVisible();
    if (start !== SUBMIT) await expect(dialogOf(page).getByText(/did not take the file .log\.txt/)).toBeVisible();
    await page.getByRole("button", { name: "Edit" }).click();
    await expect(message(page)).toHaveValue(code);
    await expect(listOf(page)).toHaveCount(2);
    await page.getByRole("button", { name: /Remove .log\.txt/ }).click();
    await send(page);
    await isSent(page);
    await page.close();
  }
  expect((await feedbackOn(stub)).map(([, files]) => files)).toEqual(Array(4).fill([TEXT.buffer.toString()]));
});

test("while files are on their way it says how far, and taking it back leaves nothing behind but the form", async ({
  context,
  stub,
  line,
}) => {
  const page = await context.newPage();
  line.proxy.nextOf(PUT, { kind: "slow", bytesPerSecond: 10_000 });
  await sendWith(page, line.shop.url, "taken back", LARGE);
  const bar = page.getByRole("progressbar");
  await expect(bar).toBeVisible();
  await expect.poll(async () => Number(await bar.getAttribute("value"))).toBeGreaterThan(0.01);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(message(page)).toHaveValue("taken back");
  await expect(listOf(page)).toHaveCount(1);
  await expect.poll(() => page.evaluate(kept, "heads")).toEqual([]);
  await page.reload();
  await page.getByRole("button", { name: "Feedback" }).click();
  await expect(message(page)).toHaveValue("taken back");
  await expect(listOf(page)).toHaveCount(1);
  expect(await feedbackOn(stub)).toEqual([]);
  await send(page);
  await isSent(page);
  expect(await feedbackOn(stub)).toEqual([["taken back", [LARGE.buffer.toString()]]]);
});

test("a tab that is closed in the middle of a file leaves it to the next page", async ({ context, stub, line }) => {
  const page = await context.newPage();
  line.proxy.nextOf(PUT, { kind: "slow", bytesPerSecond: 10_000 });
  await sendWith(page, line.shop.url, "left behind", LARGE, TEXT);
  const bar = page.getByRole("progressbar");
  await expect.poll(async () => Number(await bar.getAttribute("value"))).toBeGreaterThan(0.01); // it is on the slow line
  await page.close();
  await (await context.newPage()).goto(line.shop.url);
  await expect
    .poll(() => feedbackOn(stub), { timeout: 20_000 })
    .toEqual([["left behind", [LARGE.buffer.toString(), TEXT.buffer.toString()]]]);
});

test("offline it is saved with its files, and sent once when the server is there again", async ({
  context,
  stub,
  line,
}) => {
  const page = await context.newPage();
  await writeOn(page, line.shop.url, "later");
  await attachOn(page, TEXT, LARGE);
  await line.proxy.down();
  await send(page);
  await isSaved(page);
  await line.proxy.up();
  await isSent(page);
  expect(await feedbackOn(stub)).toEqual([["later", BOTH]]);
});

test("on a device that is full the files go from memory", async ({ context, stub, line, browserName }) => {
  test.skip(browserName !== "chromium", "the quota is set by Chromium's own protocol");
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: line.shop.url, quotaSize: 1 });
  await sendWith(page, line.shop.url, "no room", TEXT, LARGE);
  await isSent(page);
  expect(await feedbackOn(stub)).toEqual([["no room", BOTH]]);
});
