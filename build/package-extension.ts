import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { storePackage } from "./store-package.ts";

/* `npm run package`: the extension for each browser's store, with the sums to compare. */
const DIST = join(import.meta.dirname, "../dist");

for (const browser of ["chrome", "firefox"]) {
  await build({ mode: browser, logLevel: "warn" });
  const folder = join(DIST, `extension-${browser}`);
  const { version } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  const bytes = storePackage(folder);
  const name = `earshot-${version}-${browser}.zip`;
  writeFileSync(join(DIST, name), bytes);
  const sum = createHash("sha256").update(bytes).digest("hex");
  process.stdout.write(`dist/${name}  ${(bytes.length / 1_000).toFixed(1)} kB  sha256 ${sum}\n`);
}
