import type { Point } from "./geometry.ts";
import { isInFront } from "./in-front.ts";

/** More of them would cost more than they show. */
const MOST = 3;

/** An element that changes what is behind it. In a document drawn as a picture it does not: so it is drawn apart. */
export type Glass = { name: string; filter: string; rect: DOMRect; radius: number };

/**
 * @param miss Is told of those that cannot be drawn so.
 * @returns Notes a glass, and gives the class that tells it from the rest; nothing where there is none to be drawn apart.
 */
export const createGlasses = (view: Window, miss: (rect: DOMRect) => void) => {
  const all: Glass[] = [];
  return {
    all,
    nameOf(element: Element, style: CSSStyleDeclaration, offset: Point): string {
      const filter = style.getPropertyValue("backdrop-filter");
      // Other browsers draw it as it is.
      if (!filter || filter === "none" || !("chrome" in view)) return "";
      const isFree = isInFront(element);
      if (isFree === undefined) return "";
      const { x, y, width, height } = element.getBoundingClientRect();
      const rect = new DOMRect(x + offset.x, y + offset.y, width, height);
      if (all.length === MOST || !isFree) {
        miss(rect);
        return "";
      }
      const name = `glass${all.length}`;
      const radius = Number.parseFloat(style.borderTopLeftRadius) || 0;
      all.push({ name, filter, radius, rect });
      return ` ${name}`;
    },
  };
};

/** Rules for the picture without what is drawn apart, and for each of those alone. */
export const rulesOf = (glasses: Glass[]): string[] => [
  glasses.map(({ name }) => `.${name}{opacity:0!important}`).join(""),
  ...glasses.map(
    ({ name }) =>
      `foreignObject *:not(.${name}):not(.${name} *){visibility:hidden!important}foreignObject .${name}{visibility:visible!important}`,
  ),
];

/** Changes what is behind a glass, in a canvas. */
export const applyGlass = (context: CanvasRenderingContext2D, { filter, rect, radius }: Glass, scale: number): void => {
  const { canvas } = context;
  context.save();
  context.beginPath();
  context.roundRect(rect.x * scale, rect.y * scale, rect.width * scale, rect.height * scale, radius * scale);
  context.clip();
  context.filter = filter.replace(/([\d.]+)px/g, (_, size) => `${Number(size) * scale}px`);
  context.drawImage(canvas, 0, 0);
  context.restore();
};
