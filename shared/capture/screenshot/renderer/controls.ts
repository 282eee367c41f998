import { escaped } from "./markup.ts";
import type { Place } from "./place.ts";
import { partStyle, shown } from "./pseudo.ts";
import type { Steps } from "./slices.ts";
import { styleOf } from "./style.ts";
import type { Around, Work } from "./work.ts";

/** Draws an element in a way of its own. */
export type Drawn = (
  work: Work,
  element: Element,
  style: CSSStyleDeclaration,
  around: Around,
  place: Place,
) => Steps<void> | undefined;

/** What draws controls where the browser does not. */
const ownOf = (work: Work) => work.parts.loaded.controls?.own;

const KEPT = ["type", "min", "max", "step", "multiple", "size", "rows", "cols", "low", "high", "optimum"];
/** Controls that the browser draws whatever borders they have. */
const ALWAYS_NATIVE = /^(checkbox|radio|range|color|file)$/;

/** The grounds that browsers give fields and buttons, light and dark, disabled and not. */
const DEFAULT_GROUND =
  /^rgba?\((0, 0, 0, 0|(255, 255, 255|239, 239, 239|233, 233, 237|59, 59, 59|107, 107, 107|43, 42, 51)(, 0\.\d+)?)\)$/;

/** Whether a control has the look that the browser gives it: a border or a ground of the page's takes it away. */
export const isNative = (element: Element, style: CSSStyleDeclaration): boolean => {
  if (style.appearance === "none") return false;
  const { localName, type = "" } = element as HTMLInputElement;
  if (localName === "progress" || localName === "meter" || ALWAYS_NATIVE.test(type)) return true;
  if (style.backgroundImage !== "none" || !DEFAULT_GROUND.test(style.backgroundColor)) return false;
  const line = `${style.borderTopWidth} ${style.borderTopStyle} ${style.borderTopLeftRadius}`;
  return /^2px (in|out)set 0px$/.test(line) || (localName === "select" && line === "1px solid 0px");
};

/** Buttons that the browser names where the page does not. */
const NAMES_ITSELF = /^(submit|reset)$/;
const LOOKS_PLAIN = /^(text|search|url|tel|email|number|textarea|select-one|submit|reset|button)$/;

const attribute = (name: string, value: string | boolean): string =>
  value === false ? "" : ` ${name}="${value === true ? "" : escaped(value)}"`;

const hintOf = (work: Work, element: Element): string => {
  const { placeholder = "" } = element as HTMLInputElement;
  const look = placeholder && partStyle(work.view, element, "::placeholder");
  return look ? shown(look, placeholder) : placeholder;
};

const open = (work: Work, element: Element, style: CSSStyleDeclaration, around: Around, place: Place) => {
  const isThemed = isNative(element, style);
  // A list that is open, and what a file is chosen with, are drawn right but for their edges.
  const native = isThemed && (!ownOf(work) || !LOOKS_PLAIN.test((element as HTMLInputElement).type));
  const { css, inherited } = styleOf(style, work.sheet, {
    around: native ? null : around.inherited,
    isItem: around.arrangement === "item",
    isNative: native,
  });
  const display = style.display === "inline" ? "inline-block" : style.display;
  let classes = work.sheet.classOf(
    `${native ? "" : "all:unset;"}display:${display};${css}${ownOf(work)?.edgeCss(element, style) ?? ""}`,
  );
  const placeholder = (element as HTMLInputElement).placeholder;
  if (placeholder && !(element as HTMLInputElement).value) {
    const look = partStyle(work.view, element, "::placeholder") ?? style;
    const { css: own } = styleOf(look, work.sheet, { around: inherited });
    classes += ` ${work.sheet.classOf(own, "::placeholder")}`;
  }
  return ` class="${classes}" style="${place.css}"`;
};

const kept = (element: Element): string => {
  let attributes = "";
  for (const name of KEPT) {
    const value = element.getAttribute(name);
    if (value !== null) attributes += attribute(name, value);
  }
  return attributes + attribute("disabled", (element as HTMLInputElement).disabled === true);
};

/** A box that is neither ticked nor not. */
const dashOf = ({ accentColor, colorScheme }: CSSStyleDeclaration): string => {
  const color = accentColor !== "auto" ? accentColor : /dark/.test(colorScheme) ? "#99c8ff" : "#0075ff";
  return `appearance:none;border-radius:2px;background:linear-gradient(#fff,#fff) center/60% 14% no-repeat,${color};`;
};

const SIMPLE = /^(text|url|tel|email)$/;
/** Whether a field is as high as its line of text. */
const isOneLine = ({ boxSizing, height, lineHeight }: CSSStyleDeclaration): boolean =>
  boxSizing === "content-box" && Math.abs(Number.parseFloat(height) - Number.parseFloat(lineHeight)) < 0.1;

const input: Drawn = (work, element, style, around, place) => {
  if (ownOf(work)?.drawOwn(work, element, style, around, place)) return undefined;
  const field = element as HTMLInputElement;
  const { type, value } = field;
  const placeholder = hintOf(work, field);
  const state =
    type === "file" || type === "image" || (NAMES_ITSELF.test(type) && !field.hasAttribute("value"))
      ? ""
      : attribute("value", value) + attribute("placeholder", placeholder) + attribute("checked", field.checked);
  work.fonts.note(style, value + placeholder);
  let look = place;
  // A height that is that of its line moves the text in it by part of a pixel.
  if (SIMPLE.test(type) && isOneLine(style)) look = { ...place, css: place.css.replace(/(^|;)height:[^;]*;/, "$1") };
  // Neither can be said in markup.
  if (field.indeterminate && type === "checkbox") look = { ...place, css: look.css + dashOf(style) };
  else if (field.scrollLeft > 0) look = { ...place, css: `${look.css}text-indent:${-field.scrollLeft}px;` };
  work.markup.push(`<input${open(work, element, style, around, look)}${kept(element)}${state}/>`);
  return undefined;
};

const textarea: Drawn = (work, element, style, around, place) => {
  const { value, scrollTop } = element as HTMLTextAreaElement;
  const placeholder = hintOf(work, element);
  work.fonts.note(style, value + placeholder);
  // What is scrolled cannot be said of a field, only of a box.
  const opening = open(work, element, style, around, place);
  if (scrollTop > 0)
    work.markup.push(
      `<x${opening.replace('style="', 'style="display:block;overflow:hidden;box-shadow:none;')}><x style="display:block;margin-top:${-scrollTop}px">${escaped(value)}</x></x>`,
    );
  else
    work.markup.push(
      `<textarea${opening}${kept(element)}${attribute("placeholder", placeholder)}>${escaped(value)}</textarea>`,
    );
  return undefined;
};

const select: Drawn = (work, element, style, around, place) => {
  const list = element as HTMLSelectElement;
  const isOpen = list.multiple || list.size > 1;
  work.markup.push(`<select${open(work, element, style, around, place)}${kept(element)}>`);
  for (const option of list.options) {
    if (!isOpen && !option.selected) continue;
    work.fonts.note(style, option.label);
    work.markup.push(
      `<option${attribute("selected", option.selected)}${attribute("disabled", option.disabled)}>${escaped(option.label)}</option>`,
    );
  }
  work.markup.push("</select>");
  return undefined;
};

const bar: Drawn = (work, element, style, around, place) => {
  if (ownOf(work)?.drawOwn(work, element, style, around, place)) return undefined;
  const { localName: tag } = element;
  const { value, max } = element as HTMLProgressElement;
  const state = element.hasAttribute("value") ? attribute("value", String(value)) : "";
  work.markup.push(
    `<${tag}${open(work, element, style, around, place)}${kept(element).replace(/ max="[^"]*"/, "")} max="${max}"${state}></${tag}>`,
  );
  return undefined;
};

const CONTROLS: Record<string, Drawn> = { input, textarea, select, progress: bar, meter: bar };

/** How an element is drawn that is a field or a gauge; nothing for others. */
export const controlOf = (element: Element): Drawn | undefined =>
  element.namespaceURI === "http://www.w3.org/1999/xhtml" &&
  !(element.localName === "input" && (element as HTMLInputElement).type === "image")
    ? CONTROLS[element.localName]
    : undefined;
