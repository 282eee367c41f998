import type { Rectangle } from "../../../contract/submission.ts";
import { COVER, elementsBelow } from "../../masking.ts";
import { common } from "../engine.ts";
import { noteGap } from "./note-gap.ts";
import { type Place, px, sizeOf } from "./place.ts";
import { itemOf, roomOf } from "./room.ts";
import type { Around, Work } from "./work.ts";

const isVisible = (element: Element): boolean => getComputedStyle(element).visibility === "visible";

/** What is hidden has no cover to be seen, unless something is seen in it, or what stands in its slots could be. */
const visibilityOf = (element: Element): string => {
  const all = [element, ...elementsBelow(element), ...(element.shadowRoot ? elementsBelow(element.shadowRoot) : [])];
  return all.some((one) => isVisible(one) || one.localName === "slot") ? "visible" : "hidden";
};

/** Notes where a cover is seen: without what the boxes around it cut off. */
const noteCover = (work: Work, element: Element, visibility: string, rects: Iterable<Rectangle>): void => {
  const { view } = work;
  const boxes: Rectangle[] = [{ x: 0, y: 0, width: view.innerWidth, height: view.innerHeight }];
  let { position } = view.getComputedStyle(element);
  let one: Element | null | undefined = element;
  while (position !== "fixed") {
    one = one.assignedSlot ?? one.parentElement ?? (one.getRootNode() as Partial<ShadowRoot>).host;
    if (!one || one.localName === "body") break; // what the body cuts off, the window does
    const style = view.getComputedStyle(one);
    if (position === "absolute" && style.position === "static") continue;
    if (style.overflow !== "visible") boxes.push(one.getBoundingClientRect());
    position = style.position;
  }
  if (visibility === "visible") for (const rect of rects) noteGap(work, "masked", boxes.reduce(common, rect));
};

/** What stands in the place of something private: a box of its size, and nothing of what is in it. */
export const coverOf = (
  work: Work,
  element: Element,
  style: CSSStyleDeclaration,
  around: Around,
  { css }: Place,
  lift: string,
): string => {
  const room = `${roomOf(style)}${around.arrangement === "item" ? itemOf(style) : ""}`;
  // Pictures, frames and the like have a size of their own among text, and stand on the line with their lower edge.
  const isPiece = style.display === "inline";
  const rect = element.getBoundingClientRect();
  const { x, y } = sizeOf(style, rect);
  const size = isPiece ? `box-sizing:border-box;width:${px(x)};height:${px(y)};` : "";
  const isInLine = !isPiece && /^inline/.test(style.display);
  // It stands on the line that its text stood on.
  const text = `font:${style.fontWeight} ${style.fontSize}/${style.lineHeight} ${style.fontFamily};color:transparent;`;
  const visibility = visibilityOf(element);
  noteCover(work, element, visibility, [rect]);
  const rule = `all:unset;${room}${isInLine ? text : "overflow:hidden;"}visibility:${visibility};background:${COVER} border-box;`;
  const start = `class="${work.sheet.classOf(rule)}${lift}" style="${css}${size}"`;
  return element.localName === "input" ? `<input ${start}/>` : `<x ${start}>${isInLine ? "\u200b" : ""}</x>`;
};

/** The same where it goes on with the line, and what is in it has covers of its own. */
export const coverInLine = (work: Work, element: Element, style: CSSStyleDeclaration): string => {
  noteCover(work, element, style.visibility, element.getClientRects());
  return `${roomOf(style).replace("inline-block", "inline")}visibility:${style.visibility};background:${COVER};`;
};

/** The same for private text among other text: a box for each line that it is on. */
export const coverOfText = (
  work: Work,
  element: Element,
  rects: Iterable<DOMRectReadOnly>,
  { visibility }: CSSStyleDeclaration,
  lift: string,
): string => {
  const rule = `display:inline-block;vertical-align:text-bottom;visibility:${visibility};background:${COVER}`;
  noteCover(work, element, visibility, rects);
  let covers = "";
  for (const { width, height } of rects)
    covers += `<x class="${work.sheet.classOf(rule)}${lift}" style="width:${width}px;height:${height}px"></x>`;
  return covers;
};
