import ENGLISH from "./public/_locales/en/messages.json" with { type: "json" };

/** The sentences of `public/_locales/en/messages.json`. */
export type SentenceName = keyof typeof ENGLISH;
/** Those that depend on a number, without the ending that says on which. */
export type CountedName = SentenceName extends infer Name ? (Name extends `${infer Stem}_other` ? Stem : never) : never;
/** What a sentence takes for `$1`, `$2`, in that order. Numbers are written as the language writes them. */
type Value = string | number;

type Find = (name: string, values: string[]) => string;

/** For tests outside an extension, where no browser has a language of ours. */
const inEnglish: Find = (name, values) =>
  (ENGLISH as Partial<Record<string, { message: string }>>)[name]?.message.replace(
    /\$([1-9])/g,
    (_, place) => values[place - 1] ?? "",
  ) ?? "";

/** The browser reads the file of its own language alone, and sentence by sentence English where that lacks one; "" where both do. */
const inBrowsersLanguage: Find = (name, values) => chrome.i18n.getMessage(name, values);

const find = import.meta.env.MODE === "test" ? inEnglish : inBrowsersLanguage; // of a build only the second is left

/** The language that is spoken, such as `de` or `pt-BR`: that of the sentences, which may be English where the browser's is none of ours. */
export const LANGUAGE = find("language", []);

const browsers = new Intl.NumberFormat().resolvedOptions().locale;

/** How numbers and dates are written: as in the browser's region, such as `de-AT`, if the browser's language is the one that is spoken. */
export const LOCALE = browsers.split("-")[0] === LANGUAGE.split("-")[0] ? browsers : LANGUAGE;

const number = new Intl.NumberFormat(LOCALE);
const plural = new Intl.PluralRules(LANGUAGE);

/** A sentence in the browser's language. @param values For its `$1`, `$2`. */
export const say = (name: SentenceName, ...values: Value[]): string =>
  find(
    name,
    values.map((value) => (typeof value === "number" ? number.format(value) : value)),
  );

/** The sentence that the language has for so many, such as `NAME_one` or `NAME_other`; `$1` is the number. */
export const sayCounted = (name: CountedName, count: number): string => {
  const values = [number.format(count)];
  return find(`${name}_${plural.select(count)}`, values) || find(`${name}_other`, values);
};

/** Several things in one sentence, as the language sets them apart. */
export const sayList = (things: readonly string[]): string =>
  new Intl.ListFormat(LANGUAGE, { type: "unit", style: "short" }).format(things);
