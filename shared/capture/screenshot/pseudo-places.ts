import type { Rectangle } from "../../contract/submission.ts";

/** Larger than any window: what nobody can find may be anywhere. */
export const EVERYWHERE: Rectangle = { x: -1e5, y: -1e5, width: 2e5, height: 2e5 };

/** Around both: whatever moved from the one to the other was in between for a while. */
export const around = (a: Rectangle, b: Rectangle): Rectangle => {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  const right = Math.max(a.x + a.width, b.x + b.width);
  return { x, y, width: right - x, height: Math.max(a.y + a.height, b.y + b.height) - y };
};

const px = (text: string): number => Number.parseFloat(text) || 0;
/** Whether a computed value is another than the one that changes nothing. */
export const isSet = (text: string | undefined): boolean => !/^(none|normal|auto)?$/.test(text ?? "");
/** What an element is drawn in. */
export const parentOf = (element: Element): Element | null =>
  element.assignedSlot ?? element.parentElement ?? ((element.getRootNode() as ShadowRoot).host || null);

/** Whether what is positioned in an element may be measured from it. */
const holds = (style: CSSStyleDeclaration, isFixed: boolean): boolean =>
  (!isFixed && style.position !== "static") ||
  [style.transform, style.translate, style.rotate, style.scale, style.perspective, style.filter].some(isSet) ||
  [style.getPropertyValue("backdrop-filter"), style.containerType, style.contentVisibility].some(
    (value) => isSet(value) && value !== "visible",
  ) ||
  /paint|layout|strict|content/.test(style.contain) ||
  /transform|translate|rotate|scale|perspective|filter|contain/.test(style.willChange);

/** Whether an element is shown as it is laid out, neither turned nor scaled. */
export const isPlain = (element: Element): boolean => {
  const { width, height } = element.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = element as HTMLElement;
  return Math.abs(width - offsetWidth) < 1 && Math.abs(height - offsetHeight) < 1;
};

/** Where what is positioned in an element is measured from; `undefined` where that is turned or scaled. */
const startOf = (element: Element, view: Window, isFixed: boolean): { x: number; y: number } | undefined => {
  const { scrollingElement } = element.ownerDocument;
  for (let one: Element | null = element; one; one = parentOf(one)) {
    const style = view.getComputedStyle(one);
    if (style.display === "contents" || !holds(style, isFixed)) continue;
    const { x, y } = one.getBoundingClientRect();
    const { scrollLeft, scrollTop } = one === scrollingElement ? { scrollLeft: 0, scrollTop: 0 } : one;
    return isPlain(one)
      ? { x: x + px(style.borderLeftWidth) - scrollLeft, y: y + px(style.borderTopWidth) - scrollTop }
      : undefined;
  }
  return isFixed ? { x: 0, y: 0 } : { x: -view.scrollX, y: -view.scrollY };
};

/** How a pseudo-element is turned, scaled and moved out of its place. @throws Where that is not known in pixels, or not flat. */
const matrixOf = ({ translate, rotate, scale, transform, offsetPath }: CSSStyleDeclaration): DOMMatrix => {
  const functions = [
    isSet(translate) ? `translate(${translate.replace(" ", ",")})` : "",
    isSet(rotate) ? `rotate(${rotate})` : "",
    isSet(scale) ? `scale(${scale.replace(" ", ",")})` : "",
    isSet(transform) ? transform : "",
  ];
  const matrix = new DOMMatrix(functions.join(" "));
  if (!matrix.is2D || isSet(offsetPath)) throw new Error("not flat");
  return matrix;
};

const placeOf = (element: Element, view: Window, style: CSSStyleDeclaration): Rectangle | undefined => {
  const of = (name: string) => px(style.getPropertyValue(name));
  const sizeOf = (name: string, before: string, after: string) =>
    [before, after].reduce(
      (sum, side) =>
        style.boxSizing === "border-box" ? sum : sum + of(`padding-${side}`) + of(`border-${side}-width`),
      of(name),
    );
  const [width, height] = [sizeOf("width", "left", "right"), sizeOf("height", "top", "bottom")];
  const matrix = matrixOf(style);
  const isFixed = style.position === "fixed";
  let { x, y, width: across, height: down } = element.getBoundingClientRect();
  if (isFixed || style.position === "absolute") {
    const start = startOf(element, view, isFixed);
    if (!start) return EVERYWHERE;
    [x, y] = [start.x + of("left") + of("margin-left"), start.y + of("top") + of("margin-top")];
    [across, down] = [width, height];
  } else {
    // Somewhere in its element, and out of it by as much as it is moved or pulled.
    if (style.position === "relative") [x, y] = [x + of("left"), y + of("top")];
    const pulled = (side: string) => Math.max(0, -of(`margin-${side}`));
    const isMoved = style.position !== "static" || !matrix.isIdentity;
    if (!isMoved && !["left", "top", "right", "bottom"].some(pulled)) return undefined;
    if (!isPlain(element)) return EVERYWHERE;
    [x, y] = [x - pulled("left"), y - pulled("top")];
    [across, down] = [across + pulled("left") + pulled("right"), down + pulled("top") + pulled("bottom")];
  }
  const [originX = 0, originY = 0] = style.transformOrigin.split(" ").map(px);
  const corners = [0, width]
    .flatMap((cx) => [0, height].map((cy) => matrix.transformPoint({ x: cx - originX, y: cy - originY })))
    .map((point) => ({ x: point.x + originX, y: point.y + originY }));
  const left = Math.min(...corners.map((corner) => corner.x));
  const top = Math.min(...corners.map((corner) => corner.y));
  const right = Math.max(...corners.map((corner) => corner.x)) - width;
  const bottom = Math.max(...corners.map((corner) => corner.y)) - height;
  return { x: x + left, y: y + top, width: across + right - left, height: down + bottom - top };
};

/** The mark of a list that has a text of its own stands beside its first line, on either side, and as far out as it is long. */
const markerPlaces = (element: Element, view: Window): Rectangle[] => {
  const { display, listStyleType } = view.getComputedStyle(element);
  if (!display.includes("list-item")) return [];
  const { content } = view.getComputedStyle(element, "::marker");
  if (!isSet(content) && !/^["']/.test(listStyleType)) return [];
  const { y, height } = element.getBoundingClientRect();
  const isFlat = isPlain(element) && view.getComputedStyle(element).writingMode.startsWith("horizontal");
  return [isFlat ? { ...EVERYWHERE, y, height } : EVERYWHERE];
};

/**
 * Where what style sheets put before and after an element is drawn. No browser says so: it is reckoned, and where that cannot be
 * done it may be anywhere.
 */
export const pseudoPlaces = (element: Element): Rectangle[] => {
  const view = element.ownerDocument.defaultView;
  const markers = view ? markerPlaces(element, view) : [];
  const others = ["::before", "::after"].flatMap((name) => {
    const style = view?.getComputedStyle(element, name);
    if (!view || !style || !isSet(style.content) || style.display === "none") return [];
    try {
      return placeOf(element, view, style) ?? [];
    } catch {
      return [EVERYWHERE];
    }
  });
  return [...markers, ...others];
};
