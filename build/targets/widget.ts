import { readFile } from "node:fs/promises";
import type { Plugin, UserConfig } from "vite";
import { CSS_TARGET, widgetLoader } from "../widget-loader.ts";

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
  generateBundle: {
    order: "post", // what is left of the wrapper's calls is spelt out only now; before the hashes are taken, by the order of plugins
    handler(_options, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === "chunk")
          file.code = file.code.replace(/[\w$]+\(\(\)=>(import\(`[^`]+`\)),\[\],import\.meta\.url\)/g, "$1");
    },
  },
};

/** The script tag: `earshot.js` and, beside it, hashed chunks that never change under one name. */
export default (): UserConfig => ({
  base: "./",
  publicDir: false,
  plugins: [plainImports, widgetLoader("widget/loader/index.ts", "assets"), demoPage("widget/demo/index.html")],
  build: {
    outDir: "dist/widget",
    emptyOutDir: true,
    target: "es2022",
    cssTarget: CSS_TARGET,
    modulePreload: false, // chunks import each other by relative address; the loader does what preloading is worth
    reportCompressedSize: false,
    rolldownOptions: {
      input: { panel: "widget/panel.ts" },
      preserveEntrySignatures: "allow-extension", // else what the panel shares with its lazy chunks is a request more
      output: { entryFileNames: "assets/[name]-[hash].js", chunkFileNames: "assets/[name]-[hash].js" },
    },
  },
});
