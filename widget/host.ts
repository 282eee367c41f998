import { own } from "../shared/own.ts";

/** The element everything of ours lives in. A custom element's name, never defined: page rules for `div` do not meet it. */
export const HOST_TAG = "earshot-widget";

/** The root of ours that stands in a page: what is put there no observer of the page sees. */
export const ourRootIn = (page: Document): ShadowRoot | undefined =>
  page.querySelector(HOST_TAG)?.shadowRoot ?? undefined;

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
const OURS = "click contextmenu selectstart dragstart dragover drop copy cut paste beforeinput input wheel touchmove";

/** What is kept from the page before it comes down through it. Of those with a star the form hears by a copy. */
const KEPT = "keydown* keyup* keypress* pointerdown* mousedown touchstart";

/**
 * Keeps what a user types and presses from the page: its shortcuts must not fire while somebody writes, nor its modals close
 * at a press that is beside them, but in our form. The event is stopped before it comes down through the page, and told to the
 * form by one that does not leave it; what it does by itself (write, move the focus, press) it does all the same, also where a
 * page's focus trap would have caught it.
 *
 * Who listened on the window before us hears of it first: since such a guard sees only the host element, that says it can be
 * edited.
 */
export const keepKeys = (root: ShadowRoot, signal: AbortSignal): void => {
  const { host } = root;
  for (const one of KEPT.split(" ")) {
    const [type = "", told] = one.split("*");
    host.ownerDocument.defaultView?.addEventListener(
      type,
      (event) => {
        const path = event.composedPath();
        if (!path.includes(root)) return;
        event.stopImmediatePropagation();
        if (told === undefined) return;
        const all = event as KeyboardEvent & PointerEvent;
        const { ctrlKey, shiftKey, altKey, metaKey, key, code, keyCode, repeat, isComposing } = all;
        const { pointerId, pointerType, button, buttons, clientX, clientY } = all;
        const modifiers = { ctrlKey, shiftKey, altKey, metaKey };
        // Nothing but what is said here: what a page has put on every object is no member of an event.
        const does = own({ bubbles: true, cancelable: true });
        const pressed = { pointerId, pointerType, button, buttons, clientX, clientY };
        // Firefox lets every event made as one of a key out of the root, whatever is asked of it: it would come here again.
        // No plain `Event`: old libraries have one of their own.
        const copy = type.startsWith("key")
          ? Object.assign(new CustomEvent(type, does), { ...modifiers, key, code, keyCode, repeat, isComposing })
          : new PointerEvent(type, own({ ...modifiers, ...does, ...pressed }));
        if (!path[0]?.dispatchEvent(copy)) event.preventDefault();
      },
      { capture: true, signal },
    );
  }
  for (const type of OURS.split(" ")) root.addEventListener(type, (event) => event.stopPropagation(), { signal });
  Object.defineProperty(host, "isContentEditable", { configurable: true, get: () => true });
  signal.addEventListener("abort", () => Reflect.deleteProperty(host, "isContentEditable"));
};
