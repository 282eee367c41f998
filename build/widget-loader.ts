import { createHash } from "node:crypto";
import { build, type Plugin, type Rolldown } from "vite";

/** The oldest browsers that know `light-dark()` and nesting: lowered, the style sheets would be twice as long. */
export const CSS_TARGET = ["chrome123", "firefox120", "safari17.5"];

const integrityOf = (code: string): string => `sha256-${createHash("sha256").update(code).digest("base64")}`;

/** What the loader has to know of the files it will fetch. Declared again in `widget/loader/chunks.ts`. */
export type Chunks = {
  /** Path of the panel, relative to the loader's own address. */
  panel: string;
  /** The integrity of every chunk by its path, for pages that pin the loader. */
  integrity: Record<string, string>;
};

const buildLoader = async (source: string, chunks: Chunks): Promise<string> => {
  const result = await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    define: { __CHUNKS__: JSON.stringify(chunks) },
    build: {
      write: false,
      target: "es2022",
      cssTarget: CSS_TARGET,
      modulePreload: false,
      rolldownOptions: { input: source, output: { format: "iife", entryFileNames: "earshot.js" } },
    },
  });
  const [{ output }] = [result].flat() as [Rolldown.RolldownOutput];
  if (output.length !== 1 || output[0].type !== "chunk") throw new Error("The loader must be a single script.");
  return output[0].code;
};

/**
 * Emits `earshot.js`, a classic script that knows the hashed name and the integrity of the chunks beside it, and
 * `integrity.json` with the same for whoever pins the files in a page.
 */
export const widgetLoader = (source: string): Plugin => ({
  name: "widget-loader",
  apply: "build",
  enforce: "post",
  generateBundle: {
    order: "post", // after every plugin that may still change a chunk: the hashes must be those of the written files
    async handler(_options, bundle) {
      const files = Object.values(bundle).filter((file) => file.type === "chunk");
      const panel = files.find(({ isEntry }) => isEntry);
      if (!panel) throw new Error("The widget has no entry chunk.");
      const integrity = Object.fromEntries(files.map(({ fileName, code }) => [fileName, integrityOf(code)]));
      const loader = await buildLoader(source, { panel: panel.fileName, integrity });
      this.emitFile({ type: "asset", fileName: "earshot.js", source: loader });
      const all = { "earshot.js": integrityOf(loader), ...integrity };
      this.emitFile({ type: "asset", fileName: "integrity.json", source: `${JSON.stringify(all, null, 2)}\n` });
    },
  },
});
