// Stands before all else in every page: what the tests need of the browser, and what the page could notice of a picture.
(() => {
  const { OffscreenCanvas, FileReader, Promise, AbortController, MutationObserver, Object, setTimeout } = window;
  const now = performance.now.bind(performance);
  const heard = { errors: [], violations: [], drawings: [] };
  window.heard = heard;
  addEventListener("error", (event) => heard.errors.push(event.message));
  addEventListener("unhandledrejection", (event) => heard.errors.push(String(event.reason)));
  document.addEventListener("securitypolicyviolation", (event) => heard.violations.push(event.effectiveDirective));

  // What is handed to an image as a drawing: the bytes in which no secret may be.
  const source = Object.getOwnPropertyDescriptor(HTMLImageElement.prototype, "src");
  Object.defineProperty(HTMLImageElement.prototype, "src", {
    ...source,
    set(value) {
      if (String(value).startsWith("data:image/svg")) heard.drawings.push(String(value));
      source.set.call(this, value);
    },
  });

  // Listeners that are there now, and were not before.
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  let listeners;
  const isOfPage = (target) => target === window || target === document || target?.isConnected === true;
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const target = this ?? window;
    if (listeners && isOfPage(target) && !options?.once && !options?.signal) listeners.push({ target, type, listener });
    return add.call(target, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    const target = this ?? window;
    listeners = listeners?.filter((one) => one.target !== target || one.type !== type || one.listener !== listener);
    return remove.call(target, type, listener, options);
  };

  const rootsBelow = (root) => [
    root,
    ...[...root.querySelectorAll("*")].flatMap((element) => (element.shadowRoot ? rootsBelow(element.shadowRoot) : [])),
  ];
  const factsOf = () => ({
    html: document.documentElement.outerHTML,
    scroll: rootsBelow(document).flatMap((root) =>
      [...root.querySelectorAll("*")].map((element) => [element.scrollLeft, element.scrollTop]),
    ).join(" "),
    keys: Object.keys(window).join(),
    sheets: [document.styleSheets.length, document.adoptedStyleSheets.length].join(),
    fonts: document.fonts.size,
    focus: document.activeElement?.outerHTML,
    selection: String(getSelection()),
    title: document.title,
    frames: window.length,
  });

  let place;
  /** Looks at the page from now on. The function it returns says what has changed since. */
  window.beginWatch = () => {
    const records = [];
    const observer = new MutationObserver((found) => records.push(...found));
    const all = { subtree: true, childList: true, attributes: true, characterData: true };
    // Where an engine may put something that nobody sees: the widget has such a place, which no page observes.
    const host = document.createElement("picture-place");
    host.style.display = "contents";
    document.documentElement.append(host);
    place = host.attachShadow({ mode: "closed" });
    for (const root of rootsBelow(document)) observer.observe(root, all);
    const before = factsOf();
    listeners = [];
    window.endWatch = async () => {
      await new Promise((done) => setTimeout(done, 50));
      records.push(...observer.takeRecords());
      observer.disconnect();
      const after = factsOf();
      const left = listeners.map(({ type, target }) => `${type} on ${target.nodeName ?? "window"}`);
      listeners = undefined;
      return {
        changed: Object.keys(before).filter((name) => before[name] !== after[name] && name !== "keys"),
        globals: after.keys.split(",").filter((key) => !before.keys.split(",").includes(key) && key !== "endWatch"),
        records: records.map(({ type, target, attributeName }) => `${type} ${attributeName ?? ""} ${target.nodeName}`),
        listeners: left,
        errors: heard.errors,
        violations: heard.violations,
      };
    };
  };

  const bytesOf = async (bitmap) => {
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext("2d").drawImage(bitmap, 0, 0);
    const blob = await canvas.convertToBlob();
    const reader = new FileReader();
    await new Promise((done) => {
      reader.onload = done;
      reader.readAsDataURL(blob);
    });
    return reader.result.slice(reader.result.indexOf(",") + 1);
  };

  /** Takes a picture of this window, or of that of a frame, with an engine. */
  window.takePicture = async (name, { abortAfter, frame, exclude } = {}) => {
    const controller = new AbortController();
    if (abortAfter === 0) controller.abort();
    else if (abortAfter) setTimeout(() => controller.abort(), abortAfter);
    const view = frame ? document.querySelector(frame).contentWindow : window;
    const startedAt = now();
    const isLeftOut = (element) => Boolean(exclude && element.matches(exclude));
    try {
      const module = await import(`/engines/${name}.js`);
      const engine = module[Object.keys(module).find((key) => key.endsWith("Engine"))];
      const { bitmap, method, gaps, durationMs } = await engine(view, { exclude: isLeftOut, place }, controller.signal);
      const { width, height } = bitmap;
      const tookMs = now() - startedAt;
      const png = await bytesOf(bitmap);
      bitmap.close();
      return { png, width, height, method, gaps, durationMs, tookMs };
    } catch (error) {
      const { code, message, details } = error ?? {};
      const cause = error?.cause ? `${error.cause} ${error.cause?.stack ?? ""}` : "";
      return { refused: code ?? String(error), reason: details?.reason, message, cause, tookMs: now() - startedAt };
    }
  };

  /** Where the features of a page are in its viewport, and what is said of them. */
  window.featuresOf = () =>
    rootsBelow(document).flatMap((root) => [...root.querySelectorAll("[data-feature]")]).map((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      const { feature, at = "", limit, gap } = element.dataset;
      return {
        name: feature,
        rect: { x: left, y: top, width: right - left, height: bottom - top },
        points: at.split(";").filter((text) => text.trim()).map((text) => {
          const [x, y, ...color] = text.trim().split(" ");
          return { x: left + Number(x), y: top + Number(y), color: color.join(" ") };
        }),
        limit: limit ? Number(limit) : undefined,
        gap,
      };
    });
})();
