import { lazily } from "./lazily.ts";
import { FIRST_SIGHT, type LocaleTexts, type Texts } from "./text.ts";

/** A language that the form can speak: its sentences, and how it is written. Each file of `locales/` exports one. */
export type Language = {
  /** For `lang`, and for how numbers are written. */
  tag: string;
  direction: "ltr" | "rtl";
  texts: LocaleTexts;
};

/** A language as far as it is loaded. */
export type Spoken = Omit<Language, "texts"> & { texts: Partial<Texts> };

/** By language, whatever the region: any Portuguese, any Chinese is nearer to its reader than English. A page loads its own alone. */
const CHUNKS: Record<string, () => Promise<Language>> = {
  ar: () => import("./locales/ar.ts"),
  de: () => import("./locales/de.ts"),
  es: () => import("./locales/es.ts"),
  fr: () => import("./locales/fr.ts"),
  he: () => import("./locales/he.ts"),
  it: () => import("./locales/it.ts"),
  ja: () => import("./locales/ja.ts"),
  ko: () => import("./locales/ko.ts"),
  nl: () => import("./locales/nl.ts"),
  pl: () => import("./locales/pl.ts"),
  pt: () => import("./locales/pt-br.ts"),
  zh: () => import("./locales/zh-cn.ts"),
};

/** How long a form waits for its language, in ms; then it opens in English, and changes when the language comes after all. */
const PATIENCE = 1_500;

const IN_ENGLISH: Spoken = { tag: "en", direction: "ltr", texts: FIRST_SIGHT };

/**
 * Which language is meant: `de-CH`, `DE_at` and `de` are all `de`; `iw` is the old name of `he`.
 *
 * @returns `en` for whatever the form does not speak.
 */
export const languageOf = (locale: string): string => {
  const name = /^[a-z]+/.exec(String(locale).trim().toLowerCase())?.[0].replace(/^iw$/, "he") ?? "";
  // Own members only: `constructor` is no language, though every object has one.
  return Object.hasOwn(CHUNKS, name) ? name : "en";
};

// biome-ignore lint/suspicious/noConsole: nothing else can tell the site's owner
const warn = (...words: unknown[]): void => console.warn(...words);

/**
 * Gets a locale's language and hands it to `speak`: at once for English, as far as a form needs it at first sight. Whatever goes
 * wrong ends in English, with one line for the site's developer; never in no form.
 *
 * @param tell Told what went wrong; the console by default.
 * @returns Loads what is still lacking, and resolves when there is a sentence for everything.
 */
export const learn = (
  locale: string,
  speak: (language: Spoken) => void,
  signal: AbortSignal,
  tell: (...words: unknown[]) => void = warn,
): (() => Promise<void>) => {
  const hear = (language: Spoken) => {
    if (!signal.aborted) speak(language);
  };
  const english = lazily(async () => hear(await import("./locales/en.ts")));
  const name = languageOf(locale);
  const chunk = CHUNKS[name];
  if (!chunk) {
    speak(IN_ENGLISH);
    return english;
  }
  const patience = setTimeout(hear, PATIENCE, IN_ENGLISH);
  const end = () => clearTimeout(patience);
  signal.addEventListener("abort", end);
  const learned = chunk().then(
    (language) => {
      end();
      hear(language);
    },
    (problem: unknown) => {
      end();
      tell(`[earshot] The form is in English: "${name}" could not be loaded.`, problem);
      hear(IN_ENGLISH);
      return english();
    },
  );
  learned.catch(() => {}); // who waits for it is told
  // Neither of them came: English may come now.
  return () => learned.catch(english);
};
