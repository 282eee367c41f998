import { inLanguage } from "./language.ts";
import { DE } from "./text-de.ts";
import { EN } from "./text-en.ts";

/** The sentences of the console, in the language of this page. */
export const TEXT = inLanguage({ en: EN, de: DE });
