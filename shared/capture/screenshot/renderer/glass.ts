import { inFrontOf } from "./in-front.ts";
import type { Area } from "./visible.ts";
import type { Work } from "./work.ts";

/** More of them would cost more than they show. */
const MOST = 3;

/** What is seen, although it stands in something that is left out. */
const LIT = " lit";

/** An element that changes what is behind it. In a document drawn as a picture it does not: so it is drawn apart. */
export type Glass = { name: string; filter: string; rect: DOMRect; radius: number };

/** Whether an element is drawn as a box, which can be told from the rest. */
const isBox = (element: Element): boolean =>
  getComputedStyle(element).display !== "contents" &&
  !/^(img|svg|canvas|video|iframe|object|embed|input|textarea|select|progress|meter)$/.test(element.localName);

/**
 * @param miss Is told of those that cannot be drawn so.
 * @returns Notes a glass, and gives the class that tells it from the rest; nothing where there is none to be drawn apart.
 */
export const createGlasses = (view: Window, miss: (rect: DOMRect) => void) => {
  const all: Glass[] = [];
  const lifted = new Map<Element, string>();
  const note = (filter: string, radius: number, rect: DOMRect): string => {
    if (all.length === MOST) {
      miss(rect);
      return "";
    }
    const name = `glass${all.length}`;
    all.push({ name, filter, radius, rect });
    return ` ${name}`;
  };
  const litOf = ({ visibility }: CSSStyleDeclaration) => (visibility === "visible" ? LIT : "");
  // Other browsers draw it as it is.
  const isDrawn = (filter: string) => !filter || filter === "none" || !("chrome" in view);
  return {
    all,
    nameOf({ offset, isExcluded }: Work, element: Element, style: CSSStyleDeclaration): string {
      const filter = style.getPropertyValue("backdrop-filter");
      const over = isDrawn(filter) || !litOf(style) ? undefined : inFrontOf(element, isExcluded);
      if (!over) return "";
      const { x, y, width, height } = element.getBoundingClientRect();
      const rect = new DOMRect(x + offset.x, y + offset.y, width, height);
      if (over.every((one) => one.isLater && isBox(one.element))) {
        const name = note(filter, Number.parseFloat(style.borderTopLeftRadius) || 0, rect);
        for (const one of over) if (name) lifted.set(one.element, name + litOf(getComputedStyle(one.element)));
        return name && name + LIT;
      }
      miss(rect);
      return "";
    },
    /** The class of what stands in front of one that was noted: it is drawn with it. */
    liftOf: (element: Element): string => lifted.get(element) ?? "",
    /** The same of a sheet over all of a window. What comes after it is drawn with it. */
    sheetOf({ offset }: Work, style: CSSStyleDeclaration, { right, bottom }: Area): string {
      const filter = style.getPropertyValue("backdrop-filter");
      const name = isDrawn(filter) ? "" : note(filter, 0, new DOMRect(offset.x, offset.y, right, bottom));
      return name && name + LIT;
    },
  };
};

/** Rules for the picture without what is drawn apart, and for each of those alone, without those in it. */
export const rulesOf = (glasses: Glass[]): string[] => {
  const without = (from: number) =>
    glasses
      .slice(from)
      .map(({ name }) => `.${name}{opacity:0!important}`)
      .join("");
  return [
    without(0),
    ...glasses.map(
      ({ name }, index) =>
        `${without(index + 1)}foreignObject *:not(.${name}):not(.${name} *){visibility:hidden!important}foreignObject .lit.${name}{visibility:visible!important}`,
    ),
  ];
};

/** How far beyond its edge a glass may look, in pixels of the page. */
const EDGE = 100;

/** A piece of a picture that goes on for ever, as between mirrors. */
const mirrored = (from: HTMLCanvasElement, x: number, y: number, width: number, height: number): OffscreenCanvas => {
  const tile = new OffscreenCanvas(2 * width, 2 * height);
  const context = tile.getContext("2d")!;
  for (const across of [1, -1])
    for (const down of [1, -1]) {
      context.setTransform(across, 0, 0, down, across < 0 ? 2 * width : 0, down < 0 ? 2 * height : 0);
      context.drawImage(from, x, y, width, height, 0, 0, width, height);
    }
  return tile;
};

/** Changes what is behind a glass, in a canvas. Of what is beside it nothing is seen in it: its edges are mirrors. */
export const applyGlass = (context: CanvasRenderingContext2D, { filter, rect, radius }: Glass, scale: number): void => {
  const { canvas } = context;
  const left = Math.max(0, Math.round(rect.left * scale));
  const top = Math.max(0, Math.round(rect.top * scale));
  const width = Math.min(canvas.width, Math.round(rect.right * scale)) - left;
  const height = Math.min(canvas.height, Math.round(rect.bottom * scale)) - top;
  if (width < 1 || height < 1) return;
  const tile = mirrored(canvas, left, top, width, height);
  const edge = EDGE * scale;
  context.save();
  context.beginPath();
  context.roundRect(rect.x * scale, rect.y * scale, rect.width * scale, rect.height * scale, radius * scale);
  context.clip();
  context.filter = filter.replace(/([\d.]+)px/g, (_, size) => `${Number(size) * scale}px`);
  context.translate(left, top);
  context.fillStyle = context.createPattern(tile, "repeat")!;
  context.fillRect(-edge, -edge, width + 2 * edge, height + 2 * edge);
  context.restore();
};
