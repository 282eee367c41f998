import { readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { builtWidget } from "./testing/site.ts";

const gzipped = (code: Buffer) => gzipSync(code, { level: 9 }).length;
const assets = () => readdirSync(join(import.meta.dirname, "../dist/widget/assets"));
const asset = (name: string) =>
  builtWidget(join("assets", assets().find((file) => file.startsWith(`${name}-`)) ?? name));

test("before the first press a page loads at most 2 kB", async () => {
  expect(gzipped(await builtWidget("earshot.js"))).toBeLessThanOrEqual(2_048);
}, 60_000);

test("the form is one chunk of at most 25 kB, and nothing heavy is in it", async () => {
  await builtWidget("earshot.js");
  const panel = await asset("panel");
  expect(gzipped(panel)).toBeLessThanOrEqual(25 * 1_024);
  expect(panel.toString()).not.toMatch(/ZodError|html2canvaspseudoelement/);
}, 60_000);

test("no chunk beside the panel, the picture engine, the loader that pages may pin, tokens, and one for each language", async () => {
  await builtWidget("earshot.js");
  const languages = readdirSync(join(import.meta.dirname, "locales")).map((file) => file.replace(".ts", ""));
  expect(
    assets()
      .map((file) => file.replace(/-[\w-]{8}\.js$/, ""))
      .sort(),
  ).toEqual(["earshot", "html2canvas", "panel", "user-token", ...languages].sort());
}, 60_000);

test("a language costs its page at most 2.5 kB, and no other page anything", async () => {
  for (const file of readdirSync(join(import.meta.dirname, "locales")))
    expect(gzipped(await asset(file.replace(".ts", ""))), file).toBeLessThanOrEqual(2_560);
}, 60_000);
