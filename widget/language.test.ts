import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test, vi } from "vitest";
import { type Language, languageOf, learn, type Spoken } from "./language.ts";
import { ENGLISH, texts as TRANSLATED } from "./locales/en.ts";
import { FIRST_SIGHT, type LocaleTexts } from "./text.ts";

const FOLDER = join(import.meta.dirname, "locales");
const FILES = readdirSync(FOLDER).filter((file) => file !== "en.ts");
const names = (texts: object) => Object.keys(texts) as (keyof LocaleTexts)[];
const placeholders = (sentence: string) => (sentence.match(/\{\w+\}/g) ?? []).sort();
const locale = (file: string): Promise<Language> => import(pathToFileURL(join(FOLDER, file)).href);
const read = async (file: string): Promise<LocaleTexts> => (await locale(file)).texts;
const learned = (locale: string) => new Promise<Spoken>((speak) => learn(locale, speak, new AbortController().signal));

test("there are twelve languages beside English", () => {
  const expected = ["ar", "de", "es", "fr", "he", "it", "ja", "ko", "nl", "pl", "pt-br", "zh-cn"];
  expect(FILES.sort()).toEqual(expected.map((name) => `${name}.ts`));
});

test.each(FILES)("%s has every sentence, none that is gone, and none empty", async (file) => {
  const texts = await read(file);
  const missing = names(TRANSLATED).filter((name) => !texts[name]?.trim());
  const surplus = names(texts).filter((name) => !(name in TRANSLATED));
  expect({ file, missing, surplus }).toEqual({ file, missing: [], surplus: [] });
});

test.each(FILES)("%s keeps the values that a sentence takes", async (file) => {
  const texts = await read(file);
  const lost = names(TRANSLATED).filter(
    (name) => placeholders(texts[name] ?? "").join() !== placeholders(TRANSLATED[name]).join(),
  );
  expect({ file, lost }).toEqual({ file, lost: [] });
});

test.each(FILES)("%s says which language it is in", async (file) => {
  expect((await locale(file)).tag.toLowerCase()).toBe(file.replace(".ts", ""));
});

/** Sentences that may read as in English: single words that a language has borrowed. */
const BORROWED = /^(E-?mail|Browser|Screenshot|Problem|Question|Idea|optional|Feedback|Message|Text|Link|Team|Pen)$/;

test.each(FILES)("%s leaves no sentence in English", async (file) => {
  const texts = await read(file);
  const same = names(texts).filter((name) => texts[name] === TRANSLATED[name] && !BORROWED.test(texts[name]));
  expect({ file, same }).toEqual({ file, same: [] });
});

/** Whole sentences, and nothing that a keyboard of the wrong country left behind. */
const WRONG: Record<string, RegExp> = {
  "a straight quotation mark or apostrophe": /["']/,
  "three full stops": /\.\.\./,
  "a space at an end, or two": /^\s|\s$| {2}/,
};
test.each(FILES)("%s has the marks of its language", async (file) => {
  const texts = await read(file);
  const own: Record<string, RegExp> = {
    "fr.ts": / [?!;:]|[^\u202f\u00a0\s][?!;]|[^\u00a0]:/,
    "es.ts": /^[^¿]*\?/,
    "ja.ts": /[,?!]|\.(?!\w)/,
    "zh-cn.ts": /[,?!]|\.(?!\w)|[\u4e00-\u9fff]:/,
    "ar.ts": /[,;?]/,
  };
  const rules = { ...WRONG, ...(own[file] ? { "a mark of another language": own[file] } : {}) };
  const wrong = names(texts).flatMap((name) =>
    Object.entries(rules)
      .filter(([, pattern]) => pattern.test(texts[name]))
      .map(([what]) => `${name} has ${what}: ${texts[name]}`),
  );
  expect(wrong).toEqual([]);
});

test.each([
  ["de", "de"],
  ["de-CH", "de"],
  ["DE_at", "de"],
  [" fr-CA ", "fr"],
  ["pt", "pt"],
  ["pt-PT", "pt"],
  ["zh", "zh"],
  ["zh-Hans-SG", "zh"],
  ["zh-TW", "zh"],
  ["iw", "he"],
  ["iw_IL", "he"],
  ["ar-EG", "ar"],
  ["en-GB", "en"],
  ["", "en"],
  ["tlh", "en"],
  ["deu", "en"],
  ["constructor", "en"],
  ["__proto__", "en"],
  ["valueOf-CH", "en"],
  ["../de", "en"],
])("%j is understood as %s", (locale, name) => {
  expect(languageOf(locale)).toBe(name);
});

test.each([null, 5, {}])("what is no name at all (%j) is English", (locale) => {
  expect(languageOf(locale as unknown as string)).toBe("en");
});

test("a language comes with its tag and its direction, and what nobody speaks is English at once", async () => {
  expect(await learned("pt-PT")).toMatchObject({ tag: "pt-BR", direction: "ltr", texts: { send: "Enviar" } });
  expect(await learned("zh-TW")).toMatchObject({ tag: "zh-CN", direction: "ltr" });
  expect(await learned("he-IL")).toMatchObject({ tag: "he", direction: "rtl" });
  expect(await learned("ar")).toMatchObject({ tag: "ar", direction: "rtl" });
  const heard: Spoken[] = [];
  const whole = learn("tlh", (language) => heard.push(language), new AbortController().signal);
  expect(heard).toEqual([{ tag: "en", direction: "ltr", texts: FIRST_SIGHT }]);
  await whole();
  expect(heard[1]?.texts).toEqual(TRANSLATED);
  expect(ENGLISH).toMatchObject(TRANSLATED);
});

test("a form that is taken away while its language is under way hears nothing more, and leaves no timer", async () => {
  vi.useFakeTimers();
  try {
    const ends = new AbortController();
    const heard: Spoken[] = [];
    learn("de", (language) => heard.push(language), ends.signal);
    expect(vi.getTimerCount()).toBe(1);
    ends.abort();
    expect(vi.getTimerCount()).toBe(0);
    await import("./locales/de.ts");
    await Promise.resolve();
    expect(heard).toEqual([]);
  } finally {
    vi.useRealTimers();
  }
});
