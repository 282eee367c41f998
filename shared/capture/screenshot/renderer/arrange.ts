import type { Arrangement } from "./work.ts";

/** Display types whose box is a block of text or of boxes. */
const BLOCKS = /^(block|flow-root|list-item|inline-block|table-cell|table-caption)$/;
const TABLES = /^(inline-)?table$|^table-(row|header-group|footer-group|row-group)$/;
export const FLEXIBLE = /(flex|grid)$/;
const INLINE = /^(inline|ruby)/;

/** A child as far as its arrangement needs to know it. */
export type Child = { node: Element; style: CSSStyleDeclaration };

const isOut = ({ style }: Child) => style.position === "absolute" || style.position === "fixed";
const meets = (one: DOMRect, other: DOMRect) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

/**
 * How the children of an element get to their places. Measured is best: then what is not seen can be left out, and nothing
 * moves. Only text has to flow, and what stands among it.
 *
 * @param children Those that are drawn.
 * @param hasText Also when text is made by the style, before or after them.
 * @param isMeasured Whether boxes in it can be measured at all.
 */
export const arrangementOf = (
  style: CSSStyleDeclaration,
  children: Child[],
  hasText: boolean,
  isMeasured: boolean,
): Arrangement => {
  const { display } = style;
  if (TABLES.test(display)) return "cell";
  if (FLEXIBLE.test(display)) return hasText || !isMeasured ? "item" : "level";
  if (!BLOCKS.test(display) || hasText || !isMeasured) return "line";
  if (style.columnCount !== "auto" || style.columnWidth !== "auto") return "line";
  const inFlow = children.filter((child) => !isOut(child));
  const floats = inFlow.filter((child) => child.style.float !== "none");
  const boxes = inFlow.filter((child) => child.style.float === "none");
  if (boxes.some((child) => INLINE.test(child.style.display))) return "line";
  if (floats.length > 0 && boxes.length > 0) {
    const rects = floats.map(({ node }) => node.getBoundingClientRect());
    if (boxes.some(({ node }) => rects.some((rect) => meets(rect, node.getBoundingClientRect())))) return "line";
  }
  const hasMarker = display === "list-item" && (style.listStyleType !== "none" || style.listStyleImage !== "none");
  if (hasMarker || display === "inline-block" || display === "table-cell") return floats.length > 0 ? "line" : "flow";
  return "level";
};
