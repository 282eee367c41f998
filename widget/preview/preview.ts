import "./preview.css";
import type { PreviewAsked, PreviewTold } from "../../shared/contract/preview.ts";
import { learn } from "../language.ts";
import launcherCss from "../loader/launcher.css?inline";
import { type Mounted, mount } from "../mount.tsx";
import { pagePorts } from "../page-ports.ts";
import { parseSettings } from "../settings.ts";
import { FIRST_SIGHT } from "../text.ts";

/*
 * The page of `/console/preview`: the form itself, as the settings would make it, in a page of nothing. The console stands around it
 * and hands it the settings; nobody else is heard. What is written here is sent nowhere: the page's policy lets no request out.
 */

const place = document.querySelector<HTMLElement>("#place")!;
const console = window.parent;

const tell = (told: PreviewTold): void => console.postMessage(told, location.origin);

/** A form that is drawn anew while somebody writes its settings beside it takes the focus only where it is already. */
const { focus } = HTMLElement.prototype;
HTMLElement.prototype.focus = function (this: HTMLElement, options?: FocusOptions) {
  if (document.hasFocus()) focus.call(this, options);
};

/** The button as the script tag shows it; it opens and closes the form. */
const launcherIn = (root: ShadowRoot): HTMLButtonElement => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(launcherCss);
  root.adoptedStyleSheets = [sheet];
  const button = document.createElement("button");
  button.popover = "manual";
  button.onclick = () => place.toggleAttribute("hidden");
  root.append(button);
  return button;
};

const host = document.createElement("earshot-launcher");
const launcher = launcherIn(host.attachShadow({ mode: "open" }));
document.documentElement.append(host);
launcher.showPopover();

let mounted: Mounted | undefined;
let ends = new AbortController();
let spokenFor = "";

/** Tells the console the sentences of a language, once each: what stands there unless an app says it otherwise. */
const tellTexts = (locale: string, signal: AbortSignal): void => {
  if (spokenFor === locale) return;
  const whole = learn(
    locale,
    ({ texts }) => {
      spokenFor = locale;
      const all: Record<string, string | undefined> = { ...FIRST_SIGHT, ...texts };
      const said = Object.entries(all).filter((one): one is [string, string] => typeof one[1] === "string");
      tell({ earshot: "preview-texts", locale, texts: Object.fromEntries(said) });
    },
    signal,
  );
  void whole();
};

const show = ({ settings: given, mode, locale, scheme }: PreviewAsked): void => {
  mounted?.destroy();
  ends.abort();
  ends = new AbortController();
  const { signal } = ends;
  const settings = parseSettings({ ...given, mode });
  const { position = "bottom-right", scheme: chosen = "auto", accent } = settings.theme;
  const theme = chosen === "auto" ? scheme : chosen;
  document.documentElement.classList.toggle("dark", scheme === "dark");
  document.documentElement.lang = locale;
  place.dataset.position = position;
  launcher.className = `${position} ${theme}`;
  launcher.textContent = "Feedback";
  launcher.style.borderColor = accent ?? "";
  // Its picture is of this page, and is really taken; where files and messages would go, nothing is.
  const { takeScreenshot } = pagePorts({ server: location.origin, key: "" }, signal);
  mounted = mount(
    { container: place, locale, theme },
    {
      settings: async () => settings,
      ...(takeScreenshot ? { takeScreenshot } : {}),
      async submit(_, report) {
        report({ state: "sending" });
        report({ state: "sent", id: "0".repeat(24) });
        tell({ earshot: "preview-sent" });
      },
    },
  );
  tellTexts(locale, signal);
};

const isAsked = (data: unknown): data is PreviewAsked =>
  typeof data === "object" && data !== null && "earshot" in data && data.earshot === "preview";

window.addEventListener("message", ({ source, origin, data }) => {
  if (source === console && origin === location.origin && isAsked(data)) show(data);
});
tell({ earshot: "preview-ready" });
