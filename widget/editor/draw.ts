import { COLORS } from "./colors.ts";
import { around, type Box, type Mark, numbered, type Point, type Scene, type Size, wholePixels } from "./scene.ts";

export type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A place to measure on. */
export const scratch = (): OffscreenCanvasRenderingContext2D => new OffscreenCanvas(1, 1).getContext("2d")!;

const setFont = (context: Context, unit: number): void => {
  context.font = `600 ${unit * 5}px system-ui, sans-serif`;
};

/** How high a text's label is, in widths of a line: a larger label has larger letters. */
const LABEL = 7.5;

/** How large a text's label is, in pixels of the picture. */
export const labelSize = (text: string, unit: number): Size => {
  const context = scratch();
  setFont(context, unit);
  return [context.measureText(text).width + unit * 4, unit * LABEL];
};

const traceArrow = (path: Path2D, [x, y]: Point, [toX, toY]: Point, unit: number): void => {
  const angle = Math.atan2(toY - y, toX - x);
  const head = Math.min(unit * 5, Math.hypot(toX - x, toY - y));
  const behind = (back: number, side: number): [number, number] => [
    toX - back * head * Math.cos(angle) - side * head * Math.sin(angle),
    toY - back * head * Math.sin(angle) + side * head * Math.cos(angle),
  ];
  path.moveTo(x, y);
  path.lineTo(...behind(0.8, 0));
  path.moveTo(toX, toY);
  path.lineTo(...behind(1, 0.55));
  path.lineTo(...behind(0.8, 0));
  path.lineTo(...behind(1, -0.55));
  path.closePath();
};

/** A curve through the middles of what the pen touched: a hand's line, without its corners. */
const tracePen = (path: Path2D, points: readonly Point[]): void => {
  let [x, y] = points[0]!;
  path.moveTo(x, y);
  for (const [toX, toY] of points) {
    path.quadraticCurveTo(x, y, (x + toX) / 2, (y + toY) / 2);
    [x, y] = [toX, toY];
  }
  path.lineTo(x, y);
};

/** The outline of a mark. */
export const pathOf = ({ kind, points }: Mark, unit: number): Path2D => {
  const path = new Path2D();
  const box = around(points);
  if (kind === "arrow") traceArrow(path, points[0]!, points.at(-1)!, unit);
  else if (kind === "pen") tracePen(path, points);
  else if (kind === "pin") path.arc(box[0], box[1], unit * 4, 0, 7);
  else path.roundRect(...box, kind === "text" ? unit * 2 : kind === "box" ? unit : 0);
  return path;
};

/** Hebrew and Arabic letters: such a text begins at its right. */
const FROM_RIGHT = /[\u0590-\u08ff\ufb1d-\ufefc]/;

const write = (context: Context, text: string, [x, y, width, height]: Box, unit: number): void => {
  setFont(context, unit);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.direction = FROM_RIGHT.test(text) ? "rtl" : "ltr";
  // A text that is shown where letters are wider than where it was written is squeezed into its label.
  context.fillText(text, x + width / 2, y + height / 2 + unit * 0.25, Math.max(unit * 7, width - unit * 2));
};

/** Overwrites what was redacted, and nothing else: what is below is gone, whatever its colour was. */
export const redact = (context: Context, marks: Scene["marks"]): void => {
  context.fillStyle = "#000";
  for (const { kind, points } of marks) if (kind === "redact") context.fillRect(...wholePixels(around(points)));
};

/** How thick a mark's line is, and how much of its colour is inside. */
const LOOKS = {
  arrow: [1, 1],
  box: [1, 0],
  pen: [1, 0],
  highlight: [0.4, 0.3],
  text: [0, 1],
  pin: [0, 1],
} as const;

/**
 * Draws marks, the later above the earlier. One drawing for the screen and for the picture that is sent: what is seen is what goes.
 *
 * @param context Its unit is a pixel of the picture.
 * @param unit Width of a line.
 */
export const draw = (context: Context, marks: Scene["marks"], unit: number): void => {
  context.lineCap = context.lineJoin = "round";
  for (const mark of numbered(marks)) {
    const { kind, points, text = "" } = mark;
    if (kind === "redact") {
      redact(context, [mark]);
      continue;
    }
    const [path, [color, edge], [line, fill]] = [pathOf(mark, unit), COLORS[mark.color], LOOKS[kind]];
    const stroke = (style: string, width: number) => {
      context.strokeStyle = style;
      context.lineWidth = width * unit;
      if (width) context.stroke(path);
    };
    stroke(edge, line + 0.9);
    stroke(color, line);
    context.fillStyle = color;
    context.globalAlpha = fill;
    context.fill(path);
    context.globalAlpha = 1;
    context.fillStyle = edge;
    if (kind === "text" || kind === "pin")
      write(context, text, around(points), kind === "text" ? around(points)[3] / LABEL : unit);
  }
};
