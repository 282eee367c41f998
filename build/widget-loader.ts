import { createHash } from "node:crypto";
import { build, type Plugin, type Rolldown } from "vite";

/** The oldest browsers that know `light-dark()` and nesting: lowered, the style sheets would be twice as long. */
export const CSS_TARGET = ["chrome123", "firefox120", "safari17.5"];

const integrityOf = (code: string): string => `sha256-${createHash("sha256").update(code).digest("base64")}`;

/** What a loader has to know of the files beside it: declared again in `widget/loader/chunks.ts`. */
type Chunks = {
  launcher: string;
  panel: string;
  /** Of every chunk, by the name of its file; only in the loader that may be pinned. */
  integrity?: Record<string, string>;
};

const buildLoader = async (source: string, { launcher, panel, integrity }: Chunks): Promise<string> => {
  const result = await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    define: {
      __LAUNCHER__: JSON.stringify(launcher),
      __PANEL__: JSON.stringify(panel),
      __INTEGRITY__: JSON.stringify(integrity ?? {}),
      __PINNED__: JSON.stringify(integrity !== undefined),
    },
    build: {
      write: false,
      target: "es2022",
      cssTarget: CSS_TARGET,
      modulePreload: false,
      rolldownOptions: { input: source, output: { format: "es", entryFileNames: "earshot.js" } },
    },
  });
  const [{ output }] = [result].flat() as [Rolldown.RolldownOutput];
  if (output.length !== 1 || output[0].type !== "chunk") throw new Error("The loader must be a single script.");
  // A block keeps its names from the page as a function would, in fewer bytes: as long as none is a `var`.
  const code = `{${output[0].code.trim().replace(/^var /, "let ").replace(/;$/, "")}}`;
  if (/\b(?:var|function|class)\b/.test(code.replace(/`[^`]*`/g, "")))
    throw new Error("The loader would leave names on the page.");
  return code;
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
      const nameOf = (entry: string): string => {
        const path = files.find(({ isEntry, name }) => isEntry && name === entry)?.fileName;
        if (!path) throw new Error(`The widget has no chunk "${entry}".`);
        return path.replace(`${folder}/`, "").replace(".js", "");
      };
      const chunks = { launcher: nameOf("launcher"), panel: nameOf("panel") };
      const integrity = Object.fromEntries(
        files.map(({ fileName, code }) => [fileName.replace(`${folder}/`, ""), integrityOf(code)]),
      );
      const pinned = await buildLoader(source, { ...chunks, integrity });
      const hash = createHash("sha256").update(pinned).digest("base64url").slice(0, 8);
      const src = `${folder}/earshot-${hash}.js`;
      const loader = await buildLoader(source, chunks);
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
