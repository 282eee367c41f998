import { addressOf } from "./address.ts";
import type { FetchFile } from "./fetch-file.ts";

export type FaceRule = {
  rule: CSSFontFaceRule;
  /** What its addresses are relative to. */
  base: string;
};

/** How deep sheets that may not be read can import others. */
const DEEPEST = 3;
const FONT_FACE = 5;
const IMPORT = 3;
const STYLE = 1;

type Page = Window & typeof globalThis;

/** A text that is longer is searched for its font faces, as reading all of it takes too long. */
const LONGEST = 200_000;

/** The `@import`s of a text. A sheet that is made from text leaves them out. */
const importsIn = (text: string): string[] =>
  [...text.matchAll(/@import\s+(?:url\(\s*)?["']?([^"')\s;]+)/gi)].map(([, url = ""]) => url);

/**
 * Every font face that a document's sheets define where their conditions hold, in order. Sheets of other origins are fetched
 * and read by themselves: they are never put into the page.
 *
 * @param sheets Texts of other origins by their address, for the next time.
 */
export const faceRules = async (
  view: Window,
  fetchFile: FetchFile,
  sheets: Map<string, Promise<string | undefined>>,
): Promise<FaceRule[]> => {
  const { document, CSSStyleSheet, CSS } = view as Page;
  const found: FaceRule[] = [];

  const textOf = (url: string): Promise<string | undefined> => {
    const before = sheets.get(url);
    if (before) return before;
    const text = fetchFile(url).then((blob) => blob?.text());
    sheets.set(url, text);
    void text.then((one) => one ?? sheets.delete(url));
    return text;
  };

  const readClosed = async (url: string, depth = 0): Promise<void> => {
    const text = (await textOf(url))?.replace(/\/\*.*?\*\//gs, "");
    if (!text || (!text.includes("@font-face") && !text.includes("@import"))) return;
    if (depth < DEEPEST)
      for (const one of importsIn(text)) {
        const address = addressOf(one, url);
        if (address) await readClosed(address.href, depth + 1);
      }
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text.length > LONGEST ? (text.match(/@font-face\s*\{[^}]*\}/gi) ?? []).join("\n") : text);
    await readRules(sheet.cssRules, url);
  };

  const holds = (rule: CSSRule): boolean => {
    const condition = (rule as Partial<CSSConditionRule>).conditionText;
    if (condition === undefined) return true;
    return rule.type === CSSRule.MEDIA_RULE
      ? view.matchMedia(condition).matches
      : rule.type !== CSSRule.SUPPORTS_RULE || CSS.supports(condition);
  };

  const readRules = async (rules: CSSRuleList, base: string): Promise<void> => {
    for (const rule of rules) {
      if (rule.type === STYLE) continue;
      if (rule.type === FONT_FACE) found.push({ rule: rule as CSSFontFaceRule, base });
      else if (rule.type === IMPORT) {
        const { styleSheet, media } = rule as CSSImportRule;
        if (styleSheet && (!media.mediaText || view.matchMedia(media.mediaText).matches)) await readSheet(styleSheet);
      } else if ("cssRules" in rule && holds(rule)) await readRules(rule.cssRules as CSSRuleList, base);
    }
  };

  const readSheet = async (sheet: CSSStyleSheet): Promise<void> => {
    if (sheet.disabled || (sheet.media.mediaText && !view.matchMedia(sheet.media.mediaText).matches)) return;
    let rules: CSSRuleList | undefined;
    try {
      rules = sheet.cssRules;
    } catch {
      // Of another origin.
    }
    try {
      if (rules) await readRules(rules, sheet.href ?? document.baseURI);
      else if (sheet.href) await readClosed(sheet.href);
    } catch {
      // One that cannot be read does not hide the others.
    }
  };

  for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets]) await readSheet(sheet);
  return found;
};
