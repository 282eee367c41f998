// What error trackers wrap: XMLHttpRequest, Request, Headers and the beacon. Whoever uses one is told off.
(() => {
  const telling = (name) => new Proxy(window[name], { construct(target, values, made) { watch.errors.push(`${name} was used`); return Reflect.construct(target, values, made); } });
  for (const name of ["XMLHttpRequest", "Request", "Headers", "FormData", "WebSocket", "EventSource"]) window[name] = telling(name);
  Navigator.prototype.sendBeacon = () => { watch.errors.push("sendBeacon was used"); return false; };
  XMLHttpRequest.prototype.open = XMLHttpRequest.prototype.send = () => { throw new Error("XMLHttpRequest was used"); };
  const theirs = window.fetch;
  window.fetch = new Proxy(theirs, { apply(target, _self, [input, init]) { return Reflect.apply(target, window, [input, { ...init, headers: { ...init?.headers, "sentry-trace": "1", baggage: "sentry-environment=production" } }]); } });
})();
