import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect } from "@playwright/test";
import type { Page } from "puppeteer-core";
import { startTcpProxy, type TcpProxy } from "../server-stub/tcp-proxy.ts";
import { createEarshot } from "../shared/api/client.ts";
import { type InstalledExtension, installExtension } from "./fixtures/extension.ts";
import { test as base, connected, shows, write, written } from "./fixtures/extension-test.ts";
import { kept } from "./fixtures/kept.ts";

/** A line to the server that can hold an answer back; the extension knows the server by its address. */
const test = base.extend<{ line: TcpProxy & { api: string }; contents: () => Promise<string[]> }>({
  line: async ({ stub }, use) => {
    const line = await startTcpProxy(Number(new URL(stub.url).port));
    await use(Object.assign(line, { api: line.url.replace("localhost", "127.0.0.1") }));
    await line.close();
  },
  contents: async ({ stub, api }, use) => {
    const team = createEarshot({ baseUrl: api, apiKey: stub.secretKey });
    await use(async () => (await team.feedback.list({ limit: 100 })).data.map(({ content }) => content).sort());
  },
});

/** The same moments in every run: numbers from 0 to 1. */
const seeded = (seed: number) => () => {
  seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
  return seed / 2 ** 32;
};

/** The popup's form in a tab: of the extension's own page there is no picture, and none is needed here. */
const compose = async (extension: InstalledExtension, words: string): Promise<Page> => {
  const form = await extension.open("popup");
  await write(form, words);
  await expect.poll(() => form.evaluate(kept, "drafts")).toMatchObject([{ content: words }]);
  return mayBeSent(form);
};
/** Send cannot be pressed while a picture is tried. */
const mayBeSent = async (form: Page): Promise<Page> => {
  await form.waitForSelector(">>> button[type=submit]:not(:disabled)");
  return form;
};
const pressSend = (form: Page) =>
  form.evaluate(() => {
    const root = document.querySelector("earshot-widget")?.shadowRoot;
    root?.querySelector<HTMLElement>("button[type=submit]:not(:disabled)")?.click();
  });
/** Whether the form has called it stored. One that is gone says nothing. */
const isStored = (form: Page): Promise<boolean> =>
  form
    .evaluate(() => {
      const text = document.querySelector("earshot-widget")?.shadowRoot?.textContent ?? "";
      return /is kept until it has arrived|Saved, will be sent|Thank you/.test(text);
    })
    .catch(() => false);
/** Any page of the extension: it starts the worker, which then looks what there is to do. */
const wake = async (extension: InstalledExtension): Promise<Page> => {
  const page = await extension.browser.newPage();
  await page.goto(`${extension.origin}/extension/history/index.html`);
  return page;
};
const isEmpty = (page: Page) => expect.poll(() => page.evaluate(kept, "heads")).toEqual([]);

test("the worker is killed at twenty moments of a send: one record of each, whatever the moment", async ({
  extension,
  stub,
  line,
  contents,
}) => {
  test.slow();
  const options = await connected(extension, line.api, stub);
  const random = seeded(20_261_122);
  const sent: string[] = [];
  const moments: ((form: Page) => Promise<void>)[] = [
    // Around the message to the worker, and its write.
    async (form) => {
      await Promise.all([pressSend(form), wait(random() * 60).then(extension.killWorker)]);
    },
    // The request is on its way, and the server has done nothing.
    async (form) => {
      stub.faults.add({ kind: "none", delayMs: 600 });
      const before = stub.requests.length;
      await pressSend(form);
      await expect.poll(() => stub.requests.length).toBeGreaterThan(before);
      await wait(random() * 100);
      await extension.killWorker();
    },
    // The server has it, and its answer does not arrive.
    async (form) => {
      line.next({ kind: "delay", ms: 5_000 });
      const before = (await contents()).length;
      await pressSend(form);
      await expect.poll(async () => (await contents()).length).toBe(before + 1);
      await extension.killWorker();
    },
    // It waits for the next try.
    async (form) => {
      stub.faults.add({ kind: "status", status: 503, headers: { "Retry-After": "1" } });
      await pressSend(form);
      await shows(form, "Saved, will be sent");
      await wait(random() * 300);
      await extension.killWorker();
    },
    // Anywhere.
    async (form) => {
      line.next({ kind: "delay", ms: 150 });
      await pressSend(form);
      await wait(random() * 300);
      await extension.killWorker();
    },
  ];
  for (let round = 0; round < 20; round++) {
    const words = `Message ${String(round).padStart(2, "0")}`;
    const form = await compose(extension, words);
    await moments[round % moments.length]!(form);
    await shows(form, "Thank you"); // by whatever worker
    sent.push(words);
    expect(await contents()).toEqual(sent);
    await form.close();
  }
  for (const store of ["heads", "bodies", "drafts"]) expect(await options.evaluate(kept, store)).toEqual([]);
  await expect.poll(() => options.evaluate(() => chrome.alarms.getAll())).toEqual([]);
});

test("the form is closed in the middle, the worker killed or not: what was called stored arrives once, what was not is still written there", async ({
  extension,
  stub,
  line,
  contents,
}) => {
  test.slow();
  await connected(extension, line.api, stub);
  const random = seeded(7);
  for (let round = 0; round < 6; round++) {
    const words = `Closed ${round}`;
    const form = await compose(extension, words);
    line.next({ kind: "delay", ms: 200 });
    const before = stub.requests.length;
    await pressSend(form);
    if (round % 2 === 0) {
      // The worker has it, and drops the draft if its form does not come to it.
      await expect.poll(() => stub.requests.length, { intervals: [5] }).toBeGreaterThan(before);
      await form.close();
      const page = await wake(extension);
      const everywhere = async () => [
        ...(await contents()).filter((one) => one === words),
        ...(await page.evaluate(kept, "drafts")).map(({ content }) => content),
      ];
      await isEmpty(page);
      await expect.poll(everywhere).toEqual([words]);
      await page.close();
      continue;
    }
    await wait(random() * 120);
    const stored = await isStored(form);
    await form.close();
    await wait(random() * 60);
    await extension.killWorker();
    const page = await wake(extension);
    await isEmpty(page);
    const arrived = (await contents()).filter((one) => one === words);
    const drafts = (await page.evaluate(kept, "drafts")).map(({ content }) => content);
    if (stored) expect(arrived).toEqual([words]);
    expect([...arrived, ...drafts]).toEqual([words]);
    await page.close();
    if (drafts.length === 0) continue;
    const again = await extension.open("popup");
    await expect.poll(() => written(again)).toBe(words);
    await pressSend(await mayBeSent(again));
    await shows(again, "Thank you");
    await again.close();
  }
  expect(await contents()).toEqual(Array.from({ length: 6 }, (_, round) => `Closed ${round}`));
});

test("nobody is there any more: the alarm alone has it sent within its half minute", async ({
  extension,
  stub,
  line,
  contents,
}) => {
  await connected(extension, line.api, stub);
  const form = await compose(extension, "Woken by the alarm");
  stub.faults.add({ kind: "cut", delayMs: 10_000 }); // longer than it takes to end the worker over it
  const before = stub.requests.length;
  await pressSend(form);
  await shows(form, "is kept until it has arrived");
  await expect.poll(() => stub.requests.length).toBeGreaterThan(before);
  await form.close();
  await extension.killWorker();
  expect(await contents()).toEqual([]);
  await expect.poll(contents, { timeout: 45_000 }).toEqual(["Woken by the alarm"]);
});

test("the browser is killed five times and opened again: the same extension, and one record of each", async ({
  serve,
}) => {
  test.slow();
  const profile = await mkdtemp(join(tmpdir(), "earshot-profile-"));
  let extension = await installExtension({ profile });
  const { origin } = extension;
  const stub = await serve({ origins: [origin] });
  const line = await startTcpProxy(Number(new URL(stub.url).port));
  const team = createEarshot({ baseUrl: stub.url, apiKey: stub.secretKey });
  const contents = async () => (await team.feedback.list({ limit: 100 })).data.map(({ content }) => content).sort();
  await connected(extension, line.url.replace("localhost", "127.0.0.1"), stub);
  const moments: [string, (form: Page) => Promise<void>][] = [
    [
      "before the server did anything",
      async (form) => {
        stub.faults.add({ kind: "none", delayMs: 600 });
        const before = stub.requests.length;
        await pressSend(form);
        await expect.poll(() => stub.requests.length).toBeGreaterThan(before);
      },
    ],
    [
      "before it heard the answer",
      async (form) => {
        line.next({ kind: "delay", ms: 5_000 });
        const before = (await contents()).length;
        await pressSend(form);
        await expect.poll(async () => (await contents()).length).toBe(before + 1);
      },
    ],
    [
      "while it waits for the next try",
      async (form) => {
        stub.faults.add({ kind: "status", status: 503, headers: { "Retry-After": "1" } });
        await pressSend(form);
        await shows(form, "Saved, will be sent");
      },
    ],
    ["at once", pressSend],
    [
      "as soon as the form called it stored",
      async (form) => {
        line.next({ kind: "delay", ms: 300 });
        await pressSend(form);
        await expect.poll(() => isStored(form), { intervals: [5] }).toBe(true);
      },
    ],
  ];
  const sent: string[] = [];
  for (const [round, [when, moment]] of moments.entries()) {
    const words = `${round}: ${when}`;
    const form = await compose(extension, words);
    await moment(form);
    const stored = await isStored(form);
    await extension.killBrowser();
    extension = await installExtension({ profile });
    expect(extension.origin).toBe(origin);
    const page = await wake(extension);
    await isEmpty(page);
    const drafts = (await page.evaluate(kept, "drafts")).map(({ content }) => content);
    const arrived = (await contents()).filter((one) => one === words);
    if (stored) expect(arrived, when).toEqual([words]);
    expect([...arrived, ...drafts], when).toEqual([words]);
    if (drafts.length > 0) {
      const again = await extension.open("popup");
      await expect.poll(() => written(again)).toBe(words);
      await pressSend(await mayBeSent(again));
      await shows(again, "Thank you");
    }
    sent.push(words);
    expect(await contents()).toEqual(sent);
  }
  await extension.close();
  await line.close();
  await rm(profile, { recursive: true });
});
