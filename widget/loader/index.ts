import type { WidgetEvent } from "../mount.tsx";
import type { GivenOptions } from "../options.ts";
import type { Panel, Start } from "../panel.ts";
import { isWaiting } from "../waiting.ts";
import { CHUNKS, PINNED } from "./chunks.ts";
import { followModals } from "./follow-modals.ts";
import { addLauncher, attachRoot } from "./launcher.ts";
import { pinChunks } from "./pin-chunks.ts";

/*
 * The script tag. It shows the launcher and loads the panel when somebody is about to use it; until then it keeps what the
 * page calls. Every visitor of every page pays for what is here, so it checks little: the panel parses the options.
 */

type Listener = (event: unknown) => void;
/** A method of `window.Earshot` and its arguments, as a page may push them before this script has come. */
type Call = [string, ...unknown[]];
type Api = Record<string, (...values: never[]) => unknown>;

// biome-ignore lint/suspicious/noConsole: nothing else can tell the site's owner
const warn = (problem: unknown) => console.warn("[earshot]", problem);

const boot = (script: HTMLScriptElement): Api => {
  /** What the page said before the panel was there, in order. */
  const calls: Call[] = [];
  const listeners = new Set<[string, Listener]>();
  const fetched = PINNED ? pinChunks(script) : async () => {};
  let ends: AbortController | undefined;
  let load: (() => void) | undefined;
  let panel: Panel | undefined;

  const emit = (event: WidgetEvent | { type: "ready" }) => {
    for (const [type, listener] of listeners) if (type === event.type) listener(event);
  };
  /** One call that makes no sense must not take the others along. */
  const play = (target: Api, queue: Call[]) => {
    let problem: unknown;
    for (const one of queue)
      try {
        const [method, ...values] = one;
        target[method]!(...(values as never[]));
      } catch (thrown) {
        problem = thrown;
      }
    if (problem) warn(problem);
  };
  const playForPanel = () => panel && play(panel as unknown as Api, calls.splice(0));
  /** Calls the panel, now or when it has come. Only some calls are reason enough to fetch it. */
  const call = (...one: Call) => {
    calls.push(one);
    playForPanel();
    if (/open|resume/.test(one[0])) load?.();
  };

  const run = (given: GivenOptions) => {
    ends = new AbortController();
    const { signal } = ends;
    const listening = { signal, capture: true };
    const root = attachRoot();
    const launcher = given.launcher === "none" ? undefined : addLauncher(root, given);
    const once = () => {
      load = undefined;
      fetched(CHUNKS.panel)
        // Absolute: a script tag without `crossorigin` has no base address of its own.
        .then(() => import(/* @vite-ignore */ new URL(CHUNKS.panel, script.src).href))
        .then(({ start }: { start: (given: Start) => Panel }) => {
          if (signal.aborted) return;
          panel = start({ root, given, scriptUrl: script.src, emit });
          playForPanel();
        })
        .catch((problem) => {
          load = once;
          launcher?.lastChild?.replaceWith(given.texts?.launcherFailed ?? "Could not load, try again");
          warn(problem);
        });
    };
    load = once;
    const open = () => call("open");
    if (launcher) {
      for (const type of ["pointerenter", "focus", "click"])
        launcher.addEventListener(type, (event) => {
          // Many a dialog of a page closes itself at a press beside its box. Ours may stand in it.
          event.stopPropagation();
          load?.();
        });
      launcher.onclick = open;
      followModals(root.host, launcher, () => panel?.moved(), listening);
    }
    document.addEventListener(
      "click",
      ({ target }) => (target as Element).closest?.("[data-earshot-open]") && open(),
      listening,
    );
    signal.addEventListener("abort", () => {
      panel?.destroy();
      panel = load = undefined;
      root.host.remove();
    });
    if (isWaiting()) call("resume");
    queueMicrotask(() => emit({ type: "ready" })); // so that what the page has queued may listen for it
  };

  const api: Api = {
    /** Starts, or starts anew with these options over those of the tag. */
    init(more?: GivenOptions) {
      ends?.abort();
      // Without a prototype: what some other script has put on every object's is nothing the site said.
      const given = { __proto__: null, ...script.dataset, ...more } as GivenOptions;
      if (given.key?.startsWith("ear_pub_")) run(given);
      else warn("data-key must be a publishable key");
    },
    /** Returns its undo. */
    on(type: string, listener: Listener) {
      const one: [string, Listener] = [type, listener];
      listeners.add(one);
      return () => listeners.delete(one);
    },
    destroy() {
      ends?.abort();
      listeners.clear();
    },
    push: (...queue: Call[]) => play(api, queue),
  };
  for (const method of ["open", "close", "identify", "setUserToken", "setMetadata"])
    api[method] = (...values) => call(method, ...values);
  return api;
};

const script = document.currentScript as HTMLScriptElement | null;
const page = window as { Earshot?: unknown };
const before = page.Earshot;
// The tag may stand in a page twice: one launcher. An array is what the page has queued before we came.
if (script && (!before || Array.isArray(before))) {
  const earshot = boot(script);
  page.Earshot = earshot;
  // Who pins this file pins nothing: it would load chunks that nobody verifies.
  if (script.integrity && !PINNED) warn(`pin ${CHUNKS.pinned}`);
  else if (script.dataset.key) earshot.init!();
  earshot.push!(...((before ?? []) as never[]));
}
