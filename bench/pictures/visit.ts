import type { Browser, CDPSession } from "playwright";
import type { Engine } from "./engines.ts";
import type { BenchPage } from "./pages.ts";
import type { Renderers } from "./renderers.ts";

/** What an engine has for both of its pictures of a page. */
const LIMIT_MS = 20_000;
const LOAD_MS = 15_000;
/** Until charts have come to rest. */
const SETTLE_MS = 1_500;

export type Call = {
  ms: number;
  cpuMs: number;
  /** 0 where no task took more than 50 ms. */
  longestMs: number;
  peakMb: number;
};
/** In pixels of the picture. */
export type Rectangle = { x: number; y: number; width: number; height: number };
export type Outcome = {
  truth: string;
  /** Where a password stands: ours covers it, as it must, so that what others draw there counts for nobody. */
  passwords: Rectangle[];
  /** Base64 of a PNG; none where there was no picture. */
  picture?: string;
  failed?: string | undefined;
  cold?: Call;
  warm?: Call;
  /** Elements that are in the page now, and were not before. */
  left?: number;
};

class TooSlow extends Error {}

/** Waits so long at most. */
const within = async <T>(ms: number, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooSlow(`more than ${Math.ceil(LIMIT_MS / 1_000)} s`)), ms);
  });
  work.catch(() => {}); // it may fail once nobody listens
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

/** By the developers' protocol, which no policy of the page forbids. */
const run = async <T>(cdp: CDPSession, expression: string): Promise<T> => {
  const { result, exceptionDetails } = await cdp.send("Runtime.evaluate", {
    expression,
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value as T;
};

const PASSWORDS = `[...document.querySelectorAll("input[type=password], input[name*=password i]")].map((field) => {
  const { left, top, width, height } = field.getBoundingClientRect();
  return { x: left * devicePixelRatio, y: top * devicePixelRatio, width: width * devicePixelRatio, height: height * devicePixelRatio };
})`;
const COUNT = "document.querySelectorAll('*').length";

/** Opens a page afresh, in a process of its own, and has one engine draw it twice. */
export const visit = async (
  browser: Browser,
  renderers: Renderers,
  url: string,
  { path, viewport = { width: 1280, height: 800 }, pixels = 1, dark = false, scroll = 0 }: BenchPage,
  engine: Engine,
): Promise<Outcome> => {
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor: pixels,
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
  });
  const outcome: Outcome = { truth: "", passwords: [] };
  try {
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await page.goto(url + path, { waitUntil: "load", timeout: LOAD_MS });
    await within(LOAD_MS, run(cdp, "Promise.all([window.ready, document.fonts.ready]).then(() => {})"));
    await page.waitForLoadState("networkidle", { timeout: LOAD_MS });
    if (scroll) await run(cdp, `scrollTo({ top: ${scroll}, behavior: "instant" })`);
    await page.waitForTimeout(SETTLE_MS);
    outcome.truth = (await page.screenshot({ animations: "allow", caret: "initial" })).toString("base64");
    outcome.passwords = await run(cdp, PASSWORDS);
    const elements = await run<number>(cdp, COUNT);
    await run(cdp, engine.code);
    const until = performance.now() + LIMIT_MS;

    const call = async (): Promise<Call | undefined> => {
      await cdp.send("HeapProfiler.collectGarbage");
      const used = await renderers.watch();
      const { failed, begin, ms } = await within(
        until - performance.now(),
        run<{ failed?: string; begin: number; ms: number }>(cdp, "earshotBench.measured()"),
      );
      if (failed !== undefined) {
        outcome.failed = failed;
        return undefined;
      }
      const usage = used();
      return { ms, ...usage, longestMs: await run<number>(cdp, `earshotBench.longestTask(${begin}, ${ms})`) };
    };
    const cold = await call();
    if (!cold) return outcome;
    outcome.cold = cold;
    outcome.picture = await within(LIMIT_MS, run<string>(cdp, "earshotBench.png()"));
    outcome.left = (await run<number>(cdp, COUNT)) - elements;
    const warm = await call();
    if (warm) outcome.warm = warm;
    return outcome;
  } catch (problem) {
    outcome.failed = problem instanceof TooSlow ? problem.message : String((problem as Error).message).split("\n")[0];
    if (problem instanceof TooSlow) await renderers.end();
    return outcome;
  } finally {
    await context.close();
  }
};
