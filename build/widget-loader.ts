import { createHash } from "node:crypto";
import { build, type Plugin, type Rolldown } from "vite";

/** The oldest browsers that know `light-dark()` and nesting: lowered, the style sheets would be twice as long. */
export const CSS_TARGET = ["chrome123", "firefox120", "safari17.5"];

const integrityOf = (code: string): string => `sha256-${createHash("sha256").update(code).digest("base64")}`;

/** What a loader has to know of the files beside it. Declared again in `widget/loader/chunks.ts`. */
export type Chunks = {
  /** Path of the panel, relative to the loader's own address. */
  panel: string;
  /** The integrity of every chunk by its path; only in the loader that may be pinned. */
  integrity?: Record<string, string>;
  /** Path of the loader that may be pinned; only in the other one. */
  pinned?: string;
};

const buildLoader = async (source: string, chunks: Chunks): Promise<string> => {
  const result = await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    define: { __CHUNKS__: JSON.stringify(chunks), __PINNED__: JSON.stringify(chunks.integrity !== undefined) },
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
 * Emits the loader, a classic script that knows the hashed names of the chunks, twice: as `earshot.js`, which changes with
 * every release and which a page therefore cannot pin; and as `earshot-HASH.js` among the chunks, for pages that pin it by
 * `integrity`, with the integrity of every chunk inside. `integrity.json` has the values of all files.
 *
 * @param folder Where the chunks lie.
 */
export const widgetLoader = (source: string, folder: string): Plugin => ({
  name: "widget-loader",
  apply: "build",
  enforce: "post",
  generateBundle: {
    order: "post", // after every plugin that may still change a chunk: the hashes must be those of the written files
    async handler(_options, bundle) {
      const files = Object.values(bundle).filter((file) => file.type === "chunk");
      const panel = files.find(({ isEntry }) => isEntry)?.fileName;
      if (!panel) throw new Error("The widget has no entry chunk.");
      const beside = (path: string) => path.replace(`${folder}/`, "");
      const integrity = Object.fromEntries(files.map(({ fileName, code }) => [beside(fileName), integrityOf(code)]));
      const pinned = await buildLoader(source, { panel: beside(panel), integrity });
      const hash = createHash("sha256").update(pinned).digest("base64url").slice(0, 8);
      const src = `${folder}/earshot-${hash}.js`;
      const loader = await buildLoader(source, { panel, pinned: src });
      this.emitFile({ type: "asset", fileName: "earshot.js", source: loader });
      this.emitFile({ type: "asset", fileName: src, source: pinned });
      const all = [
        ...files.map(({ fileName, code }) => [fileName, code]),
        ["earshot.js", loader],
        [src, pinned],
      ] as const;
      const table = Object.fromEntries(all.map(([path = "", code = ""]) => [path, integrityOf(code)]));
      this.emitFile({ type: "asset", fileName: "integrity.json", source: `${JSON.stringify(table, null, 2)}\n` });
    },
  },
});
