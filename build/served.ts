import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Builds the server and all that it serves, where it is missing or older than its source: for `npm start` and for the image. */

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const SHARED = ["shared", "build", "package.json", "vite.config.ts"];
const TARGETS = [
  { mode: "widget", result: "dist/widget/earshot.js", sources: ["widget", ...SHARED] },
  { mode: "console", result: "dist/console/index.html", sources: ["console", ...SHARED] },
  { mode: "preview", result: "dist/preview/index.html", sources: ["widget", ...SHARED] },
  { mode: "server", result: "dist/server/main.mjs", sources: ["server", ...SHARED] },
];

/** When the newest file below a path was changed. Tests do not count: they are in no build. */
const newest = (path: string): number => {
  const stat = statSync(path);
  if (!stat.isDirectory()) return /\.test\.tsx?$/.test(path) ? 0 : stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
};

const isStale = ({ result, sources }: (typeof TARGETS)[number]): boolean => {
  const file = join(ROOT, result);
  return !existsSync(file) || statSync(file).mtimeMs < Math.max(...sources.map((source) => newest(join(ROOT, source))));
};

for (const { mode } of TARGETS.filter(isStale)) {
  process.stdout.write(`  Building the ${mode}...\n`);
  const vite = join(ROOT, "node_modules/vite/bin/vite.js");
  if (!existsSync(vite)) {
    process.stderr.write("Earshot cannot build: its packages are missing. Run `npm ci` first.\n");
    process.exit(1);
  }
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [vite, "build", "--mode", mode, "--logLevel", "warn"],
    { cwd: ROOT, encoding: "utf8" },
  );
  if (status !== 0) {
    process.stderr.write(`${stdout}${stderr}\nEarshot cannot build the ${mode}. What went wrong stands above.\n`);
    process.exit(1);
  }
}
