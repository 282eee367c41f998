import type { WidgetEvent } from "../mount.tsx";
import { type GivenOptions, type Options, parseOptions } from "../options.ts";
import type { Panel, Start } from "../panel.ts";
import { isWaiting } from "../waiting.ts";
import { CHUNKS } from "./chunks.ts";
import { addLauncher, attachRoot } from "./launcher.ts";
import { pinChunks } from "./pin-chunks.ts";

/*
 * The script tag. It shows the launcher and loads the panel when somebody is about to use it; until then it holds what the
 * page calls. Everything here is paid for by every visitor of every page: keep it small.
 */

type Method = "open" | "close" | "identify" | "setUserToken" | "setMetadata";
// biome-ignore lint/suspicious/noExplicitAny: calls are handed on as they came; the panel's types are the contract
type Call = [string, ...any[]];

const boot = (script: HTMLScriptElement) => {
  /** What the page said before the panel was there, in order. */
  const calls: Call[] = [];
  const listeners = new Set<[string, (event: unknown) => void]>();
  let running: { destroy(): void } | undefined;
  let load: () => void = () => {};
  let panel: Panel | undefined;
  const fetchPinned = pinChunks(script);

  const emit = (event: WidgetEvent | { type: "ready" }) => {
    for (const [type, listener] of listeners) if (type === event.type) listener(event);
  };

  const run = (options: Options) => {
    const ends = new AbortController();
    const { signal } = ends;
    const root = attachRoot();
    const launcher = options.launcher === "button" ? addLauncher(root, options) : undefined;
    let loading = false;

    load = () => {
      if (loading) return;
      loading = true;
      // Absolute: a script tag without `crossorigin` has no base address of its own.
      const url = new URL(CHUNKS.panel, script.src).href;
      fetchPinned(CHUNKS.panel)
        .then(() => import(/* @vite-ignore */ url))
        .then(
          ({ start }: { start: (given: Start) => Panel }) => {
            if (signal.aborted) return;
            panel = start({ root, options, emit });
            play();
          },
          (problem) => {
            loading = false;
            launcher?.lastChild?.replaceWith(options.texts.launcherFailed ?? "Could not load, try again");
            console.warn("[earshot]", problem); // biome-ignore lint/suspicious/noConsole: nothing else can tell the site's owner
          },
        );
    };
    for (const type of ["pointerenter", "focus", "touchstart"])
      launcher?.addEventListener(type, load, { signal, passive: true });
    launcher?.addEventListener("click", () => api.open(), { signal });
    document.addEventListener(
      "click",
      (event) => {
        if ((event.target as Element).closest?.("[data-earshot-open]")) api.open();
      },
      { signal },
    );
    if (isWaiting()) call("resume");
    running = {
      destroy() {
        ends.abort();
        panel?.destroy();
        panel = undefined;
        root.host.remove();
        load = () => {};
      },
    };
    emit({ type: "ready" });
  };

  const play = () => {
    for (const [method, ...values] of calls.splice(0)) (panel as any)[method](...values);
  };
  /** Calls the panel, now or when it has come. Only some calls are reason enough to fetch it. */
  const call = (...one: Call) => {
    calls.push(one);
    if (panel) play();
    else if (/open|resume/.test(one[0])) load();
  };

  const given = { ...script.dataset };
  const api = {
    /** Starts, or starts anew with these options over those of the tag. */
    init(more?: GivenOptions) {
      running?.destroy();
      const options = parseOptions({ ...given, ...more }, script.src, document.documentElement.lang);
      if (/^ear_pub_/.test(options.key)) run(options);
      // biome-ignore lint/suspicious/noConsole: nothing else can tell the site's owner
      else console.warn("[earshot] data-key must be a publishable key, ear_pub_...");
    },
    open: (prefill?: object) => call("open", prefill),
    close: () => call("close"),
    identify: (person: object | null) => call("identify", person),
    setUserToken: (token: () => unknown) => call("setUserToken", token),
    setMetadata: (metadata: object) => call("setMetadata", metadata),
    /** Returns its undo. */
    on(type: string, listener: (event: unknown) => void) {
      const one: [string, (event: unknown) => void] = [type, listener];
      listeners.add(one);
      return () => listeners.delete(one);
    },
    destroy() {
      running?.destroy();
      running = undefined;
      listeners.clear();
    },
    /** `["method", ...values]`, as in the queue that a page may fill before this script has come. */
    push: (one: Call) => (api as any)[one[0]](...one.slice(1)),
  };
  return api;
};

const script = document.currentScript as HTMLScriptElement | null;
const global = window as { Earshot?: unknown };
const before = global.Earshot;
// The tag may stand in a page twice: one launcher. An array is what the page has queued before we came.
if (script && (!before || Array.isArray(before))) {
  const earshot = boot(script);
  global.Earshot = earshot;
  if (script.dataset["key"]) earshot.init();
  for (const one of (before as Call[] | undefined) ?? []) earshot.push(one);
}
