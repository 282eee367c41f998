import { copyFile, mkdir, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import type { Plugin, UserConfig } from "vite";

const SWAGGER_FILES = ["swagger-ui.css", "swagger-ui-bundle.js"];
const OUR_FOLDER = "server/pages/docs";

/** The API page's script and style, served by ourselves: no visitor of it is told to anyone else, and it works offline. */
const apiPage = (folder: string): Plugin => ({
  name: "api-page",
  apply: "build",
  async closeBundle() {
    const swagger = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
    const ours = (await readdir(OUR_FOLDER)).map((file) => join(OUR_FOLDER, file));
    const files = [...SWAGGER_FILES.map((file) => join(swagger, file)), ...ours, "console/mark.svg"];
    await mkdir(folder, { recursive: true });
    await Promise.all(files.map((file) => copyFile(file, join(folder, basename(file)))));
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
