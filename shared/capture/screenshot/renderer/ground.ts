import { COVER } from "../../masking.ts";
import { noteGap } from "./note-gap.ts";
import { px } from "./place.ts";
import { styleOf } from "./style.ts";
import type { Area } from "./visible.ts";
import type { Work } from "./work.ts";

export const CORNER = { x: 0, y: 0 };

const paints = (style: CSSStyleDeclaration): boolean =>
  style.backgroundColor !== "rgba(0, 0, 0, 0)" || style.backgroundImage !== "none";

/** The whole window has the ground of the root element, or of the body where that has none. */
export const groundOf = (work: Work, root: Element, area: Area) => {
  const { view } = work;
  const { body } = view.document;
  const owner = paints(view.getComputedStyle(root))
    ? root
    : body && paints(view.getComputedStyle(body))
      ? body
      : undefined;
  const scheme = work.sheet.schemeOf(view.getComputedStyle(root).colorScheme);
  const css =
    `display:grid;grid-template:0/0;position:relative;overflow:hidden;contain:paint;color-scheme:${scheme};` +
    (work.depth === 0 ? "background:Canvas;" : "");
  if (!owner) return { owner, css, layer: "" };
  if (work.isPrivate(owner)) {
    noteGap(work, "masked", new DOMRect(0, 0, area.right, area.bottom));
    return { owner, css: `${css}background:${COVER};`, layer: "" };
  }
  const style = view.getComputedStyle(owner);
  const color = `background-color:${style.backgroundColor};`;
  if (style.backgroundImage === "none") return { owner, css: css + color, layer: "" };
  // Its pictures begin where the root does, and go on to the window's edges.
  const isFixed = style.backgroundAttachment.includes("fixed");
  const rect = isFixed ? new DOMRect(0, 0, area.right, area.bottom) : root.getBoundingClientRect();
  const around = [
    Math.max(0, rect.top),
    Math.max(0, area.right - rect.right),
    Math.max(0, area.bottom - rect.bottom),
    Math.max(0, rect.left),
  ];
  work.sheet.owner = owner;
  const all = styleOf(style, work.sheet, { around: null }).css;
  const ground = all
    .split(/;(?=[a-z-]+:)/)
    .filter((one) => one.startsWith("background-"))
    .join(";")
    .replace(/background-(attachment|origin|clip):[^;]*;?/g, "");
  return {
    owner,
    css,
    layer: `<x class="${work.sheet.classOf(`${ground};background-origin:content-box;background-clip:border-box;display:block;position:absolute;box-sizing:content-box;`)}" style="left:${px(rect.left - around[3]!)};top:${px(rect.top - around[0]!)};width:${px(rect.width)};height:${px(rect.height)};padding:${around.map(px).join(" ")}"></x>`,
  };
};
