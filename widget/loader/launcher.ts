import type { GivenOptions } from "../options.ts";
import css from "./launcher.css?inline";

const SVG = "http://www.w3.org/2000/svg";
const MARK = "M5.2 6.2a8.7 8.7 0 1 1 11 13.1c-1.3.8-2.8 1.5-4.7 1.7M8.2 9.4a4.7 4.7 0 1 1 5.6 7.3M11.2 13h.2";

/** The host element's root, with the sheet that keeps the page's rules out. */
export const attachRoot = (): ShadowRoot => {
  const host = document.createElement("earshot-widget");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  document.documentElement.append(host);
  return root;
};

/**
 * The button that opens the form: a popover, so that nothing of the page lies over it. Plain elements, no library yet. What a
 * misspelt option says is no class of ours and no colour scheme, so the default shows.
 */
export const addLauncher = (
  root: ShadowRoot,
  { position, theme, accent, texts, launcherText }: GivenOptions,
): HTMLButtonElement => {
  const button = document.createElement("button");
  const icon = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", MARK);
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.append(path);
  const style = button.style;
  button.append(icon, texts?.launcher ?? launcherText ?? "Feedback");
  button.className = `launcher ${position}`;
  style.colorScheme = theme ?? "";
  if (accent) style.setProperty("--a", accent);
  button.ariaHasPopup = "dialog";
  button.popover = "manual";
  root.append(button);
  button.showPopover?.();
  return button;
};
