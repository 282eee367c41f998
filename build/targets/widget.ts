import { readFile } from "node:fs/promises";
import type { Plugin, UserConfig } from "vite";
import { widgetLoader } from "../widget-loader.ts";

/** The page at `/demo`. The server fills in its key. */
const demoPage = (source: string): Plugin => ({
  name: "demo-page",
  apply: "build",
  async generateBundle() {
    this.emitFile({ type: "asset", fileName: "demo.html", source: await readFile(source, "utf8") });
  },
});

/** The script tag: `earshot.js` and, beside it, hashed chunks that never change under one name. */
export default (): UserConfig => ({
  base: "./",
  publicDir: false,
  plugins: [widgetLoader("widget/loader/index.ts"), demoPage("widget/demo/index.html")],
  build: {
    outDir: "dist/widget",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false, // chunks import each other by relative address; the loader does what preloading is worth
    reportCompressedSize: false,
    rolldownOptions: {
      input: { panel: "widget/panel.ts" },
      preserveEntrySignatures: "exports-only",
      output: { entryFileNames: "assets/[name]-[hash].js", chunkFileNames: "assets/[name]-[hash].js" },
    },
  },
});
