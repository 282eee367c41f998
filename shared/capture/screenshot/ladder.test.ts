import { expect, test } from "vitest";
import { EarshotError } from "../../errors.ts";
import { type Capture, type ScreenshotEngine, screenshotFailed } from "./engine.ts";
import { ladder, type Rung } from "./ladder.ts";

const view = {} as Window;
const options = { exclude: () => false };
const never = new AbortController().signal;
const PATIENCE = 200;

const picture = (method: Rung["method"]) => {
  const state = { closed: 0 };
  const capture: Capture = {
    bitmap: { close: () => void state.closed++ } as ImageBitmap,
    method,
    durationMs: 1,
    gaps: [],
  };
  return { capture, state };
};

const rung = (method: Rung["method"], engine: ScreenshotEngine, more: Partial<Rung> = {}): Rung => ({
  method,
  load: async () => engine,
  budgetMs: 100,
  ...more,
});
const draws: ScreenshotEngine = async () => picture("html2canvas").capture;
const climb = (first: Rung, second: ScreenshotEngine = draws) =>
  ladder([first, rung("html2canvas", second)], PATIENCE)(view, options, never);

const hangs: ScreenshotEngine = () => new Promise(() => {});
const throws: ScreenshotEngine = () => Promise.reject(new TypeError("x is not a function"));

/** Everything that an engine was seen to do, and what is said of it. */
const FAULTS: [name: string, rung: Rung, reason: string][] = [
  ["hangs", rung("renderer", hangs), "took_too_long"],
  ["throws", rung("renderer", throws), "engine_error"],
  [
    "throws before it begins",
    rung("renderer", () => {
      throw new Error("at once");
    }),
    "engine_error",
  ],
  [
    "is left with a canvas that may not be read",
    rung("renderer", () => Promise.reject(new DOMException("The canvas has been tainted.", "SecurityError"))),
    "engine_error",
  ],
  ["gives a reason", rung("renderer", () => Promise.reject(screenshotFailed("page_too_large"))), "page_too_large"],
  ["is denied", rung("renderer", () => Promise.reject(screenshotFailed("denied"))), "denied"],
  [
    "does not come",
    rung("renderer", draws, { load: () => Promise.reject(new TypeError("Failed to fetch")) }),
    "not_loaded",
  ],
  [
    "cannot work under the page's rules",
    rung("renderer", throws, { refusal: async () => "data_images_forbidden" }),
    "data_images_forbidden",
  ],
  [
    "fails while its chances are weighed",
    rung("renderer", draws, { refusal: () => Promise.reject(new Error("patched")) }),
    "engine_error",
  ],
];

test.each(FAULTS)("an engine that %s leaves the next one to take the picture", async (_name, first) => {
  expect((await climb(first)).method).toBe("html2canvas");
});

test.each(FAULTS)("where no other engine works either, the error has the reason of one that %s", async (...fault) => {
  const [, first, reason] = fault;
  const startedAt = performance.now();
  await expect(climb(first, throws)).rejects.toMatchObject({
    code: "screenshot_failed",
    details: {
      reason: "engine_error",
      tried: [
        { method: "renderer", reason },
        { method: "html2canvas", reason: "engine_error" },
      ],
    },
  });
  expect(performance.now() - startedAt).toBeLessThan(PATIENCE + 200);
});

test("an engine that works is the last that is fetched", async () => {
  let isFetched = false;
  const next = rung("html2canvas", draws, {
    load: async () => {
      isFetched = true;
      return draws;
    },
  });
  const { capture } = picture("renderer");
  expect(await ladder([rung("renderer", async () => capture), next])(view, options, never)).toBe(capture);
  expect(isFetched).toBe(false);
});

test("when the time is used up no other engine is begun", async () => {
  const first = rung("renderer", hangs, { budgetMs: PATIENCE });
  await expect(climb(first)).rejects.toMatchObject({
    details: { reason: "took_too_long", tried: [{ reason: "took_too_long" }, { reason: "took_too_long" }] },
  });
});

test("an engine is told how much time is left", async () => {
  let told = 0;
  await climb(rung("renderer", throws), async (_view, { withinMs = 0 }) => {
    told = withinMs;
    return picture("html2canvas").capture;
  });
  expect(told).toBeGreaterThan(0);
  expect(told).toBeLessThanOrEqual(100);
});

test("an engine that said it could, and cannot, has little more than the user's patience", async () => {
  const startedAt = performance.now();
  const slow = ladder([rung("html2canvas", hangs, { budgetMs: 10 * PATIENCE })], PATIENCE);
  await expect(slow(view, options, never)).rejects.toMatchObject({ details: { reason: "took_too_long" } });
  expect(performance.now() - startedAt).toBeLessThan(3 * PATIENCE);
});

test("the picture of an engine that was given up is closed when it comes after all", async () => {
  const { capture, state } = picture("renderer");
  let finish: (capture: Capture) => void = () => {};
  await climb(rung("renderer", () => new Promise((resolve) => (finish = resolve))));
  expect(state.closed).toBe(0);
  finish(capture);
  await Promise.resolve();
  expect(state.closed).toBe(1);
});

test("an engine that was given up is told so", async () => {
  let told: AbortSignal | undefined;
  await climb(
    rung("renderer", (_view, _options, signal) => {
      told = signal;
      return hangs(_view, _options, signal);
    }),
  );
  expect(told?.aborted).toBe(true);
});

test.each(["masking_failed", "aborted"] as const)("after %s no other engine is tried", async (code) => {
  const failing = rung("renderer", () => Promise.reject(new EarshotError(code, "")));
  await expect(climb(failing)).rejects.toMatchObject({ code });
});

test("who cancels waits for nobody, and gets no picture", async () => {
  const cancel = new AbortController();
  const taking = ladder([rung("renderer", hangs), rung("html2canvas", draws)])(view, options, cancel.signal);
  cancel.abort();
  await expect(taking).rejects.toMatchObject({ code: "aborted" });
  await expect(ladder([rung("html2canvas", draws)])(view, options, cancel.signal)).rejects.toMatchObject({
    code: "aborted",
  });
});
