/** The linear part of a transformation, as CSS writes it: a, b, c, d. */
export type Linear = readonly [number, number, number, number];
export type Point = { x: number; y: number };

/** A place in a box's own coordinates, as seen on the screen. Without `linear` both have the same axes. */
export type Frame = Point & { linear?: Linear | undefined };

export const times = (one: Linear | undefined, other: Linear | undefined): Linear | undefined => {
  if (!one || !other) return one ?? other;
  const [a, b, c, d] = one;
  const [e, f, g, h] = other;
  return [a * e + c * f, b * e + d * f, a * g + c * h, b * g + d * h];
};
const turned = ([a, b, c, d]: Linear, { x, y }: Point): Point => ({ x: a * x + c * y, y: b * x + d * y });
const turnedBack = ([a, b, c, d]: Linear, { x, y }: Point): Point => {
  const size = a * d - b * c || 1;
  return { x: (d * x - c * y) / size, y: (a * y - b * x) / size };
};

/** Where a point of a box is on the screen. */
export const onScreen = (frame: Frame, point: Point): Point => {
  const { x, y } = frame.linear ? turned(frame.linear, point) : point;
  return { x: frame.x + x, y: frame.y + y };
};
/** Where a point of the screen is in a box. */
export const within = (frame: Frame, { x, y }: Point): Point => {
  const away = { x: x - frame.x, y: y - frame.y };
  return frame.linear ? turnedBack(frame.linear, away) : away;
};

/** What an element's own transformation does to it: nothing, a matrix, or something that no matrix of the plane says. */
export type Own = { linear: Linear; move: Point; origin: Point; zoom: number } | "deep" | undefined;

const numbers = (text: string) => text.split(" ").map((one) => Number.parseFloat(one) || 0);

/** @param size Of the element's border box: what percentages are of. */
export const transformationOf = (style: CSSStyleDeclaration, size: Point): Own => {
  const { transform, rotate = "none", scale = "none", translate = "none" } = style;
  const zoom = Number.parseFloat(style.getPropertyValue("zoom")) || 1;
  const isStill = [transform, rotate, scale, translate].every((one) => one === "none" || one === "");
  const path = style.getPropertyValue("offset-path");
  if (path && path !== "none") return "deep";
  if (isStill && zoom === 1) return;
  const matrix = new DOMMatrix();
  if (translate !== "none") {
    const [x = "0", y = "0"] = translate.split(" ");
    const inPixels = (text: string, whole: number) =>
      text.endsWith("%") ? (Number.parseFloat(text) / 100) * whole : Number.parseFloat(text) || 0;
    matrix.translateSelf(inPixels(x, size.x), inPixels(y, size.y));
  }
  if (rotate !== "none") {
    if (/[a-z]/i.test(rotate.replace(/deg|rad|turn|grad/, "")) || rotate.includes(" ")) return "deep";
    matrix.multiplySelf(new DOMMatrix(`rotate(${rotate})`));
  }
  if (scale !== "none") {
    const [x = 1, y = x] = numbers(scale);
    matrix.scaleSelf(x, y);
  }
  if (transform !== "none") matrix.multiplySelf(new DOMMatrix(transform));
  if (!matrix.is2D) return "deep";
  const { a, b, c, d, e, f } = matrix;
  if (a * d - b * c === 0) return "deep"; // it is squeezed to a line
  const [x = 0, y = 0] = numbers(style.transformOrigin);
  return {
    linear: [a * zoom, b * zoom, c * zoom, d * zoom],
    // A zoom makes all larger that the element says of itself.
    move: { x: e * zoom, y: f * zoom },
    origin: { x, y },
    zoom,
  };
};

/**
 * Where an element's border box begins, in the coordinates of a frame, before its own transformation; and its own frame.
 * Whatever turns a box turns its middle to the middle of the box around it, which is what can be measured.
 *
 * @param size Of its border box, before transformations, in its own pixels.
 */
export const placed = (frame: Frame, rect: DOMRectReadOnly, size: Point, own: Exclude<Own, "deep">) => {
  if (!frame.linear && !own)
    return { x: rect.left - frame.x, y: rect.top - frame.y, frame: { x: rect.left, y: rect.top } as Frame };
  const middle = within(frame, { x: rect.left + rect.width / 2, y: rect.top + rect.height / 2 });
  const linear: Linear = own?.linear ?? [1, 0, 0, 1];
  const half = turned(linear, { x: size.x / 2, y: size.y / 2 });
  const corner = { x: middle.x - half.x, y: middle.y - half.y };
  const ends: Frame = { ...onScreen(frame, corner), linear: times(frame.linear, own?.linear) };
  if (!own) return { ...corner, frame: ends };
  const { origin, move, zoom } = own;
  const around = turned(linear, origin);
  return {
    x: corner.x - origin.x * zoom - move.x + around.x,
    y: corner.y - origin.y * zoom - move.y + around.y,
    frame: ends,
  };
};
