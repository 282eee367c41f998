import { px } from "./place.ts";

const number = (text: string): number => Number.parseFloat(text) || 0;

/** How a box that cuts off its contents does so in the picture, and how far these are scrolled. */
export const scrolledBy = (element: Element, style: CSSStyleDeclaration) => {
  const { overflowX, overflowY } = style;
  const { scrollLeft, scrollTop } = element;
  const isCut = (overflowX !== "visible" || overflowY !== "visible") && style.display !== "inline";
  // The page itself is cut by the window alone.
  const isPage =
    element === element.ownerDocument.documentElement || (element === element.ownerDocument.body && passesOn(element));
  if (!isCut || isPage) return { css: "", isShifted: false, open: "" };
  const mode = (value: string) => (value === "clip" || value === "visible" ? value : "hidden");
  const margin = style.getPropertyValue("overflow-clip-margin");
  // No bars: in a picture they would stand at the beginning. Where the page shows some, their room is kept.
  const bar =
    (element as HTMLElement).offsetWidth -
    element.clientWidth -
    number(style.borderLeftWidth) -
    number(style.borderRightWidth);
  return {
    css: `overflow:${mode(overflowX)} ${mode(overflowY)};${margin && margin !== "0px" ? `overflow-clip-margin:${margin};` : ""}`,
    isShifted: scrollLeft !== 0 || scrollTop !== 0,
    open: `<x style="display:block;margin:${px(-scrollTop)} 0 0 ${px(-scrollLeft)}${bar >= 1 ? `;padding-right:${px(bar)}` : ""}">`,
  };
};

/** The overflow of the body is the window's, unless the root has one of its own. */
const passesOn = (body: Element): boolean => {
  const root = body.ownerDocument.documentElement;
  const { overflowX, overflowY } = body.ownerDocument.defaultView!.getComputedStyle(root);
  return overflowX === "visible" && overflowY === "visible";
};
