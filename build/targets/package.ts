import type { UserConfig } from "vite";
import { declarations } from "../declarations.ts";
import { CSS_TARGET } from "../widget-loader.ts";
import { ownExports } from "./own-exports.ts";

/**
 * What npm ships for programs that bundle Earshot themselves: `earshot/widget`, `earshot/api` and `earshot/events` for pages, `earshot/token`
 * for a host's back end wherever it runs, each an ES module without dependencies. Preact is inside: it is small, and a host
 * with another version of it must not matter.
 */
export default (): UserConfig => ({
  publicDir: false,
  plugins: [declarations(), ownExports],
  build: {
    outDir: "dist/package",
    emptyOutDir: true,
    target: "es2022",
    cssTarget: CSS_TARGET,
    minify: false, // the host's bundler does that, and a readable file can be debugged
    modulePreload: false,
    lib: {
      entry: {
        widget: "widget/index.ts",
        api: "shared/api/index.ts",
        events: "shared/api/event-sender.ts",
        token: "server/token/index.ts",
      },
      formats: ["es"],
    },
    rolldownOptions: { output: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" } },
  },
});
