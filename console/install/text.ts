import { inLanguage } from "../language.ts";
import { DE } from "./text-de.ts";
import { EN } from "./text-en.ts";

/** The sentences of the room where the form is installed. */
export const text = inLanguage({ en: EN, de: DE });
