import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sayCounted } from "./say.ts";
import { TEXT } from "./text.ts";

const FOLDER = join(import.meta.dirname, "public/_locales");
type Sentences = Record<string, string>;
const read = (language: string): Sentences => {
  const messages: Record<string, { message: string }> = JSON.parse(
    readFileSync(join(FOLDER, language, "messages.json"), "utf8"),
  );
  return Object.fromEntries(Object.entries(messages).map(([name, { message }]) => [name, message]));
};
const ENGLISH = read("en");
const LANGUAGES = readdirSync(FOLDER).filter((folder) => folder !== "en");

/** Of a sentence that depends on a number, the name without the form: `a_other` is `a`, any other name itself. */
const stemOf = (name: string): string => {
  const stem = name.replace(/_(zero|one|two|few|many|other)$/, "");
  return `${stem}_other` in ENGLISH ? stem : name;
};
const isCounted = (name: string): boolean => stemOf(name) !== name;
const COUNTED = [...new Set(Object.keys(ENGLISH).filter(isCounted).map(stemOf))];
/** Which forms a language has for the numbers that come up here. */
const formsOf = (tag: string): string[] => {
  const rules = new Intl.PluralRules(tag);
  return [...new Set(["other", ...Array.from({ length: 200 }, (_, less) => rules.select(less + 1))])];
};
const values = (sentence: string) => [...new Set(sentence.match(/\$\d|\{\w+\}/g))].sort();

test("the extension speaks the languages of the form", () => {
  const widgets = readdirSync(join(import.meta.dirname, "../widget/locales")).map((file) => file.replace(".ts", ""));
  expect([...LANGUAGES, "en"].map((folder) => folder.toLowerCase().replace("_", "-")).sort()).toEqual(widgets.sort());
});

test.each(LANGUAGES)(
  "%s has every sentence, in each form that it has, none that is gone, and none empty",
  (language) => {
    const own = read(language);
    const plain = Object.keys(ENGLISH).filter((name) => !isCounted(name));
    const wanted = [...plain, ...COUNTED.flatMap((stem) => formsOf(own.language!).map((form) => `${stem}_${form}`))];
    const missing = wanted.filter((name) => !own[name]?.trim());
    const surplus = Object.keys(own).filter((name) => !(isCounted(name) ? COUNTED : plain).includes(stemOf(name)));
    expect({ language, missing, surplus }).toEqual({ language, missing: [], surplus: [] });
  },
);

test.each(LANGUAGES)("%s keeps the values that a sentence takes", (language) => {
  const lost = Object.entries(read(language)).flatMap(([name, sentence]) => {
    const english = values(ENGLISH[isCounted(name) ? `${stemOf(name)}_other` : name] ?? "").join();
    const own = values(sentence).join();
    const inWords = /_(zero|one|two)$/.test(name) && own === ""; // "two messages" needs no figure
    return own === english || inWords ? [] : [`${name}: ${own} for ${english}`];
  });
  expect({ language, lost }).toEqual({ language, lost: [] });
});

test.each([...LANGUAGES, "en"])("%s says which language it is in, and which way that is written", (language) => {
  const own = read(language);
  expect(own.language).toBe(language.replace("_", "-"));
  expect(own.direction).toBe(["ar", "he"].includes(language) ? "rtl" : "ltr");
});

test.each([...LANGUAGES, "en"])("%s can be read by the browsers, and by the stores", (language) => {
  const own = read(language);
  const names = Object.keys(own);
  expect(names.filter((name) => !/^\w+$/.test(name))).toEqual([]);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length); // they do not tell capitals apart
  expect(names.filter((name) => /\$\w+\$|\$(?!\d)|\$0/.test(own[name]!))).toEqual([]); // would be names of values
  expect(own.extensionDescription!.length).toBeLessThanOrEqual(132);
});

/** What may read as in English: names, marks, and words that a language has borrowed. */
const BORROWED = /^(Earshot|ltr|Link|Image|\$1 \(\$2\))$/;

test.each(LANGUAGES)("%s leaves no sentence in English", (language) => {
  const own = read(language);
  const same = Object.keys(own).filter((name) => own[name] === ENGLISH[name] && !BORROWED.test(own[name]!));
  expect({ language, same }).toEqual({ language, same: [] });
});

/** Nothing that a keyboard of the wrong country left behind. */
const WRONG = /["']|\.\.\.|^\s|\s$| {2}/;
const WRONG_IN: Record<string, RegExp> = {
  fr: / [?!;:]|[^\u202f\u00a0\s][?!;]|[^\u00a0/]:(?!\/\/)/,
  es: /^[^¿]*\?/,
  ja: /[,?!]|[^\w/]\.(?!\w)/,
  zh_CN: /[,?!]|[^\w/]\.(?!\w)|[\u4e00-\u9fff]:/,
  ar: /[,;?]/,
};
test.each(LANGUAGES)("%s has the marks of its language", (language) => {
  const wrong = Object.entries(read(language)).filter(
    ([, sentence]) => WRONG.test(sentence) || WRONG_IN[language]?.test(sentence.replace(/\bhttps?:\/\/\S*/g, "")),
  );
  expect(wrong).toEqual([]);
});

/** What of our code matches, a test's and the one file's that has the sentences left out. */
const sourceBut = (left = ""): string =>
  readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\./.test(file) && file !== left)
    .map((file) => readFileSync(join(import.meta.dirname, file), "utf8"))
    .join("\n");

test("every sentence is said somewhere: remove what is not", () => {
  const all = sourceBut();
  const unsaid = Object.keys(ENGLISH).filter(
    (name) =>
      !new RegExp(
        `TEXT\\.${name}\\b|\\bsay(Counted)?\\([^()]*"${stemOf(name)}"|\\bfind\\("${name}"|__MSG_${name}__`,
      ).test(all),
  );
  expect(unsaid).toEqual([]);
});

test("what is said with a value, or chosen by one, is said outside the file that has it", () => {
  const source = readFileSync(join(import.meta.dirname, "text.ts"), "utf8");
  const names = [...source.slice(0, source.indexOf("} as const")).matchAll(/^ {2}(\w+): /gm)].map(([, name]) => name!);
  const others = sourceBut("text.ts");
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !new RegExp(`TEXT\\.${name}\\b`).test(others))).toEqual([]);
});

test("a value that is missing in code is missing here too: each sentence that takes one is said with it", () => {
  const source = readFileSync(join(import.meta.dirname, "text.ts"), "utf8");
  const without = Object.keys(ENGLISH).filter(
    (name) => ENGLISH[name]!.includes("$1") && !source.includes(`"${stemOf(name)}", `),
  );
  expect(without).toEqual([]);
});

test("of a number, the form that fits it is said, and numbers are written as the language does", () => {
  expect(TEXT.forgetIntro(1)).toContain("1 message that was");
  expect(sayCounted("forgetIntro", 1_234)).toContain("1,234 messages that were");
  expect(TEXT.wholeProgress(1, 1)).toBe("Taking the whole page…");
  expect(TEXT.connectTitle).toBe("Connect to your team");
});
