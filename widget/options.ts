import { own } from "../shared/own.ts";
import type { Texts } from "./text.ts";

export const POSITIONS = ["bottom-right", "bottom-left", "right", "left"] as const;
export type Position = (typeof POSITIONS)[number];
export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];
export const SCREENSHOTS = ["ask", "off"] as const;

/** What a site may say about its widget: as `data-*` attributes of the script tag, or to `Earshot.init`. Only `key` is needed. */
export type GivenOptions = {
  /** The app's publishable key, `ear_pub_...`. */
  key?: string | undefined;
  /** Address of the server. @default where the script came from */
  server?: string | undefined;
  /** Where the launcher stands and the form opens. @default what the app's settings say, else "bottom-right" */
  position?: string | undefined;
  /** `auto` follows the visitor's system. @default what the app's settings say, else "auto" */
  theme?: string | undefined;
  /** Any CSS colour, for the mark, the focus ring and the send button. */
  accent?: string | undefined;
  /** Language of the texts, such as `de-CH`. @default the page's `lang` */
  locale?: string | undefined;
  /** `none`: the site opens the form itself, by `data-earshot-open` or `Earshot.open()`. @default "button" */
  launcher?: string | undefined;
  /** The word on the launcher, in the language of the page: it is shown before any language is loaded. @default "Feedback" */
  launcherText?: string | undefined;
  /** `off`: no screenshots. @default what the app's settings say, else "ask" */
  screenshot?: string | undefined;
  /** Put on every feedback. As an attribute: separated by commas. */
  tags?: string | readonly string[] | undefined;
  /** Sentences of your own instead of ours. Not as an attribute. */
  texts?: Partial<Texts> | undefined;
};

/** The same for the form: parsed once. */
export type Options = {
  key: string;
  server: string;
  /** What is `undefined`, the app's settings decide. */
  position: Position | undefined;
  theme: Theme | undefined;
  accent: string | undefined;
  locale: string;
  screenshot: (typeof SCREENSHOTS)[number] | undefined;
  tags: readonly string[];
  texts: Partial<Texts>;
};

/** What is misspelt is as if it were not said. */
const oneOf = <T extends string>(list: readonly T[], given: string | undefined): T | undefined =>
  list.find((one) => one === given);

/**
 * Completes what a site said.
 *
 * @param scriptUrl Where the script came from.
 * @param pageLanguage The page's `lang`.
 */
export const parseOptions = (given: GivenOptions, scriptUrl: string, pageLanguage: string): Options => {
  const { key, server, position, theme, accent, locale, screenshot, tags, texts } = own(given);
  return {
    key: key ?? "",
    server: new URL(server || "/", scriptUrl).origin,
    position: oneOf(POSITIONS, position),
    theme: oneOf(THEMES, theme),
    accent: accent || undefined,
    locale: locale || pageLanguage || "en",
    screenshot: oneOf(SCREENSHOTS, screenshot),
    tags: typeof tags === "string" ? tags.split(",") : (tags ?? []),
    texts: texts ?? {},
  };
};
