import { inLanguage } from "../language.ts";
import { DE } from "./text-de.ts";
import { EN } from "./text-en.ts";

/** The sentences about webhooks. */
export const text = inLanguage({ en: EN, de: DE });
