import { fullnessOf, layOf, shapesOf, shareOf } from "./control-shapes.ts";
import { isNative } from "./controls.ts";
import { dateTextOf } from "./date-text.ts";
import { escaped } from "./markup.ts";
import { type Place, px, sizeOf } from "./place.ts";
import { partStyle } from "./pseudo.ts";
import { styleOf } from "./style.ts";
import type { Around, Work } from "./work.ts";

const number = (text: string): number => Number.parseFloat(text) || 0;
const icon = (width: number, height: number, shapes: string): string =>
  `url("data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" fill="none" stroke-linecap="round">${shapes}</svg>`,
  ).replace(/[()']/g, (one) => `%${one.charCodeAt(0).toString(16)}`)}")`;

/** What stands at the end of a field: an arrow, a pair of them, or what it is made larger by. */
const endOf = (element: Element, style: CSSStyleDeclaration): string => {
  if (style.backgroundImage !== "none") return "";
  const { localName, type, multiple, size } = element as HTMLInputElement;
  const line = `stroke="${style.color}"`;
  const end = style.direction === "rtl" ? "left" : "right";
  const at = (image: string, place: string) =>
    `background-image:${image};background-repeat:no-repeat;background-position:${place};`;
  if (localName === "textarea" && style.resize !== "none" && style.resize)
    return at(
      icon(12, 12, `<path ${line} opacity=".7" d="M1.5 11.5l10-10M5.5 11.5l6-6M9.5 11.5l2-2"/>`),
      `${end} 1px bottom 1px`,
    );
  if (style.appearance === "none") return "";
  if (localName === "select" && !multiple && size <= 1)
    return at(icon(9, 6, `<path ${line} stroke-width="1.5" d="m1 1 3.5 3.5L8 1"/>`), `${end} 6px center`);
  if (type === "number" && style.appearance !== "textfield")
    return at(
      icon(
        16,
        20,
        `<rect width="16" height="20" rx="2" fill="${style.color}" opacity=".08"/><path ${line} opacity=".7" d="m5 7.5 3-3 3 3M5 12.5l3 3 3-3"/>`,
      ),
      `${end} 0 center`,
    );
  return "";
};

/** Declarations that make a box of a field or a button look as the browser's own, and as large. */
export const edgeCss = (element: Element, style: CSSStyleDeclaration): string => {
  const end = endOf(element, style);
  if (!isNative(element, style) || !/set$/.test(style.borderTopStyle)) return end;
  const { localName, type, disabled, multiple, size } = element as HTMLInputElement;
  const isButton =
    localName === "button" ||
    /^(button|submit|reset|color)$/.test(type) ||
    (localName === "select" && !multiple && size <= 1);
  const padding = [style.paddingTop, style.paddingRight, style.paddingBottom, style.paddingLeft];
  // A thinner line than the layout has counted with.
  return `border:1px solid ${disabled ? "rgba(143,143,157,.5)" : style.borderTopColor};border-radius:${isButton ? 4 : 2}px;padding:${padding.map((one) => px(number(one) + 1)).join(" ")};${end}`;
};

const CALENDAR =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" style="flex:none;width:min(1em,16px);margin:0 .3em 2px auto;opacity:.65"><path fill="currentcolor" d="M3 0h2v2h6V0h2v2h1a2 2 0 0 1 2 2v2H0V4a2 2 0 0 1 2-2h1z"/><rect x=".75" y="2.75" width="14.5" height="12.5" rx="1.5" fill="none" stroke="currentcolor" stroke-width="1.5"/></svg>';

const displayed = ({ display }: CSSStyleDeclaration): string => (display === "inline" ? "inline-block" : display);

/** A part that a page has given a look of its own. */
const partOf = (work: Work, element: Element, name: string, css: string): string => {
  const style = partStyle(work.view, element, name);
  if (!style) return "";
  const { css: look } = styleOf(style, work.sheet, { around: null });
  return `<x class="${work.sheet.classOf(`${look}display:block;position:absolute;box-sizing:border-box;`)}" style="${css}"></x>`;
};

const share = (value: number): string => `${Math.round(value * 10_000) / 100}%`;

const partsOf = (work: Work, element: Element, style: CSSStyleDeclaration, width: number): string => {
  if (element.localName !== "input") {
    const full = fullnessOf(element as HTMLProgressElement) ?? 1;
    const side = style.direction === "rtl" ? "right" : "left";
    return partOf(work, element, `::-moz-${element.localName}-bar`, `${side}:0;top:0;width:${share(full)};height:100%`);
  }
  const { isReversed } = layOf(element, style);
  const side = isReversed ? "right" : "left";
  const [track, filled, thumb] = ["track", "progress", "thumb"].map((name) =>
    partStyle(work.view, element, `::-moz-range-${name}`),
  );
  const thick = (one: CSSStyleDeclaration | undefined) => px(number(one?.height ?? ""));
  const across = (one: CSSStyleDeclaration | undefined) => `top:calc(50% - ${thick(one)}/2);height:${thick(one)};`;
  const wide = number(thumb?.width ?? "");
  const start = shareOf(element as HTMLInputElement) * (width - wide);
  return (
    partOf(work, element, "::-moz-range-track", `left:0;width:100%;${across(track)}`) +
    partOf(work, element, "::-moz-range-progress", `${side}:0;width:${px(start + wide / 2)};${across(filled)}`) +
    partOf(work, element, "::-moz-range-thumb", `${side}:${px(start)};width:${px(wide)};${across(thumb)}`)
  );
};

/**
 * Draws a control with boxes and shapes, where the browser would leave it blank.
 *
 * @returns Whether it is one of those.
 */
export const drawOwn = (
  work: Work,
  element: Element,
  style: CSSStyleDeclaration,
  around: Around,
  place: Place,
): boolean => {
  const { localName, type } = element as HTMLInputElement;
  const date = dateTextOf(element as HTMLInputElement);
  const isGauge = localName === "progress" || localName === "meter";
  const isBare = style.appearance === "none";
  if (!date && !isGauge && type !== "range" && (isBare || (type !== "checkbox" && type !== "radio"))) return false;
  const isPlain =
    !isBare &&
    (localName !== "progress" || style.backgroundColor === "rgb(230, 230, 230)") &&
    (localName !== "meter" || style.backgroundColor === "rgba(0, 0, 0, 0)");
  const isShaped = !date && isPlain;
  const { css } = styleOf(style, work.sheet, {
    around: around.inherited,
    isItem: around.arrangement === "item",
    isNative: isShaped,
  });
  const size = sizeOf(style, element.getBoundingClientRect());
  let box = css;
  let measure = "";
  let contents: string;
  if (date) {
    box += `${edgeCss(element, style)}display:${/^inline/.test(displayed(style)) ? "inline-flex" : "flex"};align-items:center;overflow:hidden;white-space:pre;text-indent:0;`;
    work.fonts.note(style, date.map(({ text }) => text).join(""));
    const field = work.sheet.classOf("padding:1px 3px;");
    contents = date.map(({ text, isField }) => `<x${isField ? ` class="${field}"` : ""}>${escaped(text)}</x>`).join("");
    if (type !== "time" && !(element as HTMLInputElement).disabled) contents += CALENDAR;
  } else if (isShaped) {
    // The line in it is as high as the shapes: text stands a pixel above the lower edge of boxes to tick, and at that of
    // gauges. Sliders stand on their margin.
    box += `display:${displayed(style)};font-size:0;line-height:0;text-indent:0;text-align:left;box-sizing:border-box;padding:0;`;
    measure = `width:${px(size.x)};height:${px(size.y)};`;
    contents = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.x}" height="${size.y}" style="overflow:visible;${type === "range" ? "display:block" : isGauge ? "" : "vertical-align:-1px"}">${shapesOf(element, style, size)}</svg>`;
  } else {
    box += `display:${displayed(style)};position:relative;`;
    contents = partsOf(work, element, style, size.x);
  }
  work.markup.push(`<x class="${work.sheet.classOf(box)}" style="${place.css}${measure}">${contents}</x>`);
  return true;
};
