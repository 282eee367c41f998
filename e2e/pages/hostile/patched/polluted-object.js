// Members on every object, named as options are: of our tag, of requests, of listeners.
Object.assign(Object.prototype, {
  extend(more) { return Object.assign(this, more); },
  each(work) { for (const name in this) work(this[name]); },
  server: "https://elsewhere.example", launcher: "none", screenshot: "ask", theme: "dark", accent: "lime", position: "left", locale: "de", launcherText: "Theirs",
  texts: { launcher: "Theirs", send: "Theirs" }, tags: ["theirs"], metadata: { theirs: true }, page: "theirs", draft: "theirs", site: "theirs", source: "theirs",
  customerName: "Theirs", leftOut: "theirs",
  headers: { theirs: "1" }, body: "theirs", keepalive: true, cache: "only-if-cached", integrity: "sha256-theirs", referrer: "/theirs", duplex: "half", priority: "low",
  // Members of ours that may be absent, by which we know that there is nothing of the kind.
  content: "theirs", category: "theirs", email: "theirs", rating: "theirs", element: "theirs", pointedOn: "theirs", url: "theirs", title: "theirs", name: "theirs",
  picture: "theirs", bitmap: "theirs", files: "theirs", person: "theirs", uploads: "theirs", problem: "theirs", delivery: "theirs", entry: "theirs", progress: "theirs", leaveOpen: "theirs", cancel: "theirs",
  isPrivate: "theirs", userToken: "theirs", onSent: "theirs", credentials: "include", redirect: "follow", mode: "theirs", now: "theirs", random: "theirs",
  status: "theirs", details: "theirs", requestId: "theirs", retryAfterMs: "theirs", cause: "theirs", code: "theirs", error: "theirs",
  label: "theirs", path: "theirs", more: "theirs", width: "theirs", height: "theirs", pressure: "theirs",
  passive: true, toJSON() { return "theirs"; },
});
