import { COVER } from "../../masking.ts";
import { type Place, px, sizeOf } from "./place.ts";
import { itemOf, roomOf } from "./room.ts";
import type { Around, Work } from "./work.ts";

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
