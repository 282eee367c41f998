import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, minify, type Rolldown } from "vite";
import { ROOT } from "./source-files.ts";

/** What a program of somebody else makes of the whole of `earshot/NAME`. @throws when that is not one file */
export const bundled = async (name: "api" | "events", format: "es" | "iife"): Promise<string> => {
  const lib = { entry: join(ROOT, `dist/package/${name}.js`), formats: [format], name: "earshot" };
  const built = await build({
    configFile: false,
    logLevel: "silent",
    publicDir: false,
    build: { write: false, minify: true, target: "es2022", lib },
  });
  const [{ output } = { output: [] }] = [built].flat() as Rolldown.RolldownOutput[];
  const chunks = output.filter(({ type }) => type === "chunk") as Rolldown.OutputChunk[];
  if (chunks.length !== 1 || !chunks[0]) throw new Error(`${chunks.length} files`);
  return chunks[0].code;
};

/** Bytes of it as a program ships it, compressed: a library's module keeps its blanks, what a program ships has none. */
export const shippedBytes = async (name: "api" | "events"): Promise<number> => {
  const { code } = await minify(`${name}.js`, await bundled(name, "es"), { module: true, mangle: { toplevel: true } });
  return gzipSync(code, { level: 9 }).length;
};
