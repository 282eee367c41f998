import type { Browser, CDPSession } from "playwright";
import type { Widget } from "./peers.ts";
import type { Served } from "./serve.ts";
import { launcherOf, openForm, visit } from "./visit.ts";

type TraceEvent = {
  name: string;
  ph: string;
  ts: number;
  dur?: number;
  tdur?: number;
  pid: number;
  tid: number;
  args?: unknown;
};

/** Script of the page, whoever called it. */
const SCRIPT =
  /^(EvaluateScript|v8\.compile|v8\.compileModule|v8\.evaluateModule|FunctionCall|RunMicrotasks|EventDispatch|TimerFire|FireAnimationFrame)$/;
const BLOCKING_MS = 50;

const record = async (cdp: CDPSession, work: () => Promise<void>): Promise<TraceEvent[]> => {
  const events: TraceEvent[] = [];
  const collect = ({ value }: { value: object[] }) => void events.push(...(value as TraceEvent[]));
  cdp.on("Tracing.dataCollected", collect);
  await cdp.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: {
      includedCategories: [
        "toplevel",
        "devtools.timeline",
        "v8",
        "disabled-by-default-devtools.timeline",
        "__metadata",
      ],
    },
  } as never);
  await work();
  const done = new Promise((over) => cdp.once("Tracing.tracingComplete", over));
  await cdp.send("Tracing.end");
  await done;
  cdp.off("Tracing.dataCollected", collect);
  return events;
};

export type Busy = { script: number; busy: number; longest: number; blocking: number };

/** What the page's main thread did, in ms of its own time. */
const busyIn = (events: TraceEvent[]): Busy => {
  const mains = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && (args as { name?: string })?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const threads = new Map<string, TraceEvent[]>();
  for (const event of events) {
    const thread = `${event.pid} ${event.tid}`;
    if (event.ph !== "X" || !mains.has(thread)) continue;
    threads.set(thread, [...(threads.get(thread) ?? []), event]);
  }
  // The tab's own renderer is the busiest.
  const ms = ({ tdur, dur }: TraceEvent) => (tdur ?? dur ?? 0) / 1_000;
  const own = [...threads.values()].sort((a, b) => b.length - a.length)[0] ?? [];
  const tasks = own.filter(({ name }) => name === "RunTask" || name === "ThreadControllerImpl::RunTask");
  const scripts = own.filter(({ name }) => SCRIPT.test(name)).sort((a, b) => a.ts - b.ts);
  let until = 0;
  const outer = scripts.filter(({ ts, dur = 0 }) => {
    if (ts < until) return false;
    until = ts + dur;
    return true;
  });
  const withScript = tasks.filter(({ ts, dur = 0 }) => outer.some((one) => one.ts >= ts && one.ts < ts + dur));
  return {
    script: outer.reduce((sum, one) => sum + ms(one), 0),
    busy: tasks.reduce((sum, one) => sum + ms(one), 0),
    longest: Math.max(0, ...withScript.map(ms)),
    blocking: tasks.reduce((sum, one) => sum + Math.max(0, ms(one) - BLOCKING_MS), 0),
  };
};

/** Loading the page with the widget, until a second after the launcher was seen. */
export const loadCost = async (
  browser: Browser,
  served: Served,
  widget: Widget | undefined,
  throttle: number,
): Promise<Busy> => {
  const { page, cdp, close } = await visit(browser, served, widget, { throttle });
  try {
    return busyIn(
      await record(cdp, async () => {
        await page.goto(served.url);
        if (widget?.field) await launcherOf(page, widget).waitFor({ state: "visible" });
        await page.waitForTimeout(1_000);
      }),
    );
  } finally {
    await close();
  }
};

export type Opening = { work: number; longest: number; inp: number; wall: number };

/** From the press to a field that can be written in. */
export const openCost = async (
  browser: Browser,
  served: Served,
  widget: Widget,
  options: { throttle: number; slow?: boolean },
): Promise<Opening & { launcher: number }> => {
  const { page, cdp, close } = await visit(browser, served, widget, options);
  try {
    await page.goto(served.url, { waitUntil: "commit" });
    await launcherOf(page, widget).waitFor({ state: "visible" });
    const launcher = await page.evaluate(() => performance.now());
    await page.waitForLoadState("networkidle");
    await launcherOf(page, widget).hover();
    await page.waitForTimeout(options.slow ? 1_000 : 300); // a person's hand needs about so long from the hover to the press
    let wall = 0;
    const events = await record(cdp, async () => {
      const begin = performance.now();
      await openForm(page, widget);
      wall = performance.now() - begin;
    });
    await page.waitForTimeout(400);
    const { busy, longest } = busyIn(events);
    const inp = await page.evaluate(() => (window as unknown as { __inp: number }).__inp);
    return { work: busy, longest, inp, wall, launcher };
  } finally {
    await close();
  }
};
