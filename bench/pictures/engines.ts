import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { build, type Plugin } from "vite";

const HERE = import.meta.dirname;

/** Ours, and the libraries by the names of their packages. */
const PACKAGES: Record<string, string | undefined> = {
  renderer: undefined,
  html2canvas: "html2canvas",
  "html2canvas-pro": "html2canvas-pro",
  snapdom: "@zumer/snapdom",
  "modern-screenshot": "modern-screenshot",
  "html-to-image": "html-to-image",
  "dom-to-image-more": "dom-to-image-more",
};
export const OURS = "renderer";

export type Engine = {
  name: string;
  /** As the tables have it. */
  title: string;
  /** A script that leaves `earshotBench` behind. */
  code: string;
  /** Of what is loaded of the engine for every page, compressed as a server would, in bytes. */
  brotli: number;
  /** The same with all that it loads for some pages only. */
  brotliWhole: number;
};

/** Leaves out what an engine loads for some pages only. */
const firstPart: Plugin = { name: "first-part", resolveDynamicImport: () => false };

/** One file, minified, with a global of that name. */
export const bundle = async (
  entry: string,
  name: string,
  { replaced, plugins = [] }: { replaced?: string; plugins?: Plugin[] } = {},
): Promise<string> => {
  const built = await build({
    configFile: false,
    root: HERE,
    logLevel: "error",
    publicDir: false,
    plugins,
    resolve: replaced ? { alias: { ENGINE: replaced } } : {},
    build: {
      write: false,
      target: "es2022",
      lib: { entry, formats: ["iife"], name, fileName: name },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [result] = [built].flat();
  if (!result || !("output" in result)) throw new Error(`${entry} was not built`);
  return result.output[0].code;
};

const compressed = (code: string): number =>
  brotliCompressSync(code, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

const titleOf = (name: string): string => {
  const installed = PACKAGES[name];
  if (!installed) return "**ours**";
  const { version } = JSON.parse(readFileSync(join(HERE, "node_modules", installed, "package.json"), "utf8"));
  return `${name} ${version}`;
};

/** @param names Which of them; all where there are none. */
export const buildEngines = async (names: string[]): Promise<Engine[]> => {
  const engines: Engine[] = [];
  for (const name of Object.keys(PACKAGES).filter((one) => names.length === 0 || names.includes(one))) {
    const entry = join(HERE, `engines/${name}.js`);
    engines.push({
      name,
      title: titleOf(name),
      code: await bundle(join(HERE, "measure.js"), "earshotBench", { replaced: entry }),
      brotli: compressed(await bundle(entry, "engine", { plugins: [firstPart] })),
      brotliWhole: compressed(await bundle(entry, "engine")),
    });
  }
  return engines;
};
