import { mayShowDataImages } from "../../../shared/capture/screenshot/page-rules.ts";

/** Asks the page it is evaluated in, as the widget does: in a root of its own. */
Object.assign(globalThis, {
  askRules: () => {
    const place = document.createElement("earshot-widget").attachShadow({ mode: "open" });
    document.documentElement.append(place.host);
    return mayShowDataImages(window, { place }).finally(() => place.host.remove());
  },
});
