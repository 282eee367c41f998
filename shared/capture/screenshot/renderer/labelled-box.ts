import { COVER } from "../../masking.ts";
import { rounded } from "../engine.ts";
import { type Place, px, sizeOf } from "./place.ts";
import { ITEM } from "./properties.ts";
import type { Around, Work } from "./work.ts";

const WORDS: Record<string, string> = {
  image: "image not available",
  canvas: "drawing not available",
  video: "video not available",
  frame: "frame not available",
};
const LABEL =
  "display:flex;align-items:center;justify-content:center;width:100%;height:100%;overflow:hidden;text-align:center;" +
  "direction:ltr;writing-mode:horizontal-tb;white-space:nowrap;visibility:visible;letter-spacing:0;text-transform:none;" +
  "text-indent:0;text-shadow:none;font:12px/1.3 system-ui,sans-serif;color:#5c6370;-webkit-text-fill-color:#5c6370;" +
  "box-shadow:inset 0 0 0 1px #b9bec6;" +
  "background:repeating-linear-gradient(45deg,#e7e9ec 0 6px,#f3f4f6 6px 12px)";
/** Smaller ones have no room for a word. */
const ROOM = { width: 130, height: 18 };

/** Says in the picture that something is missing here, and notes it. */
export const labelOf = (work: Work, reason: string, rect: DOMRectReadOnly): string => {
  const { x, y } = work.offset;
  work.gaps.push({
    reason,
    rect: rounded(new DOMRect(rect.x + x, rect.y + y, rect.width, rect.height)),
  });
  const word = rect.width >= ROOM.width && rect.height >= ROOM.height ? (WORDS[reason] ?? "not available") : "";
  return `<x class="${work.sheet.classOf(LABEL)}">${word}</x>`;
};

/** What a missing ground is made of. */
export const HATCHED = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="60"><defs><pattern id="h" width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="12" height="12" fill="#f3f4f6"/><rect width="6" height="12" fill="#e7e9ec"/></pattern></defs><rect width="160" height="60" fill="url(#h)" stroke="#b9bec6"/><text x="80" y="34" text-anchor="middle" font-family="sans-serif" font-size="12" fill="#5c6370">image not available</text></svg>',
).replace(/[()']/g, (one) => `%${one.charCodeAt(0).toString(16)}`)}`;

/** The room that an element takes among others, and nothing in it. */
export const roomOf = (style: CSSStyleDeclaration): string => {
  const display = style.display === "inline" ? "inline-block" : style.display;
  return (
    `display:${display};box-sizing:${style.boxSizing};vertical-align:${style.verticalAlign};` +
    `padding:${style.paddingTop} ${style.paddingRight} ${style.paddingBottom} ${style.paddingLeft};` +
    `border:0 solid transparent;border-width:${style.borderTopWidth} ${style.borderRightWidth} ${style.borderBottomWidth} ${style.borderLeftWidth};`
  );
};
/** The same in a flex box or grid. */
export const itemOf = (style: CSSStyleDeclaration): string =>
  `flex:none;${ITEM.map((name) => `${name}:${style.getPropertyValue(name)}`).join(";")};`;

/** What stands in the place of something private: a box of its size, and nothing of what is in it. */
export const coverOf = (
  work: Work,
  element: Element,
  style: CSSStyleDeclaration,
  around: Around,
  { css }: Place,
): string => {
  const room = `${roomOf(style)}${around.arrangement === "item" ? itemOf(style) : ""}`;
  // Pictures, frames and the like have a size of their own among text, and stand on the line with their lower edge.
  const isPiece = style.display === "inline";
  const { x, y } = sizeOf(style, element.getBoundingClientRect());
  const size = isPiece ? `box-sizing:border-box;width:${px(x)};height:${px(y)};` : "";
  const isInLine = !isPiece && /^inline/.test(style.display);
  // It stands on the line that its text stood on.
  const text = `font:${style.fontWeight} ${style.fontSize}/${style.lineHeight} ${style.fontFamily};color:transparent;`;
  const rule = `all:unset;${room}${isInLine ? text : "overflow:hidden;"}visibility:visible;background:${COVER} border-box;`;
  const start = `class="${work.sheet.classOf(rule)}" style="${css}${size}"`;
  return element.localName === "input" ? `<input ${start}/>` : `<x ${start}>${isInLine ? "\u200b" : ""}</x>`;
};

/** The same where it goes on with the line, and what is in it has covers of its own. */
export const coverInLine = (style: CSSStyleDeclaration): string =>
  `${roomOf(style).replace("inline-block", "inline")}background:${COVER};`;

/** The same for private text among other text: a box for each line that it is on. */
export const coverOfText = (work: Work, rects: Iterable<DOMRectReadOnly>): string => {
  let covers = "";
  for (const { width, height } of rects)
    covers += `<x class="${work.sheet.classOf(`display:inline-block;vertical-align:text-bottom;visibility:visible;background:${COVER}`)}" style="width:${width}px;height:${height}px"></x>`;
  return covers;
};
