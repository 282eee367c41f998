import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";
import { ROOT, runTool } from "./run.ts";

/** Writes the types of the package's exports to `dist/types`. Whether they are right is `npm run typecheck`'s business. */
export const declarations = (): Plugin => ({
  name: "declarations",
  apply: "build",
  async closeBundle() {
    await rm(join(ROOT, "dist/types"), { recursive: true, force: true });
    const { code, output } = await runTool("typescript", "tsc", ["-p", "build/tsconfig.types.json"]);
    if (code !== 0) this.error(`The types of the package could not be written.\n${output}`);
  },
});
