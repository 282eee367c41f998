import { type Inherited, styleOf } from "./style.ts";
import type { Work } from "./work.ts";

export type Pseudo = {
  name: "::before" | "::after";
  style: CSSStyleDeclaration;
  content: string;
  takesRoom: boolean;
  isText: boolean;
};

/** The style of a part of an element. A page that has put a function of its own there may not know it. */
export const partStyle = (view: Window, element: Element, part?: string): CSSStyleDeclaration | undefined => {
  try {
    return view.getComputedStyle(element, part);
  } catch {
    return;
  }
};

const STRING = '"(?:[^"\\\\]|\\\\.)*"';
const STRINGS = /"((?:[^"\\]|\\.)*)"/g;
const ATTRIBUTES = new RegExp(`${STRING}|attr\\(\\s*([\\w-]+)[\\w\\s-]*(?:,\\s*(${STRING})\\s*)?\\)`, "g");
const quoted = (text: string): string => `"${text.replace(/["\\]/g, "\\$&").replace(/[\n\r\f]/g, "\\a ")}"`;

/** What a part of an element says. Some browsers name attributes there, which the copy does not have. */
const contentOf = (element: Element, content: string): string =>
  content.includes("attr(")
    ? content.replace(ATTRIBUTES, (all, name?: string, otherwise = '""') => {
        const value = name && element.getAttribute(name);
        return name ? (value == null ? otherwise : quoted(value)) : all;
      })
    : content;

/** What is said, as it is shown: maybe as dots. */
export const shown = (style: CSSStyleDeclaration, text: string): string =>
  /^(none)?$/.test(style.getPropertyValue("-webkit-text-security")) ? text : "\u2022".repeat(text.length);

/** What the style sheet puts before and after what is in an element. */
export const pseudosOf = (work: Work, element: Element): Pseudo[] => {
  const found: Pseudo[] = [];
  for (const name of ["::before", "::after"] as const) {
    const style = partStyle(work.view, element, name);
    const said = style?.content; // asked alone first: of a part that is not there each answer costs as much as all of an element
    if (!style || !said || /^(none|normal|-moz-alt-content)$/.test(said)) continue;
    const { display, position } = style;
    if (display === "none") continue;
    const content = contentOf(element, said).replace(STRINGS, (_, text) => `"${shown(style, text)}"`);
    const isOut = position === "absolute" || position === "fixed";
    const isEmpty = content === '""' || content === '" "';
    const isFlat = isEmpty && (display === "table" || display === "inline" || Number.parseFloat(style.height) === 0);
    found.push({ name, style, content, takesRoom: !isOut && !isFlat, isText: !isEmpty });
  }
  return found;
};

/** How the look of a list's marks and of a first letter differs from the text's. */
export const classesOfParts = (work: Work, element: Element, style: CSSStyleDeclaration, hasText: boolean): string => {
  let classes = "";
  const read = (name: string) => partStyle(work.view, element, name) ?? style;
  if (style.display === "list-item") {
    const { color, content, fontSize, fontWeight, fontFamily } = read("::marker");
    let css = "";
    if (color !== style.color) css += `color:${color};`;
    if (content && content !== "normal") css += `content:${work.sheet.withAddresses(content)};`;
    if (fontSize !== style.fontSize) css += `font-size:${fontSize};`;
    if (fontWeight !== style.fontWeight) css += `font-weight:${fontWeight};`;
    if (fontFamily !== style.fontFamily) css += `font-family:${fontFamily};`;
    if (css) classes += ` ${work.sheet.classOf(css, "::marker")}`;
  }
  if (hasText && /block|list-item|flow-root|table-cell/.test(style.display)) {
    const line = read("::first-line");
    if (line.fontSize !== style.fontSize || line.color !== style.color || line.fontWeight !== style.fontWeight) {
      const { inherited } = styleOf(style, work.sheet, { around: null });
      classes += ` ${work.sheet.classOf(styleOf(line, work.sheet, { around: inherited }).css, "::first-line")}`;
    }
  }
  if (hasText && /block|list-item|flow-root|table-cell/.test(style.display)) {
    const letter = read("::first-letter");
    if (
      letter.fontSize !== style.fontSize ||
      letter.color !== style.color ||
      (letter.float !== "none" && letter.float !== style.float)
    ) {
      const { inherited } = styleOf(style, work.sheet, { around: null });
      const { css } = styleOf(letter, work.sheet, { around: inherited });
      const place = `float:${letter.float};margin:${letter.marginTop} ${letter.marginRight} ${letter.marginBottom} ${letter.marginLeft};`;
      classes += ` ${work.sheet.classOf(css + place, "::first-letter")}`;
    }
  }
  return classes;
};

/** The classes that give a copy what its original has before and after it. */
export const classesOfPseudos = (
  work: Work,
  pseudos: Pseudo[],
  inherited: Inherited,
  isItem: boolean,
  isLevel: boolean,
): string => {
  let classes = "";
  for (const { name, style, content: said, takesRoom, isText } of pseudos) {
    const isOut = style.position === "absolute" || style.position === "fixed";
    if (isLevel && !takesRoom && !isOut) continue;
    const { css } = styleOf(style, work.sheet, { around: inherited, hasPlace: true, isItem: isItem && !isOut });
    if (isText) work.fonts.note(style, said);
    const content = work.sheet.withAddresses(said);
    classes += ` ${work.sheet.classOf(`content:${content};display:${style.display};${css}`, name)}`;
  }
  return classes;
};
