import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a popup tells of itself, in milliseconds since 1970 by the machine's clock. */
export type Told = {
  /** Its page began. */
  began: number;
  /** A field has the focus: what is typed goes into it. */
  ready?: number;
  /** The picture has been shown. */
  picture?: number;
};

/*
 * Runs in a popup before its own scripts, and writes down when what came. No debugger looks on meanwhile: it would stop the popup
 * while it attaches. A page of the same extension reads what was written, and has the popup closed.
 */
const look = () => {
  const told: Told = { began: performance.timeOrigin };
  const now = () => performance.timeOrigin + performance.now();
  const tell = () => localStorage.setItem("probe", JSON.stringify(told));
  const form = (): Document | ShadowRoot => document.querySelector("earshot-widget")?.shadowRoot ?? document;
  addEventListener(
    "focusin",
    (event) => {
      if ((event.composedPath()[0] as Element).localName !== "textarea" || told.ready !== undefined) return;
      told.ready = now();
      tell();
    },
    true,
  );
  const wait = () => {
    if (!form().querySelector("figure canvas")) return requestAnimationFrame(wait);
    told.picture = now();
    tell();
  };
  requestAnimationFrame(wait);
  new BroadcastChannel("probe").onmessage = () => close();
};
const PROBE = `(${look})();`;

const copyOf = (name: string): string => mkdtempSync(join(tmpdir(), `earshot-bench-${name}-`));

/** A copy of the built extension, with the probe in its popup and nothing else changed. */
export const probed = (built: string): string => {
  const folder = copyOf("extension");
  cpSync(built, folder, { recursive: true });
  const popup = join(folder, "extension/popup/index.html");
  writeFileSync(popup, readFileSync(popup, "utf8").replace("<head>", '<head><script src="/probe.js"></script>'));
  writeFileSync(join(folder, "probe.js"), PROBE);
  return folder;
};

/** Shows a bare picture of the tab, as the browser hands it out: in the popup itself, without a worker, without masking. */
const SHOOT = `
const image = new Image();
while (!image.src) // busy, a browser takes none at times: ours waits as long before it asks again
  await chrome.tabs.captureVisibleTab({ format: "png" }).then((url) => { image.src = url; }, () => new Promise((later) => setTimeout(later, 600)));
await image.decode();
const canvas = document.createElement("canvas");
[canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
canvas.getContext("2d").drawImage(image, 0, 0);
document.querySelector("figure").append(canvas);
`;

/** The least that an extension with a form and a picture can be: a popup of one field, in one file. */
export const barest = (): string => {
  const folder = copyOf("ceiling");
  const files = {
    "manifest.json": JSON.stringify({
      manifest_version: 3,
      name: "Ceiling",
      version: "1",
      permissions: ["activeTab"],
      action: { default_popup: "popup.html" },
    }),
    "probe.js": PROBE,
    "shoot.js": SHOOT,
    "popup.html": `<!doctype html><script src="/probe.js"></script><body style="width:400px">
<textarea autofocus rows="5"></textarea><figure></figure><script type="module" src="/shoot.js"></script>`,
    "home.html": "<!doctype html><title>Ceiling</title>",
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
};
