import { cropOf, type Desk, frameOf, lensOf, marksOf, toStage } from "./desk.ts";
import { draw } from "./draw.ts";
import { cornersOf, handlesOf } from "./handles.ts";
import { around, type Box, type Point } from "./scene.ts";

/**
 * Shows the desk on its canvas: the picture through the lens, the marks as they will be burnt in, and what only helps to draw.
 *
 * @param density Pixels of the screen in one of CSS.
 * @param hasCross Whether the keyboard is drawing.
 */
export const paint = (
  canvas: HTMLCanvasElement,
  bitmap: ImageBitmap,
  desk: Desk,
  density: number,
  hasCross: boolean,
): void => {
  const context = canvas.getContext("2d");
  if (!context) return;
  const [frame, lens, marks, crop] = [frameOf(desk), lensOf(desk), marksOf(desk), desk.tool === "crop" && cropOf(desk)];
  const [scale, unit] = [lens[0], desk.unit];
  const [width, height] = desk.stage.map((room) => Math.round(room * density)) as [number, number];
  // A canvas that is given a size is empty, and as if it were new.
  Object.assign(canvas, { width, height });

  context.scale(density, density);
  context.save();
  context.translate(lens[1], lens[2]);
  context.scale(scale, scale);
  context.shadowColor = "rgb(9 12 20 / 0.25)";
  context.shadowBlur = 24 * density;
  context.fillRect(...frame);
  context.shadowColor = "transparent";
  context.beginPath();
  context.rect(...frame);
  context.clip();
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0);
  draw(context, marks, unit);
  if (crop) {
    context.beginPath();
    context.rect(...frame);
    context.rect(...crop);
    context.fillStyle = "rgb(9 12 20 / 0.6)";
    context.fill("evenodd");
  }
  context.restore();

  /** A line that is seen on light and on dark. */
  const outline = (dash: number[], color = "#16181d", line = 1) => {
    context.setLineDash([]);
    context.strokeStyle = "#fff";
    context.lineWidth = line + 2;
    context.stroke();
    context.strokeStyle = color;
    context.lineWidth = line;
    context.setLineDash(dash);
    context.stroke();
  };
  const frameOnStage = (box: Box, gap: number) => {
    const [x, y] = toStage(lens, [box[0], box[1]]);
    context.beginPath();
    context.rect(x - gap, y - gap, box[2] * scale + 2 * gap, box[3] * scale + 2 * gap);
  };
  const dots = (points: readonly Point[]) => {
    for (const [place, point] of points.entries()) {
      context.beginPath();
      context.arc(...toStage(lens, point), 5, 0, 7);
      outline([], "#3451e0", 3);
      context.fillStyle = place === desk.handle ? "#3451e0" : "#fff";
      context.fill();
    }
  };
  const mark = desk.writing ? undefined : marks[desk.chosen ?? -1];
  if (crop) {
    frameOnStage(crop, 0);
    outline([]);
    dots(cornersOf(crop));
  }
  if (mark) {
    // Only what has no edge of its own is framed: a frame would hide the others' colour.
    if (mark.kind === "pin" || mark.kind === "pen") {
      frameOnStage(around(mark.points), mark.kind === "pin" ? 5 + unit * scale * 4 : 0);
      outline([4, 3]);
    }
    dots(handlesOf(mark));
  } else if (hasCross) {
    const [x, y] = toStage(lens, desk.cursor);
    context.beginPath();
    context.arc(x, y, 6, 0, 7);
    for (const side of [-1, 1]) {
      context.moveTo(x + side * 3, y);
      context.lineTo(x + side * 14, y);
      context.moveTo(x, y + side * 3);
      context.lineTo(x, y + side * 14);
    }
    outline([]);
  }
};
