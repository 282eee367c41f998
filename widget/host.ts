/** The element everything of ours lives in. A custom element's name, never defined: page rules for `div` do not meet it. */
export const HOST_TAG = "earshot-widget";

/** Applied to the host element before anything the page says of it: `!important` inside a shadow root wins over the page. */
export const adoptSheet = (root: ShadowRoot, css: string): void => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets.push(sheet);
};

/** The host element's root, open so that assistive tools and tests can look inside. */
export const attachHost = (parent: Element): ShadowRoot => {
  const host = document.createElement(HOST_TAG);
  parent.append(host);
  return host.attachShadow({ mode: "open" });
};

/**
 * Keeps what a user types and presses from the page: its shortcuts must not fire while somebody writes. Events stop at the root; and since
 * the page's own guards see only the host element, that says it can be edited.
 */
export const keepKeys = (root: ShadowRoot, signal: AbortSignal): void => {
  for (const type of ["keydown", "keyup", "keypress"])
    root.addEventListener(type, (event) => event.stopPropagation(), { signal });
  // Many a dialog of a page closes itself at a press beside its box. Ours may stand in it.
  for (const type of ["click", "mousedown", "pointerdown"])
    root.addEventListener(type, (event) => event.stopPropagation(), { signal });
  Object.defineProperty(root.host, "isContentEditable", { configurable: true, get: () => true });
  signal.addEventListener("abort", () => Reflect.deleteProperty(root.host, "isContentEditable"));
};

/** Keeps Tab working in our dialog on a page whose focus trap catches it before the dialog does. */
export const keepTab = (root: ShadowRoot, signal: AbortSignal): void =>
  root.host.ownerDocument.defaultView?.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Tab" && event.composedPath().includes(root.host)) event.stopImmediatePropagation();
    },
    { capture: true, signal },
  );
