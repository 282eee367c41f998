import { defineManifest } from "@crxjs/vite-plugin";
import packageJson from "../package.json" with { type: "json" };

/** The browsers the extension is built for. */
export type Browser = "chrome" | "firefox";

/** Firefox knows the extension by it. Never changed: an installed one would get no more updates. */
export const GECKO_ID = "earshot@feedback.extension";

const ICONS = { 16: "icon-16.png", 32: "icon-32.png", 48: "icon-48.png", 128: "icon-128.png" };

/**
 * What the browser is told about the extension, and so what a company's security team reads first.
 * No site is touched at install: `activeTab` is granted by each click on the action, for that tab, until it leaves the site.
 * `manifest.test.ts` holds the permissions to this list.
 */
export const manifest = (browser: Browser) =>
  defineManifest({
    manifest_version: 3,
    default_locale: "en",
    name: "__MSG_extensionName__",
    version: packageJson.version,
    description: "__MSG_extensionDescription__",
    icons: ICONS,
    action: {
      default_popup: "extension/popup/index.html",
      default_title: "__MSG_actionTitle__",
      default_icon: ICONS,
    },
    commands: { _execute_action: { suggested_key: { default: "Alt+Shift+F" } } },
    options_ui: { page: "extension/options/index.html", open_in_tab: true },
    permissions: [
      ...(browser === "chrome" ? (["sidePanel"] as const) : []), // the form beside the page; Firefox needs none for its sidebar
      "activeTab", // the tab's address, title and picture, after a click on the action
      "scripting", // asks the page what must not be seen, before the picture is taken
      "storage", // the connection
      "contextMenus", // feedback on the page, on what is selected, on an image
      "alarms", // wakes the worker while feedback waits to be sent
    ],
    optional_host_permissions: ["https://*/*", "http://*/*"],
    content_security_policy: { extension_pages: "script-src 'self'; object-src 'none'" },
    ...PER_BROWSER[browser],
  });

const WORKER = "extension/background/index.ts";
const PANEL = "extension/panel/index.html";

/** Where browsers differ. */
const PER_BROWSER = {
  chrome: {
    minimum_chrome_version: "127", // the first with all we use: half-minute alarms, light-dark(), URL.parse, action.openPopup()
    background: { service_worker: WORKER, type: "module" as const },
    side_panel: { default_path: PANEL },
    externally_connectable: { ids: [] }, // left out it would mean: any other extension
  },
  // Without `externally_connectable`: Firefox does not know it, and lets no page and no other extension connect unless listened to.
  firefox: {
    background: { scripts: [WORKER], type: "module" as const },
    sidebar_action: {
      default_panel: PANEL,
      default_title: "__MSG_extensionName__",
      default_icon: ICONS,
      open_at_install: false,
    },
    browser_specific_settings: {
      gecko: {
        id: GECKO_ID,
        strict_min_version: "142.0", // the first that asks a person before an extension hands on data
        data_collection_permissions: {
          // What a feedback holds: words and picture of a page, its address, and an e-mail address if one is given.
          required: ["websiteContent" as const, "browsingActivity" as const, "personallyIdentifyingInfo" as const],
        },
      },
    },
  },
};
