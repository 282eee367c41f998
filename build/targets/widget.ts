import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Plugin, Rolldown, UserConfig } from "vite";
import { CSS_TARGET, widgetLoader } from "../widget-loader.ts";
import { ownExports } from "./own-exports.ts";

/** The page at `/demo`. The server fills in its key. */
const demoPage = (source: string): Plugin => ({
  name: "demo-page",
  apply: "build",
  async generateBundle() {
    this.emitFile({ type: "asset", fileName: "demo.html", source: await readFile(source, "utf8") });
  },
});

/** Vite wraps every lazy import into code that preloads style sheets. There are none, and the panel is a quarter heavier for it. */
const plainImports: Plugin = {
  name: "plain-imports",
  enforce: "pre",
  load: {
    filter: { id: /vite\/preload-helper/ },
    handler: () => "export const __vitePreload = (load) => load();",
  },
  // Else every chunk would need the one that has the wrapper, and the launcher the panel.
  renderChunk: (code) =>
    code.replace(/^import \{ \w+ as __vitePreload \} from "[^"]+";/m, "const __vitePreload = (load) => load();"),
  generateBundle: {
    order: "post", // what is left of the wrapper's calls is spelt out only now; before the hashes are taken, by the order of plugins
    handler(_options, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === "chunk")
          file.code = file.code.replace(
            /[\w$]+\(\(\)=>(import\(`[^`]+`\)(?:\.then\(\w+=>\w+\.\w+\))?),\[\],import\.meta\.url\)/g,
            "$1",
          );
    },
  },
};

const RENDERER = resolve("shared/capture/screenshot/renderer");
/** The files that are whole in themselves, in the order in which a page loads them; the last for what stands beside it. */
const ROOTS = [
  { name: "panel", id: resolve("widget/panel.ts"), of: "" },
  { name: "while-writing", id: resolve("widget/while-writing.ts"), of: "" },
  { name: "renderer", id: join(RENDERER, "index.ts"), of: RENDERER },
];

/**
 * In which file a module goes: the first that needs it at once. What several later parts share would else be many small files,
 * each a request more.
 */
const fileOf = (id: string, modules: Rolldown.ChunkingContext): string | null => {
  const needs = (from: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(from)) return seen;
    seen.add(from);
    for (const next of modules.getModuleInfo(from)?.importedIds ?? []) needs(next, seen);
    return seen;
  };
  return ROOTS.find((root) => id.startsWith(root.of) && needs(root.id).has(id))?.name ?? null;
};

/** The script tag: `earshot.js` and, beside it, hashed chunks that never change under one name. */
export default (): UserConfig => ({
  base: "./",
  publicDir: false,
  // Calls of `h` are shorter than those of the automatic runtime, which would come on top.
  oxc: {
    jsx: { runtime: "classic", pragma: "h", pragmaFrag: "Fragment" },
    jsxInject: 'import { Fragment, h } from "preact"',
  },
  plugins: [
    plainImports,
    ownExports,
    widgetLoader("widget/loader/index.ts", "assets"),
    demoPage("widget/demo/index.html"),
  ],
  build: {
    outDir: "dist/widget",
    emptyOutDir: true,
    target: "es2022",
    cssTarget: CSS_TARGET,
    modulePreload: false, // chunks import each other by relative address; the loader does what preloading is worth
    reportCompressedSize: false,
    rolldownOptions: {
      input: { launcher: "widget/launcher/index.ts", panel: "widget/panel.ts" },
      preserveEntrySignatures: "allow-extension", // else what the panel shares with its lazy chunks is a request more
      output: {
        entryFileNames: "assets/[name]-[hash].js",
        chunkFileNames: "assets/[name]-[hash].js",
        codeSplitting: { groups: [{ name: fileOf, includeDependenciesRecursively: false }] },
      },
    },
  },
});
