import { crx } from "@crxjs/vite-plugin";
import type { Plugin, UserConfig } from "vite";
import { type Browser, manifest } from "../../extension/manifest.ts";

/** What the oldest browser of the manifest understands. */
const OLDEST: Record<Browser, string> = { chrome: "chrome127", firefox: "firefox142" };

/**
 * Injection needs no web-accessible resource, but the bundler lists each injected file as one, for every site:
 * any page could then fetch it and so tell who has the extension.
 */
const noWebAccessibleResources = {
  name: "no-web-accessible-resources",
  enforce: "post",
  renderCrxManifest: (rendered: { web_accessible_resources?: unknown }) => {
    delete rendered.web_accessible_resources;
    return rendered;
  },
} as Plugin;

/** What is injected is built once more, whole, under the name that the worker asks for; these are left over, and nobody's. */
const noLeftOvers = {
  name: "no-left-overs",
  enforce: "post",
  generateBundle: (_options: unknown, bundle: Record<string, unknown>) => {
    for (const file of Object.keys(bundle)) if (/^assets\/[\w-]+-in-page\.ts-.*\.js$/.test(file)) delete bundle[file];
  },
} as Plugin;

/** What the form only shows in a page of a site, whose settings and visitors it is about: here it would be bytes that never run. */
const OF_SITES = /\/widget\/(picker\/part|rating\/rating|replies\/replies|tags\/tags)\.tsx$/;
const noPartsOfSites: Plugin = {
  name: "no-parts-of-sites",
  load: (id) => (OF_SITES.test(id) ? `throw new Error("This is no part of the extension.");` : undefined),
};

/** Pages that the bundler does not find in the manifest. */
const PAGES = ["extension/history/index.html", "extension/panel/index.html"];

/** Not a sheet, each page has its own; nor what runs a page, though both the manifest and the list above may name it. */
const isShared = (id: string): boolean => /\.[jt]sx?$/.test(id) && !/\/main\.tsx?$/.test(id);

/**
 * The extension for one browser, as a folder that it loads.
 *
 * @param dev `vite dev` writes to a folder of its own: a build for development must never be shipped by mistake.
 */
export const extension = (browser: Browser, dev: boolean): UserConfig => ({
  publicDir: "extension/public", // a folder, never false: the bundler's dev server would copy the whole project
  plugins: [crx({ manifest: manifest(browser), browser }), noPartsOfSites, noWebAccessibleResources, noLeftOvers],
  build: {
    outDir: `dist/extension-${browser}${dev ? "-dev" : ""}`,
    emptyOutDir: true,
    target: OLDEST[browser],
    modulePreload: false, // everything is on disk
    rolldownOptions: {
      input: PAGES,
      // What several of popup, pages and worker begin with is in one file: in thirty, one asks for the next, each wait was seen.
      output: { codeSplitting: { groups: [{ name: "shared", tags: ["$initial"], test: isShared, minShareCount: 2 }] } },
    },
  },
});
