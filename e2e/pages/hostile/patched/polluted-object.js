// Members on every object, named as options are: of our tag, of requests, of listeners.
Object.assign(Object.prototype, {
  extend(more) { return Object.assign(this, more); },
  each(work) { for (const name in this) work(this[name]); },
  server: "https://elsewhere.example", launcher: "none", screenshot: "ask", theme: "dark", accent: "lime", position: "left", locale: "de", launcherText: "Theirs",
  texts: { launcher: "Theirs", send: "Theirs" }, tags: ["theirs"], metadata: { theirs: true }, page: "theirs", draft: "theirs", site: "theirs", source: "theirs",
  customerName: "Theirs", leftOut: "theirs",
  headers: { theirs: "1" }, body: "theirs", keepalive: true, cache: "only-if-cached", integrity: "sha256-theirs", referrer: "/theirs", duplex: "half", priority: "low",
  passive: true, toJSON() { return "theirs"; },
});
