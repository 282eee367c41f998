import { CONTAINER, FOLLOWING, FONT, INHERITED, ITEM, OWN, SIDES } from "./properties.ts";
import type { Sheet } from "./sheet.ts";

/** What an element hands down to those in it, in the order of `NAMES`. */
export type Inherited = readonly string[];

export type Style = { css: string; inherited: Inherited };

const NAMES = [...INHERITED, ...FONT];
const COLOR = INHERITED.indexOf("color");
const SCHEME = INHERITED.indexOf("color-scheme");
const FILL = INHERITED.indexOf("-webkit-text-fill-color");
const CURRENT = [FILL, INHERITED.indexOf("-webkit-text-stroke-color"), INHERITED.indexOf("text-emphasis-color")];
const DIRECTION = INHERITED.indexOf("direction");
const WRITING = INHERITED.indexOf("writing-mode");

export type Wanted = {
  /** What the element around it hands down; null where there is none, or a sheet of the browser's stands between. */
  around: Inherited | null;
  /** The element lays out its children, and they are not put down one by one. */
  isContainer?: boolean;
  /** The same of the element around it. */
  isItem?: boolean;
  /** A control as the browser draws it: borders and grounds of ours would make it another. */
  isNative?: boolean;
  /** The box is a grid of one cell: where its children begin must not depend on how it is written in. */
  isLevel?: boolean;
  /** Its ground is drawn elsewhere. */
  hasNoGround?: boolean;
  /** The margins, insets and sizes are not said elsewhere. */
  hasPlace?: boolean;
};

const inheritedOf = (style: CSSStyleDeclaration, sheet: Sheet): string[] => {
  const read = (name: string) => style.getPropertyValue(name);
  const values = INHERITED.map(read);
  if (!values[0]) values.push(...FONT.map(read));
  for (const index of CURRENT) if (values[index] === values[COLOR]) values[index] = "currentcolor";
  values[SCHEME] = sheet.schemeOf(values[SCHEME] ?? "");
  return values;
};

/** What a computed style says that would not be so by itself. */
export const styleOf = (style: CSSStyleDeclaration, sheet: Sheet, wanted: Wanted): Style => {
  const { around } = wanted;
  const inherited = inheritedOf(style, sheet);
  if (wanted.isLevel) {
    inherited[DIRECTION] = "ltr";
    inherited[WRITING] = "horizontal-tb";
  }
  let css = "";
  const say = (name: string, value: string) => {
    if (value) css += `${name}:${value.includes("url(") ? sheet.withAddresses(value, name) : value};`;
  };
  for (const [index, value] of inherited.entries()) if (value !== around?.[index]) say(NAMES[index]!, value);
  const read = (name: string) => say(name, style.getPropertyValue(name));
  for (const [name, unset] of OWN) {
    const value = style.getPropertyValue(name);
    if (!value || value === unset) continue;
    if (wanted.isNative && name.startsWith("b") && !name.startsWith("box-si")) continue;
    if (wanted.hasNoGround && name.startsWith("background")) continue;
    say(name, value);
    for (const more of FOLLOWING[name]?.split(" ") ?? []) read(more);
  }
  if (!wanted.isNative && style.borderStyle !== "none")
    for (const side of SIDES) {
      const line = style.getPropertyValue(`border-${side}-style`);
      if (line === "none") continue;
      // A width without a line counts as none, so both are said or neither.
      // Lines that look like edges have a grey of their own where no colour was said.
      const color = style.getPropertyValue(`border-${side}-color`);
      const said = /set|groove|ridge/.test(line) && color === style.color ? "" : color;
      css += `border-${side}:${style.getPropertyValue(`border-${side}-width`)} ${line} ${said};`;
    }
  const outline = style.outlineStyle;
  if (outline && outline !== "none")
    css += `outline:${style.outlineWidth} ${outline} ${style.outlineColor};outline-offset:${style.outlineOffset};`;
  if (wanted.isContainer) for (const name of CONTAINER) read(name);
  if (wanted.isItem) {
    css += "flex:none;min-width:0;min-height:0;";
    for (const name of ITEM) read(name);
  }
  if (wanted.hasPlace) {
    for (const name of ["float", "clear", "position"]) read(name);
    for (const side of SIDES) {
      read(`margin-${side}`);
      if (style.position !== "static") read(side);
    }
    if (style.zIndex !== "auto") read("z-index");
    for (const name of ["width", "height", "overflow-x", "overflow-y"])
      if (style.getPropertyValue(name) !== "auto") read(name);
  }
  return { css, inherited };
};
