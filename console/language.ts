/** The languages that the console speaks, by their names in themselves. */
export const LANGUAGES = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof LANGUAGES;

const CHOICE = "earshot-language";

const isLanguage = (text: string | null): text is Language => text !== null && Object.hasOwn(LANGUAGES, text);

const chosen = (): string | null => {
  try {
    return localStorage.getItem(CHOICE);
  } catch {
    return null; // storage is closed: then the browser's language decides
  }
};

/** The member's choice in this browser, else the first of the browser's languages that is spoken here, else English. */
export const currentLanguage = (): Language => {
  const choice = chosen();
  if (isLanguage(choice)) return choice;
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
  return spoken.find((tag): tag is Language => isLanguage(tag)) ?? "en";
};

/** Kept in this browser, and spoken after the page was loaded again. */
export const chooseLanguage = (language: Language): void => {
  try {
    localStorage.setItem(CHOICE, language);
  } catch {
    // storage is closed: the choice cannot be kept
  }
  location.reload();
};

/** A room's sentences in the language of this page. The language is read once, when the page is loaded. */
export const inLanguage = <Sentences>(texts: { en: Sentences; de: NoInfer<Sentences> }): Sentences =>
  texts[currentLanguage()];
