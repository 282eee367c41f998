import type { CaptureMethod } from "../../contract/enumerations.ts";
import { EarshotError } from "../../errors.ts";
import {
  type Capture,
  type CaptureOptions,
  type Failure,
  type FailureReason,
  pictureAborted,
  reasonOf,
  type ScreenshotEngine,
  screenshotFailed,
} from "./engine.ts";

/** One way to a picture. */
export type Rung = {
  method: CaptureMethod;
  /** Fetches the engine: none is there before it is needed. */
  load: () => Promise<ScreenshotEngine>;
  /** How long it may take once it is there, in ms; then the next one has its turn, whatever becomes of this one. */
  budgetMs: number;
  /** Why it cannot work on this page at all, where that is known beforehand. @default it can */
  refusal?: (view: Window) => Promise<FailureReason | undefined>;
};

/** What the user waits for a picture, or for the offer of another way to one. */
export const PATIENCE_MS = 3_000;
/** For fetching one engine. */
const LOAD_MS = PATIENCE_MS;
/** The part of the user's patience with which an engine is still begun. */
const LEAST = 1 / 6;
/** What is nearly done when it is used up is worth so much more. */
const GRACE = 1 / 3;

type Urgent = {
  scheduler?: { postTask?: (work: () => void, options: object) => Promise<unknown> };
};

/**
 * Rings in time. A timer alone does not: while an engine works in slices and lets only what is more urgent go before it, timers
 * wait for seconds.
 */
const alarm = (ms: number, ring: () => void): (() => void) => {
  const off = new AbortController();
  const { scheduler } = globalThis as Urgent;
  scheduler?.postTask?.(ring, { delay: ms, priority: "user-blocking", signal: off.signal })?.catch(() => {});
  const timer = setTimeout(ring, ms);
  return () => {
    clearTimeout(timer);
    off.abort();
  };
};

type Ends = { signal: AbortSignal; late: Promise<never>; clear: () => void };

/** A time limit, beside the user's own cancelling. `late` rejects at whichever comes first. */
const within = (ms: number, signal: AbortSignal): Ends => {
  const own = new AbortController();
  const both = AbortSignal.any([signal, own.signal]);
  const clear = alarm(ms, () => own.abort(screenshotFailed("took_too_long")));
  const late = new Promise<never>((_, reject) => {
    const tell = () => reject(signal.aborted ? pictureAborted(signal.reason) : screenshotFailed("took_too_long"));
    if (both.aborted) tell();
    else both.addEventListener("abort", tell, { once: true });
  });
  late.catch(() => {}); // the work may be done before
  return { signal: both, late, clear };
};

const load = async (rung: Rung, signal: AbortSignal): Promise<ScreenshotEngine> => {
  const ends = within(LOAD_MS, signal);
  try {
    return await Promise.race([rung.load(), ends.late]);
  } catch (cause) {
    if (signal.aborted) throw pictureAborted(cause);
    throw screenshotFailed("not_loaded", cause);
  } finally {
    ends.clear();
  }
};

const take = async (
  engine: ScreenshotEngine,
  view: Window,
  options: CaptureOptions,
  budgetMs: number,
  signal: AbortSignal,
): Promise<Capture> => {
  const ends = within(budgetMs, signal);
  let isOver = false;
  try {
    const work = engine(view, options, ends.signal);
    work.then(
      ({ bitmap }) => isOver && bitmap.close(), // it came when nobody waited for it any more
      () => {},
    );
    return await Promise.race([work, ends.late]);
  } finally {
    isOver = true;
    ends.clear();
  }
};

/** Ends all of it: a picture that might show what is private is no better from another engine, and who cancels wants none. */
const isFinal = (thrown: unknown): thrown is EarshotError =>
  thrown instanceof EarshotError && (thrown.code === "masking_failed" || thrown.code === "aborted");

/**
 * An engine out of several, tried one after the other until one gives a picture. Each has its time; all together take little
 * longer than the user waits, unless an engine that cannot be interrupted was wrong about how long it takes.
 *
 * Rejects with `screenshot_failed` when none did: `details.reason` is the reason of the last one that was tried,
 * `details.tried` has those of all of them.
 */
export const ladder =
  (rungs: readonly Rung[], patienceMs = PATIENCE_MS): ScreenshotEngine =>
  async (view, options, signal) => {
    const tried: Failure[] = [];
    const startedAt = performance.now();
    let loadingMs = 0;
    let cause: unknown;
    for (const rung of rungs) {
      const { method, budgetMs, refusal } = rung;
      try {
        if (signal.aborted) throw pictureAborted(signal.reason);
        const refused = await refusal?.(view);
        if (refused) throw screenshotFailed(refused);
        const left = () => patienceMs - (performance.now() - startedAt - loadingMs);
        if (left() < patienceMs * LEAST) throw screenshotFailed("took_too_long", cause);
        const askedAt = performance.now();
        const engine = await load(rung, signal);
        loadingMs += performance.now() - askedAt; // what the network takes is no sign of a page that is too large
        const withinMs = Math.min(left() + patienceMs * GRACE, budgetMs);
        const capture = await take(engine, view, { ...options, withinMs }, withinMs, signal);
        if (!signal.aborted) return capture;
        capture.bitmap.close();
        throw pictureAborted(signal.reason);
      } catch (thrown) {
        if (isFinal(thrown)) throw thrown;
        if (signal.aborted) throw pictureAborted(thrown);
        const reason = thrown instanceof EarshotError ? reasonOf(thrown) : undefined;
        tried.push({ method, reason: reason ?? "engine_error" });
        cause = thrown;
      }
    }
    throw screenshotFailed(tried.at(-1)?.reason ?? "not_supported", cause, tried);
  };
