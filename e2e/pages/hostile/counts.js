// Counts what a script leaves in a page: listeners on what outlives it, timers, channels, connections, observers.
(() => {
  const kept = { listeners: new Map(), timers: new Map(), frames: new Set(), channels: new Set(), connections: new Set(), observers: new Set() };
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const lasting = () => [window, document, document.documentElement, document.body, window.visualViewport, navigator.connection, navigator.serviceWorker, screen.orientation];
  const of = (target, type, listener, options) => `${lasting().indexOf(target ?? window)} ${type} ${typeof options === "object" ? !!options?.capture : !!options} ${idOf(listener)}`;
  const ids = new WeakMap();
  let last = 0;
  const idOf = (one) => (one ? (ids.has(one) ? ids.get(one) : (ids.set(one, ++last), last)) : 0);
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const signal = options?.signal;
    if (lasting().includes(this ?? window) && !signal?.aborted) {
      const name = of(this, type, listener, options);
      kept.listeners.set(name, type);
      if (signal) addEventListener.call(signal, "abort", () => kept.listeners.delete(name));
    }
    return addEventListener.call(this, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    kept.listeners.delete(of(this, type, listener, options));
    return removeEventListener.call(this, type, listener, options);
  };
  for (const [set, clear] of [["setTimeout", "clearTimeout"], ["setInterval", "clearInterval"]]) {
    const [theirs, theirClear] = [window[set], window[clear]];
    window[set] = (work, ms, ...values) => {
      const timer = theirs.call(window, (...given) => { if (set === "setTimeout") kept.timers.delete(timer); return typeof work === "function" ? work(...given) : 0; }, ms, ...values);
      kept.timers.set(timer, `${set} ${ms}`);
      return timer;
    };
    window[clear] = (timer) => { kept.timers.delete(timer); theirClear.call(window, timer); };
  }
  const { requestAnimationFrame, cancelAnimationFrame } = window;
  window.requestAnimationFrame = (work) => { const frame = requestAnimationFrame((time) => { kept.frames.delete(frame); work(time); }); kept.frames.add(frame); return frame; };
  window.cancelAnimationFrame = (frame) => { kept.frames.delete(frame); cancelAnimationFrame(frame); };
  const { close } = BroadcastChannel.prototype;
  window.BroadcastChannel = class extends BroadcastChannel { constructor(name) { super(name); kept.channels.add(this); } };
  BroadcastChannel.prototype.close = function () { kept.channels.delete(this); close.call(this); };
  const { open } = IDBFactory.prototype;
  IDBFactory.prototype.open = function (...values) { const request = open.apply(this, values); addEventListener.call(request, "success", () => kept.connections.add(request.result)); return request; };
  const { close: closeDatabase } = IDBDatabase.prototype;
  IDBDatabase.prototype.close = function () { kept.connections.delete(this); closeDatabase.call(this); };

  window.left = async () => {
    const locks = navigator.locks ? await navigator.locks.query() : { held: [], pending: [] };
    return {
      nodes: document.querySelectorAll("*").length,
      listeners: [...kept.listeners.values()].sort(),
      timers: [...kept.timers.values()].sort(),
      frames: kept.frames.size,
      channels: kept.channels.size,
      connections: kept.connections.size,
      locks: [...locks.held, ...locks.pending].map(({ name }) => name),
      sheets: document.adoptedStyleSheets.length,
      globals: Object.getOwnPropertyNames(window).sort(),
      attributes: document.documentElement.attributes.length + document.body.attributes.length,
    };
  };
})();
