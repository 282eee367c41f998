import { expect, type Page } from "@playwright/test";
import { messageOf, openOn, test } from "./fixtures/hostile-visit.ts";

/** What `counts.js` finds in the page. */
type Left = Record<string, unknown> & { globals: string[] };
const left = (page: Page) => page.evaluate<Left>("left()");

/** In which state the form is when it is taken away. */
const STATES = ["closed", "open", "written", "sending", "picture"] as const;
const ROUNDS = 100;

/** Starts the widget and takes it away, in turn in each state, in the page itself. */
const rounds = (page: Page, count: number) =>
  page.evaluate(
    async ({ count, states }) => {
      const page = window as unknown as { Earshot: Record<"init" | "open" | "destroy", () => void> };
      const root = () => document.querySelector("earshot-widget")?.shadowRoot;
      const until = async <T>(found: () => T | null | undefined): Promise<T> => {
        for (let tries = 0; tries < 2_000; tries++) {
          const one = found();
          if (one) return one;
          await new Promise((next) => setTimeout(next, 5));
        }
        throw new Error("the form does not come");
      };
      for (let round = 0; round < count; round++) {
        const state = states[round % states.length];
        page.Earshot.init();
        if (state !== "closed") {
          page.Earshot.open();
          const text = await until(() => root()?.querySelector<HTMLTextAreaElement>("dialog[open] textarea"));
          if (state !== "open") {
            text.value = `round ${round}`;
            text.dispatchEvent(new InputEvent("input", { bubbles: true }));
          }
          if (state === "sending") (await until(() => root()?.querySelector<HTMLElement>(".primary:enabled"))).click();
          if (state === "picture") (await until(() => root()?.querySelector<HTMLElement>("button.add"))).click();
        }
        page.Earshot.destroy();
      }
    },
    { count, states: STATES },
  );

/** What is left once nothing of the last round is under way any more. */
const settled = async (page: Page): Promise<Left> => {
  let found = await left(page);
  await expect
    .poll(async () => {
      found = await left(page);
      return [found.locks, found.timers].flat();
    })
    .toEqual([]);
  return found;
};

test("after 100 rounds of init and destroy no node, listener, timer, lock, channel, connection or global is left", async ({
  page,
  site,
  browserName,
}) => {
  await page.addInitScript({ path: "e2e/pages/hostile/counts.js" });
  site.show({}, "");
  await page.goto(site.url);
  await page.evaluate("Earshot.destroy()");
  // What comes once comes before: files, languages, the database itself.
  await rounds(page, 2 * STATES.length);
  const before = await settled(page);

  // Chromium alone tells what it has in memory.
  const memory = browserName === "chromium" ? await page.context().newCDPSession(page) : undefined;
  const measure = async () => {
    await memory?.send("HeapProfiler.collectGarbage");
    const { nodes, jsEventListeners, documents } = (await memory?.send("Memory.getDOMCounters")) ?? {};
    const { usedSize = 0 } = (await memory?.send("Runtime.getHeapUsage")) ?? {};
    return { usedSize, nodes: nodes ?? 0, listeners: jsEventListeners ?? 0, documents: documents ?? 0 };
  };
  const start = await measure();
  await rounds(page, ROUNDS);
  expect(await settled(page)).toEqual(before);
  const end = await measure();
  test.info().annotations.push({ type: "grown by, in bytes", description: String(end.usedSize - start.usedSize) });
  expect(end.usedSize - start.usedSize).toBeLessThan(1_000_000);
  expect(end.documents).toBeLessThanOrEqual(start.documents);
  expect(end.nodes - start.nodes).toBeLessThan(ROUNDS);
  expect(end.listeners - start.listeners).toBeLessThan(ROUNDS);

  expect(before).toMatchObject({
    frames: 0,
    channels: 0,
    connections: 0,
    locks: [],
    timers: [],
    sheets: 0,
    attributes: 1,
  });
  const isDeleted = await page.evaluate(
    () =>
      new Promise((answer) => {
        const request = indexedDB.deleteDatabase("earshot");
        request.onsuccess = () => answer(true);
        request.onblocked = () => answer(false);
      }),
  );
  expect(isDeleted).toBe(true);
});

test("the script puts one name on window, and twice in a page it is one launcher", async ({ page, site }) => {
  await page.addInitScript("window.before = new Set(Object.getOwnPropertyNames(window))");
  site.show({});
  await page.goto(site.url);
  await page.evaluate(() => {
    const { src, dataset } = document.querySelector<HTMLScriptElement>("script[data-key]")!;
    for (let count = 0; count < 2; count++) {
      const again = Object.assign(document.createElement("script"), { src });
      Object.assign(again.dataset, dataset);
      document.body.append(again);
    }
  });
  await page.waitForLoadState("networkidle");
  await openOn(page);
  await expect(page.locator("earshot-widget")).toHaveCount(1);
  const names = await page.evaluate(() => {
    const { before } = window as unknown as { before: Set<string> };
    // The page's own two, and what the driver of Firefox needs to type.
    return Object.getOwnPropertyNames(window).filter(
      (name) => !before.has(name) && !["before", "watch"].includes(name) && !name.startsWith("__pw_"),
    );
  });
  expect(names).toEqual(["Earshot"]);
});

test("what a listener of the page throws, and a call that makes no sense, end as lines on the console and as no error", async ({
  page,
  site,
}) => {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  site.show({});
  await page.goto(site.url);
  await page.evaluate(() => {
    const { Earshot } = window as unknown as { Earshot: Record<string, (...values: unknown[]) => void> };
    Earshot.on!("open", () => {
      throw new Error("theirs");
    });
    Earshot.push!(["nope"], null, 7, ["identify", 7], ["open", 9]);
    Earshot.setMetadata!({ plan: "pro" });
  });
  await expect(messageOf(page)).toBeVisible();
  await page.evaluate("Earshot.destroy(); Earshot.destroy(); Earshot.open(); Earshot.close()");
  expect(errors).toEqual([]);
  expect(await page.evaluate("watch.errors.join()")).toBe("");
});
