import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ENGLISH } from "./locales/en.ts";
import { sayIn } from "./text.ts";

/** Every component and script of the widget. */
const SOURCES = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.|^(locales|testing)\/|^text\.ts$/.test(file))
  .map((file) => ({ file, source: readFileSync(join(import.meta.dirname, file), "utf8") }));

/** Words between tags, and in attributes that are read out or shown. */
const literalsIn = (source: string): string[] => {
  const withoutComments = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const between = [...withoutComments.matchAll(/(?<![=-])>\s*([^<>{}()=;]*[A-Za-z]{2,}[^<>{}()=;]*)\s*</g)];
  const spoken = [...withoutComments.matchAll(/\b(?:aria-label|title|placeholder|alt)="([^"]+)"/g)];
  return [...between, ...spoken].map(([, text]) => text!.trim());
};

test("the search for literal sentences finds them", () => {
  expect(literalsIn('<p class="a">Hello there</p>')).toEqual(["Hello there"]);
  expect(literalsIn('<button aria-label="Close it" />')).toEqual(["Close it"]);
  expect(literalsIn('<p>{say("title")}</p>')).toEqual([]);
});

test("no component holds a sentence of its own: put it into a language's file and say() it", () => {
  for (const { file, source } of SOURCES.filter((one) => one.file.endsWith(".tsx")))
    expect({ file, literals: literalsIn(source) }).toEqual({ file, literals: [] });
});

test("every sentence is said somewhere: remove what is not", () => {
  const all = SOURCES.map(({ source }) => source).join("\n");
  const categories = ["idea", "problem", "praise", "question", "other"];
  const unsaid = Object.keys(ENGLISH).filter(
    (name) => !categories.includes(name) && !all.includes(`"${name}"`) && !all.includes(`texts?.${name}`),
  );
  expect(unsaid).toEqual([]);
});

test("the two sentences of the launcher are those of English", () => {
  const source = (file: string) => SOURCES.find((one) => one.file === file)?.source;
  expect(source("loader/index.ts")).toContain(`launcherText ?? "${ENGLISH.launcher}"`);
  expect(source("launcher/launcher.ts")).toContain(`texts?.launcherFailed ?? "${ENGLISH.launcherFailed}"`);
});

const english = (own = {}) => sayIn({ tag: "en", texts: ENGLISH }, own);

test("a site's own sentences win; values are filled in", () => {
  expect(english()("send")).toBe(ENGLISH.send);
  expect(english({ send: "Post" })("send")).toBe("Post");
  expect(english()("contentLeft", { n: 7 })).toBe("Characters left: 7");
});

test("a site's own sentence that is missing, or none, leaves ours standing", () => {
  for (const send of [undefined, null, 5, {}]) expect(english({ send })("send")).toBe(ENGLISH.send);
});

test("numbers are written as the language writes them", () => {
  const written = (tag: string) =>
    sayIn({ tag, texts: ENGLISH }, { contentTooLong: "{n}" })("contentTooLong", { n: 12_345 });
  expect(written("en")).toBe("12,345");
  expect(written("de")).toBe("12.345");
  expect(written("pt-BR")).toBe("12.345");
});

test("what every object has is no value", () => {
  expect(english({ send: "{constructor}" })("send")).toBe("{constructor}");
});
