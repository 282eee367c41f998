// What old error trackers do to events: each listener is wrapped, options become a boolean as they once were, and what a
// listener throws is reported.
(() => {
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const wrapped = new WeakMap();
  const wrap = (listener) => {
    if (typeof listener !== "function") return listener;
    if (!wrapped.has(listener)) wrapped.set(listener, function (...values) {
      try {
        return listener.apply(this, values);
      } catch (error) {
        watch.errors.push(`listener: ${error}`);
        throw error;
      }
    });
    return wrapped.get(listener);
  };
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    return addEventListener.call(this, type, wrap(listener), typeof options === "object" ? !!options?.capture : !!options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    return removeEventListener.call(this, type, wrap(listener), typeof options === "object" ? !!options?.capture : !!options);
  };
})();
