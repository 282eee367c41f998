// The oldest browser that knows what our style sheets are written in, over http, as far as a page can make one of a new one.
(() => {
  const without = (owner, ...names) => { for (const name of names) Reflect.deleteProperty(owner, name); };
  without(window, "structuredClone", "BroadcastChannel", "requestIdleCallback", "scheduler", "reportError", "navigation", "trustedTypes", "URLPattern", "CloseWatcher", "TaskController", "ViewTransition");
  without(Crypto.prototype, "randomUUID", "subtle");
  without(AbortSignal, "any");
  without(Navigator.prototype, "locks", "storage", "userAgentData", "clipboard", "connection");
  without(Object, "groupBy");
  without(Promise, "withResolvers", "try");
  without(Array, "fromAsync");
  without(Set.prototype, "union", "difference", "intersection", "isSubsetOf");
  if (window.Iterator) without(Iterator.prototype, "map", "filter", "toArray", "some", "take");
  without(Uint8Array.prototype, "toBase64", "toHex");
  without(Element.prototype, "checkVisibility", "setHTMLUnsafe", "currentCSSZoom", "ariaHasPopup", "ariaLabel", "moveBefore", "getHTML");
  without(HTMLElement.prototype, "currentCSSZoom");
  without(Document.prototype, "startViewTransition");
  without(Document, "parseHTMLUnsafe");
})();
