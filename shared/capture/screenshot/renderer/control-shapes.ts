import type { Point } from "./geometry.ts";

/** The browser's own greys and levels. */
const EDGE = "#8f8f9d";
const TRACK = "#e9e9ed";
const LEVELS = { good: ["#00a95b", "#056139"], fair: ["#ffbd4f", "#cc7a24"], bad: ["#e22850", "#810220"] } as const;
const THUMB = 10;
/** A tick, in a square of 14 around nothing. */
const TICK = "M-4.5.5-1.5 4H-.5L5-2.5 4.75-4H3.5L-.5 1h-1L-3.5-1.25z";

/** What a mark on a colour has: white where it can be read on it. */
const markOn = (color: string): string => {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map(Number);
  return /^rgb/.test(color) && (red * 2 + green * 7 + blue) / 2550 > 0.65 ? "rgba(0,0,0,.65)" : "#fff";
};

/** The edge of what is filled with a colour: a lighter one. */
const edgeOn = (color: string): string => `oklch(from ${color} calc(l + .07) c h)`;

const rect = (x: number, y: number, width: number, height: number, round: number, more: string): string =>
  `<rect x="${x}" y="${y}" width="${Math.max(0, width)}" height="${Math.max(0, height)}" rx="${round}" ${more}/>`;

const tickable = (field: HTMLInputElement, accent: string, { x: width, y: height }: Point): string => {
  const size = Math.min(width, height);
  const isRadio = field.type === "radio";
  const isOn = field.checked || (field.indeterminate && !isRadio);
  const look = `fill="${isOn ? accent : "Field"}" stroke="${isOn ? accent : EDGE}"`;
  const mark = markOn(accent);
  let shapes: string;
  if (isRadio)
    shapes =
      `<circle r="${size / 2 - 0.5}" ${look}/>` +
      (isOn ? `<circle r="${size / 2 - 2}" fill="none" stroke="${mark}" stroke-width="2"/>` : "");
  else {
    shapes = rect(0.5 - size / 2, 0.5 - size / 2, size - 1, size - 1, 1.5, look);
    if (isOn)
      shapes += `<path transform="scale(${size / 14})" fill="${mark}" d="${field.indeterminate ? "M-5.8-.55H5.8V.5H-5.8z" : TICK}"/>`;
  }
  return `<g transform="translate(${width / 2} ${height / 2})"${field.disabled ? ' opacity=".5"' : ""}>${shapes}</g>`;
};

/** A bar of which a part is filled. */
const bar = (width: number, height: number, thick: number, fill: string, edge: string, from: number, to: number) => {
  const box = (look: string) => rect(0.5, (height - thick + 1) / 2, width - 1, thick - 1, (thick - 1) / 2, look);
  const cut = `clip-path:inset(-1px ${100 - to * 100}% -1px ${from * 100}%)`;
  return (
    box(`fill="${TRACK}" stroke="${EDGE}" style="clip-path:inset(-1px -1px -1px ${from === 0 ? to * 100 : -1}%)"`) +
    box(`fill="${fill}" style="stroke:${edge};${cut}"`)
  );
};

/** How far the value of a slider is from its lower end, from 0 to 1. */
export const shareOf = ({ value, min, max }: HTMLInputElement): number => {
  const low = min === "" ? 0 : Number(min);
  const high = max === "" ? 100 : Number(max);
  return high > low ? (Number(value) - low) / (high - low) : 0;
};

/** Where a slider begins: the way it lies, and whether its lower end is the far one. */
export const layOf = (field: Element, { writingMode, direction }: CSSStyleDeclaration) => {
  const isOriented = field.getAttribute("orient") === "vertical";
  return {
    isUpright: isOriented || writingMode.startsWith("vertical"),
    isReversed: isOriented || direction === "rtl",
  };
};

const slider = (field: HTMLInputElement, style: CSSStyleDeclaration, accent: string, { x, y }: Point): string => {
  const { isUpright, isReversed } = layOf(field, style);
  const [length, across] = isUpright ? [y, x] : [x, y];
  const at = THUMB + shareOf(field) * (length - 2 * THUMB);
  const middle = Math.round(across) / 2;
  const shapes =
    bar(length, middle * 2, 6, accent, edgeOn(accent), 0, at / length) +
    `<g transform="translate(${at} ${middle})"><circle r="${THUMB}" fill="#fff" style="filter:drop-shadow(0 1px 2px rgba(0,0,0,.3))"/>` +
    `<circle r="${THUMB - 2}" fill="${field.disabled ? EDGE : "#676774"}"/></g>`;
  const turn = `${isUpright ? "matrix(0 1 1 0 0 0)" : ""}${isReversed ? ` translate(${length} 0) scale(-1 1)` : ""}`;
  return `<g transform="${turn}"${field.disabled ? ' opacity=".7"' : ""}>${shapes}</g>`;
};

const levelOf = ({ value, low, high, optimum }: HTMLMeterElement): keyof typeof LEVELS => {
  if (optimum < low) return value <= low ? "good" : value <= high ? "fair" : "bad";
  if (optimum > high) return value >= high ? "good" : value >= low ? "fair" : "bad";
  return value >= low && value <= high ? "good" : "fair";
};

/** How full a gauge is, from 0 to 1; nothing where it does not know. */
export const fullnessOf = (gauge: HTMLProgressElement | HTMLMeterElement): number | undefined => {
  if (gauge.localName === "progress")
    return gauge.hasAttribute("value") ? (gauge as HTMLProgressElement).position : undefined;
  const { value, min, max } = gauge as HTMLMeterElement;
  return max > min ? (value - min) / (max - min) : 0;
};

/**
 * The shapes of a control that has no text: a near likeness of what Firefox shows.
 *
 * @param size Of its border box.
 * @returns Contents of an SVG of this size; nothing for other controls.
 */
export const shapesOf = (element: Element, style: CSSStyleDeclaration, size: Point): string | undefined => {
  const field = element as HTMLInputElement;
  const { localName, type, disabled } = field;
  const accent = disabled
    ? EDGE
    : style.accentColor && style.accentColor !== "auto"
      ? style.accentColor
      : "AccentColor";
  if (localName === "meter") {
    const [fill, edge] = LEVELS[levelOf(element as HTMLMeterElement)];
    return bar(size.x, size.y, 12, fill, edge, 0, fullnessOf(element as HTMLMeterElement) ?? 0);
  }
  if (localName === "progress") {
    const full = fullnessOf(element as HTMLProgressElement);
    return bar(size.x, size.y, 6, accent, edgeOn(accent), full === undefined ? 0.4 : 0, full ?? 0.75);
  }
  if (type === "range") return slider(field, style, accent, size);
  return type === "checkbox" || type === "radio" ? tickable(field, accent, size) : undefined;
};
