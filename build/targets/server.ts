import { copyFile, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin, UserConfig } from "vite";

const DOCS_FILES = ["swagger-ui.css", "swagger-ui-bundle.js"];

/** The API page's script and style, served by ourselves: no visitor of it is told to anyone else, and it works offline. */
const apiPage = (folder: string): Plugin => ({
  name: "api-page",
  apply: "build",
  async closeBundle() {
    const source = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
    await mkdir(folder, { recursive: true });
    await Promise.all(DOCS_FILES.map((file) => copyFile(join(source, file), join(folder, file))));
  },
});

/** The server as plain files that need no node_modules beside them: quick to load, quick to copy. */
export default (): UserConfig => ({
  publicDir: false,
  ssr: { noExternal: true },
  plugins: [apiPage("dist/docs")],
  build: {
    ssr: true,
    outDir: "dist/server",
    emptyOutDir: true,
    target: "node24",
    rolldownOptions: {
      input: { main: "server/main.ts", index: "server/index.ts", writer: "server/store/sqlite/writer.ts" },
      output: { entryFileNames: "[name].mjs", chunkFileNames: "[name]-[hash].mjs" },
    },
  },
});
