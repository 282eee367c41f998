import type { init } from "../launcher/index.ts";
import type { GivenOptions } from "../options.ts";
import { LAUNCHER, PANEL, PINNED } from "./chunks.ts";
import css from "./launcher.css?inline";
import { pinned } from "./pinned.ts";

/*
 * The script tag. Every visitor of every page pays for each byte of it, so it does only what cannot wait: shows the launcher,
 * keeps what the page calls, and fetches `../launcher/` when somebody is about to use it. All else is there. Two listeners on
 * the document cannot wait either: any element may open the form, and where a modal dialog has the focus there is a way to get to it.
 */

type Api = Record<string, (...values: unknown[]) => () => unknown>;

const page = document;
const script = page.currentScript as HTMLScriptElement | null;
const before = self.Earshot;

// The tag may stand in a page twice: one launcher. A list, that alone has `map`, is what the page has queued before we came.
// Who pins this file pins nothing, it would load chunks that nobody verifies: so it does nothing. `integrity.json` has the right one.
if (script && (PINNED || !script.integrity) && (!before || before.map)) {
  /** Calls of the page, `[method, ...values]`, in order. `../launcher/` plays them and every later one. */
  const queue = (before ?? []) as never[];
  const api: Api = {};
  /** Without a prototype: what some other script has put on every object's is nothing the site said. */
  const given = { __proto__: null, ...script.dataset } as GivenOptions;
  /** Where the visitor has put the launcher, as CSS, with a mark after it while something waits to be sent. */
  let place: string | undefined;
  let button: HTMLButtonElement | undefined;
  let loading: Promise<void> | 0 | undefined;

  const get = PINNED
    ? pinned(script)
    : // Absolute: a script tag without `crossorigin` has no base address of its own.
      (name: string) => import(/* @vite-ignore */ new URL(`assets/${name}.js`, script.src) as unknown as string);
  const load = () =>
    (loading ||= get(LAUNCHER).then(
      (launcher: { init: typeof init }) => launcher.init(queue, script, show, button),
      () => {
        loading = 0;
        button?.replaceChildren("Try again");
      },
    ));
  /**
   * The button that opens the form, in a root that keeps the page's rules out: a popover, so that nothing of the page lies over
   * it. What a misspelt option says is no class of ours and no colour, so the default shows.
   */
  const show = (options: GivenOptions) => {
    const sheet = new CSSStyleSheet();
    const host = page.createElement("earshot-widget");
    const root = host.attachShadow({ mode: "open" });
    button = page.createElement("button");
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    root.append(button);
    page.documentElement.append(host);
    button.className = `${options.position} ${options.theme}`;
    button.append(options.launcherText ?? "Feedback");
    button.style = `border-color:${options.accent};${place}`;
    button.popover = "manual";
    button.showPopover?.();
    button.onpointerenter = button.onfocus = () => {
      load();
      get(PANEL).catch(load); // beside it, not after it
    };
    button.onclick = api.open as () => void;
    // Some page throws out what it does not know, or begins anew.
    new ResizeObserver(() => host.isConnected || load()).observe(button);
    return button;
  };

  for (const method of ["init", "destroy", "on", "push", "open", "close", "identify", "setUserToken", "setMetadata"])
    api[method] = (...values) => {
      values = [method, ...values];
      queue.push(values as never);
      // The long ones have time: they say something about what is sent.
      if (!method[7]) load();
      return () => (values.length = 0);
    };
  self.Earshot = api;

  page.addEventListener(
    "click",
    ({ target }) => (target as Element).closest?.("[data-earshot-open]") && api.open!(),
    true,
  );
  page.addEventListener("focus", () => page.querySelector(":modal,[role=dialog]:focus-within") && load(), true);

  try {
    place = localStorage.earshot;
    if (queue.length || /!/.test(place!) || page.querySelector(":modal")) load();
  } catch {
    // Storage is forbidden: then nothing was left either.
  }
  if (!/^ear_p/.test(given.key!)) load();
  else if (given.launcher !== "none") show(given);
}

declare global {
  interface Window {
    Earshot?: { map?: unknown } & object;
  }
}
