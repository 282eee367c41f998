import { type Frame, type Own, type Point, placed, transformationOf } from "./geometry.ts";
import { reachingMargin } from "./margins.ts";
import type { Around } from "./work.ts";

export const px = (value: number): string => `${Math.round(value * 1_000) / 1_000}px`;
const number = (text: string): number => Number.parseFloat(text) || 0;

/** The thickness of a box's edges: line and padding, left and top. */
export const edgeOf = (style: CSSStyleDeclaration): Point => ({
  x: number(style.borderLeftWidth) + number(style.paddingLeft),
  y: number(style.borderTopWidth) + number(style.paddingTop),
});

/** The size of a border box before any transformation. */
export const sizeOf = (style: CSSStyleDeclaration, rect: DOMRectReadOnly): Point => {
  if (style.width === "auto" || style.width === "") return { x: rect.width, y: rect.height };
  const isBorderBox = style.boxSizing === "border-box";
  const along = (start: string, end: string, inner: number, ...edges: string[]) =>
    isBorderBox ? inner : inner + number(start) + number(end) + edges.reduce((sum, edge) => sum + number(edge), 0);
  return {
    x: along(style.paddingLeft, style.paddingRight, number(style.width), style.borderLeftWidth, style.borderRightWidth),
    y: along(
      style.paddingTop,
      style.paddingBottom,
      number(style.height),
      style.borderTopWidth,
      style.borderBottomWidth,
    ),
  };
};

export type Place = {
  /** Declarations that put the element where it stands. */
  css: string;
  /** Its own border box; nothing when no measure helps in it. */
  frame: Frame | undefined;
  isOut: boolean;
};

/** Where an element stands that is turned in space: known in whole pixels only, but before it is turned. */
const deepPlace = (element: HTMLElement, style: CSSStyleDeclaration): string => {
  const parent = element.parentElement;
  const isInParent = element.offsetParent === parent;
  const view = element.ownerDocument.defaultView;
  if (!parent || !view) return "grid-area:1/1;";
  const { paddingLeft, paddingTop } = view.getComputedStyle(parent);
  const left = element.offsetLeft - (isInParent ? 0 : parent.offsetLeft + parent.clientLeft) - number(paddingLeft);
  const top = element.offsetTop - (isInParent ? 0 : parent.offsetTop + parent.clientTop) - number(paddingTop);
  const position = style.position === "static" ? "" : "position:relative;";
  return `grid-area:1/1;margin:${px(top)} 0 0 ${px(left)};${position}`;
};

/** An out-of-flow element may be in a zoomed one, and what it measures from outside of it. */
const enlargedBy = (zoom: number): Own =>
  zoom === 1 ? undefined : { linear: [zoom, 0, 0, zoom], move: { x: 0, y: 0 }, origin: { x: 0, y: 0 }, zoom };

const isCell = (display: string): boolean => display === "table-cell";

/** Text breaks as it did only in a box that is not a hair narrower. */
const roundedUp = (width: string): string => `${Math.ceil(number(width) * 64 - 0.02) / 64}px`;

const asComputed = (element: Element, style: CSSStyleDeclaration, around: Around): string => {
  const view = element.ownerDocument.defaultView;
  const isBlock = around.arrangement === "line" && /^(block|flow-root|list-item|flex|grid|table)$/.test(style.display);
  const reaches = isBlock && view && style.float === "none" && !/absolute|fixed/.test(style.position);
  const [top, bottom] = reaches
    ? [px(reachingMargin(view, element, "Top")), px(reachingMargin(view, element, "Bottom"))]
    : [style.marginTop, style.marginBottom];
  let css = `margin:${top} ${style.marginRight} ${bottom} ${style.marginLeft};`;
  if (style.float !== "none") css += `float:${style.float};`;
  if (style.clear !== "none") css += `clear:${style.clear};`;
  if (around.arrangement === "cell") css = "";
  if (style.position === "static") return css;
  css += `position:${style.position === "sticky" ? "relative" : style.position};`;
  if (style.position !== "sticky") css += `inset:${style.top} ${style.right} ${style.bottom} ${style.left};`;
  return css;
};

const REPLACED = /^(svg|img|canvas|video|iframe|object|embed)$/;

/**
 * Where an element stands and how large it is, measured where it can be.
 *
 * @param hasText Text of its own is in it.
 */
export const placeOf = (element: Element, style: CSSStyleDeclaration, around: Around, hasText: boolean): Place => {
  const { display, position } = style;
  const isInline = display === "inline" || display === "contents";
  const isOut = position === "absolute" || position === "fixed";
  const rect = (isInline && element.getClientRects()[0]) || element.getBoundingClientRect();
  const size = sizeOf(style, rect);
  const block = position === "fixed" ? around.fixed : around.absolute;
  const own =
    (isInline ? undefined : transformationOf(style, size)) ??
    (isOut ? enlargedBy(around.zoom / (block?.zoom ?? 1)) : undefined);
  let css = "";
  let frame: Frame | undefined;
  if (own !== "deep" && (isOut ? block : around.frame)) {
    const from = isOut ? block!.frame : around.frame!;
    const at = placed(from, rect, size, own);
    frame = at.frame;
    const start = isOut ? block!.start : around.start;
    const zoom = own?.zoom ?? 1;
    const x = (at.x - start.x) / zoom;
    const y = (at.y - start.y) / zoom;
    if (isOut) css = `position:${position};left:${px(x)};top:${px(y)};`;
    else if (around.arrangement === "level") css = `grid-area:1/1;margin:${px(y)} 0 0 ${px(x)};`;
    else if (around.arrangement === "flow" && around.flow) {
      css = `margin:${px((at.y - around.flow.bottom) / zoom)} 0 0 ${px(x)};`;
      around.flow.bottom = at.y + size.y * zoom;
    } else {
      css = asComputed(element, style, around);
      // The margin of the first one reached out of the box around it, which it does no more.
      if (around.arrangement === "line" && around.flow?.isFresh && style.float === "none") {
        if (/^(block|flow-root|list-item|flex|grid|table)$/.test(display)) css += `margin-top:${px(y)};`;
        around.flow.isFresh = false;
      }
    }
    // A table's parts stick to the edge from where they would be: at the beginning of what they stand in.
    if (around.arrangement === "cell" && position === "sticky" && (isCell(display) || !element.previousElementSibling))
      css += `top:${px(y)};${isCell(display) ? "" : "left:0;"}`;
    if (!isOut && (around.arrangement === "level" || around.arrangement === "flow") && position !== "static")
      css += "position:relative;";
  } else if (own === "deep" && !isOut && around.arrangement === "level") css = deepPlace(element as HTMLElement, style);
  else css = asComputed(element, style, around);
  if (style.zIndex !== "auto" && (position !== "static" || around.arrangement === "item" || around.isFlexible))
    css += `z-index:${style.zIndex};`;
  // In a line too, what is no text has the size it is given.
  if (!isInline || REPLACED.test(element.localName)) {
    const { width, height } = style;
    if (width && width !== "auto")
      css += `width:${hasText && around.arrangement !== "line" && around.arrangement !== "item" ? roundedUp(width) : width};`;
    // Columns balance by themselves, and a caption counts as its table's.
    const hasColumns = style.columnCount !== "auto" || style.columnWidth !== "auto";
    const isLoose = display.endsWith("table") && element.querySelector("caption") !== null;
    if (height && height !== "auto" && !isLoose) css += `${hasColumns ? "min-height" : "height"}:${height};`;
  }
  return { css, frame, isOut };
};

/** Whether out-of-flow elements in it measure from an element: absolutely placed ones, and fixed ones. */
export const blocksOf = (style: CSSStyleDeclaration): { absolute: boolean; fixed: boolean; css: string } => {
  const isTurned =
    style.transform !== "none" ||
    style.filter !== "none" ||
    style.perspective !== "none" ||
    [style.rotate, style.scale, style.translate, style.getPropertyValue("backdrop-filter")].some(
      (value) => value && value !== "none",
    );
  const contain =
    /strict|content|paint/.test(style.contain) || /auto|hidden/.test(style.contentVisibility ?? "")
      ? "paint"
      : /layout/.test(style.contain)
        ? "layout"
        : "";
  const will = /transform|filter|perspective|translate|rotate|scale/.test(style.willChange);
  const fixed = isTurned || contain !== "" || will;
  return {
    absolute: fixed || style.position !== "static",
    fixed,
    css: contain ? `contain:${contain};` : will ? "will-change:transform;" : "",
  };
};
