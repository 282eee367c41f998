import type { Browser, CDPSession, Page } from "playwright";
import type { Widget } from "./peers.ts";
import type { Served } from "./serve.ts";
import { launcherOf, openForm, visit } from "./visit.ts";

export type Guest = {
  heapKb: number;
  nodes: number;
  listeners: number;
  /** On window, document, html and body. */
  outside: number;
  globals: number;
  patched: number;
  stored: number;
  shift: number;
  movedBoxes: number;
  /** Left after 20 times opened and closed. */
  leftNodes: number;
  leftListeners: number;
  leftKb: number;
};

const counters = async (cdp: CDPSession) => {
  for (let times = 0; times < 3; times++) await cdp.send("HeapProfiler.collectGarbage");
  const { nodes, jsEventListeners } = await cdp.send("Memory.getDOMCounters");
  const { usedSize } = await cdp.send("Runtime.getHeapUsage");
  return { nodes, listeners: jsEventListeners, kb: usedSize / 1_024 };
};

const listenersOn = async (cdp: CDPSession, expressions: string[]): Promise<number> => {
  let count = 0;
  for (const expression of expressions) {
    const { result } = await cdp.send("Runtime.evaluate", { expression });
    if (!result.objectId) continue;
    const { listeners } = await cdp.send("DOMDebugger.getEventListeners", { objectId: result.objectId });
    count += listeners.length;
  }
  return count;
};

const boxes = (page: Page): Promise<string> =>
  page.evaluate(() =>
    JSON.stringify(
      [...document.querySelectorAll("header *, main *, footer *")].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [x + scrollX, y + scrollY, width, height];
      }),
    ),
  );
const moved = (before: string, after: string): number => {
  const [a, b] = [JSON.parse(before) as number[][], JSON.parse(after) as number[][]];
  return a.filter((box, index) => String(box) !== String(b[index])).length;
};

const settle = async (browser: Browser, served: Served, widget: Widget | undefined) => {
  const one = await visit(browser, served, widget);
  await one.cdp.send("HeapProfiler.enable");
  await one.page.goto(served.url);
  // Without a widget something else is waited for: what the driver itself puts into a page must be in both.
  await (widget ? launcherOf(one.page, widget) : one.page.locator("header").first()).waitFor({ state: "visible" });
  await one.page.waitForTimeout(800);
  await boxes(one.page);
  return one;
};

/** What the widget takes of its host before it is used and after it was used twenty times, beside the same page without it. */
export const guestOf = async (browser: Browser, served: Served, widget: Widget): Promise<Guest> => {
  const empty = await settle(browser, served, undefined);
  const bare = { ...(await counters(empty.cdp)), boxes: await boxes(empty.page) };
  const places = ["window", "document", "document.documentElement", "document.body"];
  const bareOutside = await listenersOn(empty.cdp, places);
  await empty.close();
  const { page, cdp, close } = await settle(browser, served, widget);
  try {
    const before = await counters(cdp);
    const facts = await page.evaluate(() => {
      const { __watch, __shifts } = window as unknown as {
        __watch: { patched(): number; globals(): string[] };
        __shifts: number;
      };
      return {
        globals: __watch.globals().length,
        patched: __watch.patched(),
        stored: localStorage.length + sessionStorage.length + document.cookie.split(";").filter(Boolean).length,
        shift: __shifts,
      };
    });
    const outside = (await listenersOn(cdp, places)) - bareOutside;
    await openForm(page, widget);
    const movedBoxes = moved(bare.boxes, await boxes(page));
    const shut = async () => {
      await page.keyboard.press("Escape");
      await page.waitForTimeout(150);
    };
    await shut();
    const isShut = !(await page.locator(widget.field).first().isVisible());
    let left = { nodes: Number.NaN, listeners: Number.NaN, kb: Number.NaN };
    if (isShut) {
      for (let times = 0; times < 3; times++) {
        await openForm(page, widget);
        await shut();
      }
      const first = await counters(cdp);
      for (let times = 0; times < 20; times++) {
        await openForm(page, widget);
        await shut();
      }
      const last = await counters(cdp);
      left = { nodes: last.nodes - first.nodes, listeners: last.listeners - first.listeners, kb: last.kb - first.kb };
    }
    return {
      ...facts,
      heapKb: before.kb - bare.kb,
      nodes: before.nodes - bare.nodes,
      listeners: before.listeners - bare.listeners,
      outside,
      movedBoxes,
      leftNodes: left.nodes,
      leftListeners: left.listeners,
      leftKb: left.kb,
    };
  } finally {
    await close();
  }
};
