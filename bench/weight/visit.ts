import type { Browser, CDPSession, Page } from "playwright";
import type { Widget } from "./peers.ts";
import type { Served } from "./serve.ts";

/** Installed before the page's first script: what the page had of its own, and what is asked of the browser meanwhile. */
const WATCH = `(() => {
  const natives = new Map();
  for (const [owner, names] of [
    [window, ["fetch", "XMLHttpRequest", "setTimeout", "setInterval", "requestAnimationFrame", "addEventListener", "history", "JSON", "Promise"]],
    [EventTarget.prototype, ["addEventListener", "removeEventListener"]],
    [XMLHttpRequest.prototype, ["open", "send", "setRequestHeader"]],
    [History.prototype, ["pushState", "replaceState"]],
    [Element.prototype, ["attachShadow", "setAttribute", "getBoundingClientRect"]],
    [HTMLCanvasElement.prototype, ["getContext", "toDataURL"]],
    [console, ["log", "info", "warn", "error", "debug", "trace"]],
    [Function.prototype, ["toString", "call", "apply", "bind"]],
    [Storage.prototype, ["setItem", "getItem"]],
    [Document.prototype, ["createElement"]],
  ]) for (const name of names) natives.set([owner, name], owner[name]);
  const globals = new Set(Object.getOwnPropertyNames(window));
  const standing = { intervals: new Set(), sockets: 0, unload: 0 };
  const { setInterval, clearInterval, WebSocket, EventSource } = window;
  const watch = {
    patched: () => [...natives].filter(([[owner, name], native]) => owner[name] !== native).length,
    globals: () => Object.getOwnPropertyNames(window).filter((name) => !globals.has(name) && !["shortcuts", "reports", "__watch"].includes(name)),
  };
  Object.defineProperty(window, "__watch", { value: watch, enumerable: false });
  window.__shifts = 0;
  globals.add("__shifts");
  globals.add("__inp");
  globals.add("__watch");
  window.__inp = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.__shifts += entry.value; }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (entry.interactionId) window.__inp = Math.max(window.__inp, entry.duration); }).observe({ type: "event", durationThreshold: 16, buffered: true });
})();`;

export type Visit = { page: Page; cdp: CDPSession; close(): Promise<void> };

export type VisitOptions = { throttle?: number; policy?: string; css?: string; dark?: boolean; slow?: boolean };

/** 150 ms of latency and 1.6 Mbit/s, which is what browsers call slow 4G. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };

/** A fresh profile on the host page with the widget's tag in it. */
export const visit = async (
  browser: Browser,
  served: Served,
  widget: Widget | undefined,
  { throttle = 1, policy = "", css = "", dark = false, slow = false }: VisitOptions = {},
): Promise<Visit> => {
  Object.assign(served.host, {
    tag: (widget?.tag(served.files) ?? "").replaceAll("<script ", policy ? '<script nonce="bench" ' : "<script "),
    policy,
    css,
  });
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme: dark ? "dark" : "light",
  });
  const page = await context.newPage();
  await page.addInitScript(WATCH);
  const cdp = await context.newCDPSession(page);
  if (slow) {
    await cdp.send("Network.enable");
    await cdp.send("Network.emulateNetworkConditions", SLOW_4G);
  }
  if (throttle > 1) await cdp.send("Emulation.setCPUThrottlingRate", { rate: throttle });
  return { page, cdp, close: () => context.close() };
};

/** Presses what opens the form, until its field can be written in. */
export const openForm = async (page: Page, { open, field }: Widget): Promise<void> => {
  for (const selector of open) await page.locator(selector).first().click({ timeout: 15_000 });
  await page.locator(field).first().waitFor({ state: "visible", timeout: 15_000 });
};
export const launcherOf = (page: Page, widget: Widget) => page.locator(widget.open[0] ?? "body").first();
