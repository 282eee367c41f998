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

/** What bubbles out of the form is nobody's but ours: many a page closes its dialog at a press beside it, or forbids to paste or to scroll. */
const OURS =
  "click mousedown pointerdown touchstart contextmenu selectstart dragstart dragover drop copy cut paste beforeinput input wheel touchmove";

/**
 * Keeps what a user types and presses from the page: its shortcuts must not fire while somebody writes. A key is stopped
 * before it comes down through the page, and told to the form by an event that does not leave it; what it does by itself
 * (write, move the focus, press) it does all the same, also where a page's focus trap would have caught it.
 *
 * Who listened on the window before us hears of it first: since such a guard sees only the host element, that says it can be
 * edited.
 */
export const keepKeys = (root: ShadowRoot, signal: AbortSignal): void => {
  const { host } = root;
  for (const type of ["keydown", "keyup", "keypress"] as const)
    host.ownerDocument.defaultView?.addEventListener(
      type,
      (event) => {
        const path = event.composedPath();
        if (!path.includes(root)) return;
        event.stopImmediatePropagation();
        const { key, code, keyCode, ctrlKey, shiftKey, altKey, metaKey, repeat, isComposing } = event;
        const modifiers = { ctrlKey, shiftKey, altKey, metaKey };
        const facts = { key, code, keyCode, repeat, isComposing, ...modifiers, bubbles: true, cancelable: true };
        if (!path[0]?.dispatchEvent(new KeyboardEvent(type, facts))) event.preventDefault();
      },
      { capture: true, signal },
    );
  for (const type of OURS.split(" ")) root.addEventListener(type, (event) => event.stopPropagation(), { signal });
  Object.defineProperty(host, "isContentEditable", { configurable: true, get: () => true });
  signal.addEventListener("abort", () => Reflect.deleteProperty(host, "isContentEditable"));
};
