import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import packageJson from "../package.json" with { type: "json" };
import { storePackage } from "./store-package.ts";

/* `npm run package`: the extension for each browser's store, with the sums to compare. */
const DIST = join(import.meta.dirname, "../dist");

for (const browser of ["chrome", "firefox"]) {
  await build({ mode: browser, logLevel: "warn" });
  const bytes = storePackage(join(DIST, `extension-${browser}`));
  const name = `earshot-${packageJson.version}-${browser}.zip`;
  writeFileSync(join(DIST, name), bytes);
  const sum = createHash("sha256").update(bytes).digest("hex");
  process.stdout.write(`dist/${name}  ${(bytes.length / 1_000).toFixed(1)} kB  sha256 ${sum}\n`);
}
