/** The key and the mark of `../waiting.ts`, in whose text the place stands too. */
const KEY = "earshot";
const MARK = ";!";

const HIDDEN = "display:none;";

const read = (): string => {
  try {
    return localStorage[KEY] ?? "";
  } catch {
    return "";
  }
};

/** What a visitor decided about the launcher, as the CSS that the script tag gives it on every page of this site. */
export type Kept = { css: string; isHidden: boolean };

export const readKept = (): Kept => {
  const css = read().replace(MARK, "");
  return { css: css.replace(HIDDEN, ""), isHidden: css.startsWith(HIDDEN) };
};

/** Only ever called because the visitor moved or hid it. Where storage is forbidden it holds for this page. */
export const keep = ({ css, isHidden }: Kept): string => {
  const style = (isHidden ? HIDDEN : "") + css;
  try {
    const text = style + (read().includes(MARK) ? MARK : "");
    if (text) localStorage[KEY] = text;
    else localStorage.removeItem(KEY);
  } catch {
    // It is only not remembered.
  }
  return style;
};
