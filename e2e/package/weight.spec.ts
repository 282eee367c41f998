import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { importsOf, ROOT } from "./source-files.ts";

const WIDGET = join(ROOT, "dist/widget");
const assets = (): string[] => readdirSync(join(WIDGET, "assets"));
const nameOf = (file: string): string => file.replace(/-[\w-]{8}\.js$/, "");
const gzipBytes = (file: string): number => gzipSync(readFileSync(join(WIDGET, file)), { level: 9 }).length;

/** What each file may weigh, compressed, in bytes: a new one needs a line. */
const BUDGETS: Record<string, number> = {
  // What every visitor of every page loads. The goal is 1,024; what brings the launcher back on pages that throw it out is 35, what finds the way out of their focus traps 15.
  "earshot.js": 1_080,
  earshot: 4_300, // for pages that pin it: knows the integrity of all chunks
  // What opening the form loads.
  launcher: 3_300,
  panel: 14_350, // the goal is 7,680
  settings: 820,
  // What follows while somebody writes.
  "while-writing": 14_700, // what was drawn on a picture is told beside it
  en: 3_100,
  // What somebody asks for, or stays on the launcher for.
  movable: 3_900,
  advice: 1_400,
  contents: 1_900,
  attachments: 3_100,
  "send-files": 1_500,
  take: 1_250,
  "closed-component": 1_100, // what nobody may look into, told by its effects
  masking: 1_700, // for the picture, and for what is pointed at; knows what a drawing shows once more (0.2 kB)
  picture: 2_050,
  "of-page": 2_400, // which engine, and what the page's rules let it do
  offers: 2_850, // where no picture could be taken; reads how large a chosen one is before it is decoded (0.6 kB)
  "of-tab": 4_550, // the browser's own picture of this tab, masked; reckons where style sheets put what hangs out (1 kB), and where shadows fall (0.6 kB)
  edit: 9_550, // nine tools, by hand and by keyboard; marks that can be reshaped (0.9 kB) and are told beside the picture (0.4 kB). The goal is less
  notice: 600,
  replies: 1_900, // of who is signed in
  talks: 2_450,
  "pass-trap": 500,
  "user-token": 450,
  part: 950, // the picker's, in the form
  point: 5_900,
  rating: 900,
  tags: 400,
  // Draws the page. Of what follows it loads what the page has.
  renderer: 13_800, // the goal is 10,240, with the masking
  resources: 5_250, // images and files
  replaced: 2_400, // pictures and frames, and what says that something is missing, in its place (0.3 kB)
  svg: 2_320, // drawings
  controls: 1_950,
  "own-controls": 3_650, // where the browser does not draw them in pictures
  covers: 1_000, // of what is private; looks whether anything of it is seen (0.1 kB), and where: the picture tells of its masks (0.25 kB)
  counters: 850,
  glass: 1_650, // what changes what is behind it
  fonts: 2_650,
  symbols: 2_300, // drawings of other files, where the page has any
  // The one large thing: only where the page's rules, or the page, are too much for the one above.
  html2canvas: 66_050,
};
/** A piece that several chunks share. */
const SHARED = 1_024;
const LANGUAGES = readdirSync(join(ROOT, "widget/locales")).map((file) => file.replace(".ts", ""));
const LANGUAGE = 4_150;

test("no file passes its budget of bytes", () => {
  const over = ["earshot.js", ...assets().map((file) => `assets/${file}`)].flatMap((file) => {
    const name = nameOf(file.replace("assets/", ""));
    const budget = BUDGETS[name] ?? (LANGUAGES.includes(name) ? LANGUAGE : SHARED);
    return gzipBytes(file) > budget ? [`${name}: ${gzipBytes(file)} of ${budget}`] : [];
  });
  expect(over).toEqual([]);
});

test("what every visitor loads is at most 0.9 kB where the server sends Brotli", () => {
  expect(brotliCompressSync(readFileSync(join(WIDGET, "earshot.js"))).length).toBeLessThanOrEqual(922);
});

test("a form opens with two files: what it shows is in the panel, all else is loaded when it is wanted", () => {
  const panel = assets().find((file) => file.startsWith("panel-"));
  const imports = importsOf(join("dist/widget/assets", panel ?? "panel"));
  expect(imports.filter(({ isLazy }) => !isLazy)).toEqual([]);
  expect(imports.some(({ isLazy }) => isLazy)).toBe(true);
  expect(readFileSync(join(WIDGET, "assets", panel ?? "panel"), "utf8")).not.toMatch(/ZodError/);
});

test("the console's first view, the inbox, is at most 80 kB; every other room is loaded when somebody goes there", () => {
  const folder = join(ROOT, "dist/console");
  const page = readFileSync(join(folder, "index.html"), "utf8");
  const first = [...page.matchAll(/(?:src|href)="\/console\/(assets\/[^"]+\.(?:js|css))"/g)].map(
    ([, file]) => file ?? "",
  );
  expect(first.map((file) => file.slice(file.lastIndexOf(".") + 1)).sort()).toEqual(["css", "js"]);
  const bytes = first.map((file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length);
  expect(bytes.reduce((sum, some) => sum + some, 0)).toBeLessThanOrEqual(80_000); // the goal is 120,000
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

test("the loader that may be pinned holds every other chunk to its bytes", () => {
  const pinned = assets().find((file) => file.startsWith("earshot-")) ?? "earshot";
  const code = readFileSync(join(WIDGET, "assets", pinned), "utf8");
  const published = JSON.parse(readFileSync(join(WIDGET, "integrity.json"), "utf8")) as Record<string, string>;
  const others = assets().filter((file) => file !== pinned);
  expect(
    others.filter((file) => !code.includes(file) || !code.includes(published[`assets/${file}`] ?? "none")),
  ).toEqual([]);
});
