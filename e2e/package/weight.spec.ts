import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { importsOf, ROOT } from "./source-files.ts";

const WIDGET = join(ROOT, "dist/widget");
const assets = (): string[] => readdirSync(join(WIDGET, "assets"));

const chunk = (name: string): string => {
  const file = assets().find((asset) => asset.startsWith(`${name}-`) && asset.endsWith(".js"));
  if (!file) throw new Error(`dist/widget/assets has no chunk "${name}": run "npm run build"`);
  return `assets/${file}`;
};

const gzipBytes = (file: string): number => gzipSync(readFileSync(join(WIDGET, file)), { level: 9 }).length;

test("what every visitor loads is at most 2 kB, compressed", () => {
  expect(gzipBytes("earshot.js")).toBeLessThanOrEqual(2_048);
});

test("what opening the form loads besides is at most 24 kB, compressed", () => {
  expect(gzipBytes(chunk("panel"))).toBeLessThanOrEqual(24 * 1_024);
});

test("the picture engine and the languages are loaded only when somebody wants them", () => {
  const imports = importsOf(join("dist/widget", chunk("panel")));
  expect(imports.filter(({ isLazy }) => !isLazy)).toEqual([]);
  expect(imports.some(({ isLazy }) => isLazy)).toBe(true);
});

test("the published integrity of every file is that of its bytes", () => {
  const published = JSON.parse(readFileSync(join(WIDGET, "integrity.json"), "utf8")) as Record<string, string>;
  expect(Object.keys(published).sort()).toEqual(["earshot.js", ...assets().map((file) => `assets/${file}`)].sort());
  for (const [file, integrity] of Object.entries(published)) {
    const [algorithm = ""] = integrity.split("-");
    expect(["sha256", "sha384", "sha512"]).toContain(algorithm);
    const hash = createHash(algorithm)
      .update(readFileSync(join(WIDGET, file)))
      .digest("base64");
    expect(integrity, file).toBe(`${algorithm}-${hash}`);
  }
});
