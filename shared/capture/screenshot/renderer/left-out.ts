import { within } from "./geometry.ts";
import { labelOf } from "./labelled-box.ts";
import { placeOf, px, sizeOf } from "./place.ts";
import { itemOf } from "./room.ts";
import type { Around, Work } from "./work.ts";

/** Where an element stands whose style cannot be read. Among text nothing says so but the text. */
const measured = ({ arrangement, frame, start, flow }: Around, rect: DOMRectReadOnly): string => {
  const { x, y } = frame ? within(frame, rect) : start;
  if (arrangement === "level") return `grid-area:1/1;margin:${px(y - start.y)} 0 0 ${px(x - start.x)};`;
  if (arrangement !== "flow" || !flow) return "";
  const css = `margin:${px(y - flow.bottom)} 0 0 ${px(x)};`;
  flow.bottom = y + rect.height;
  return css;
};

/** Writes what stands where an element could not be written: a box of its size, in its place, that says so. */
export const writeLeftOut = (work: Work, element: Element, around: Around): void => {
  const rect = element.getBoundingClientRect();
  // On a line, what has no text stands with its lower edge, and other things with what they say.
  const isBare = !element.textContent?.trim() && !/^(input|button)$/.test(element.localName);
  let rule = "display:inline-block;";
  let css: string;
  let size = { x: rect.width, y: rect.height };
  try {
    const style = work.view.getComputedStyle(element);
    css = placeOf(element, style, around, false).css;
    size = sizeOf(style, rect);
    rule = `display:${style.display === "inline" ? "inline-block" : style.display};vertical-align:${style.verticalAlign};${around.arrangement === "item" ? itemOf(style) : ""}`;
  } catch {
    css = measured(around, rect);
  }
  work.markup.push(
    `<x class="${work.sheet.classOf(`${rule}box-sizing:border-box;${isBare ? "overflow:hidden;" : ""}`)}" style="${css}width:${px(size.x)};height:${px(size.y)}">${labelOf(work, "element", rect)}</x>`,
  );
};
