import { COLORS } from "./colors.ts";
import { around, type Box, type Mark, type Point, type Size, wholePixels } from "./scene.ts";

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** What is below is gone, whatever its colour was. */
const REDACTED = "#000000";

const fontOf = (unit: number): string => `600 ${unit * 5}px system-ui, sans-serif`;

/** How large a text's label is, in pixels of the picture. */
export const labelSize = (text: string, unit: number): Size => {
  const context = new OffscreenCanvas(1, 1).getContext("2d")!;
  context.font = fontOf(unit);
  return { width: context.measureText(text).width + unit * 4, height: unit * 7.5 };
};

const fillBox = (context: Context, { x, y, width, height }: Box): void => context.fillRect(x, y, width, height);
const roundBox = (context: Context, { x, y, width, height }: Box, radius: number): void =>
  context.roundRect(x, y, width, height, radius);

const traceArrow = (context: Context, from: Point, to: Point, unit: number): void => {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const head = Math.min(unit * 5, length);
  const behind = (back: number, side: number): [number, number] => [
    to.x - back * Math.cos(angle) - side * Math.sin(angle),
    to.y - back * Math.sin(angle) + side * Math.cos(angle),
  ];
  context.moveTo(from.x, from.y);
  context.lineTo(...behind(head * 0.8, 0));
  context.moveTo(to.x, to.y);
  context.lineTo(...behind(head, head * 0.55));
  context.lineTo(...behind(head * 0.8, 0));
  context.lineTo(...behind(head, -head * 0.55));
  context.closePath();
};

/** A curve through the middles of what the pen touched: a hand's line, without its corners. */
const tracePen = (context: Context, points: readonly [Point, ...Point[]]): void => {
  context.moveTo(points[0].x, points[0].y);
  let last = points[0];
  for (const point of points) {
    context.quadraticCurveTo(last.x, last.y, (last.x + point.x) / 2, (last.y + point.y) / 2);
    last = point;
  }
  context.lineTo(last.x, last.y);
};

/** Hebrew and Arabic letters: such a text begins at its right. */
const FROM_RIGHT = /[\u0590-\u08ff\ufb1d-\ufefc]/;

const write = (context: Context, text: string, { x, y, width, height }: Box, unit: number): void => {
  context.font = fontOf(unit);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.direction = FROM_RIGHT.test(text) ? "rtl" : "ltr";
  // A text that is shown where letters are wider than where it was written is squeezed into its label.
  context.fillText(text, x + width / 2, y + height / 2 + unit * 0.25, Math.max(1, width - unit * 2));
};

/** Overwrites what was redacted, and nothing else. */
export const redact = (context: Context, marks: readonly Mark[]): void => {
  context.fillStyle = REDACTED;
  for (const { kind, points } of marks) if (kind === "redact") fillBox(context, wholePixels(around(points)));
};

/**
 * Draws marks, the later above the earlier. One drawing for the screen and for the picture that is sent: what is seen is what goes.
 *
 * @param context Its unit is a pixel of the picture.
 * @param unit Width of a line.
 */
export const draw = (context: Context, marks: readonly Mark[], unit: number): void => {
  let pins = 0;
  for (const mark of marks) {
    const { kind, points, text = "" } = mark;
    const { fill, edge } = COLORS[mark.color];
    const box = around(points);
    if (kind === "redact") {
      redact(context, [mark]);
      continue;
    }
    context.lineCap = context.lineJoin = "round";
    context.beginPath();
    if (kind === "arrow") traceArrow(context, points[0], points.at(-1)!, unit);
    else if (kind === "pen") tracePen(context, points);
    else if (kind === "pin") context.arc(box.x, box.y, unit * 4, 0, 7);
    else roundBox(context, box, kind === "highlight" ? 0 : kind === "text" ? unit * 2 : unit);
    context.strokeStyle = edge;
    context.fillStyle = fill;
    if (kind === "highlight") {
      context.globalAlpha = 0.3;
      context.fill();
      context.globalAlpha = 1;
    }
    const line = kind === "highlight" ? unit * 0.4 : kind === "text" || kind === "pin" ? 0 : unit;
    context.lineWidth = line + unit * (kind === "highlight" ? 0.5 : 1);
    context.stroke();
    context.strokeStyle = fill;
    context.lineWidth = line;
    if (line) context.stroke();
    if (kind === "arrow" || kind === "text" || kind === "pin") context.fill();
    context.fillStyle = edge;
    if (kind === "text") write(context, text, box, unit);
    if (kind === "pin")
      write(context, String(++pins), { x: box.x - unit * 4, y: box.y, width: unit * 8, height: 0 }, unit);
  }
};
