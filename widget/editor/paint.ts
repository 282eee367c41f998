import { cropOf, type Desk, frameOf, lensOf, marksOf } from "./desk.ts";
import { draw } from "./draw.ts";
import { toStage } from "./lens.ts";
import { around, type Box, type Point, unitOf } from "./scene.ts";

const whole = ({ x, y, width, height }: Box): [number, number, number, number] => [x, y, width, height];

/** A line that is seen on light and on dark. */
const doubleLine = (context: CanvasRenderingContext2D, dash: number[], trace: () => void): void => {
  context.beginPath();
  trace();
  for (const [color, width, pattern] of [
    ["#ffffff", 3, []],
    ["#16181d", 1, dash],
  ] as const) {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.setLineDash([...pattern]);
    context.stroke();
  }
  context.setLineDash([]);
};

const paintCross = (context: CanvasRenderingContext2D, { x, y }: Point): void =>
  doubleLine(context, [], () => {
    context.arc(x, y, 6, 0, 7);
    for (const side of [-1, 1]) {
      context.moveTo(x + side * 3, y);
      context.lineTo(x + side * 14, y);
      context.moveTo(x, y + side * 3);
      context.lineTo(x, y + side * 14);
    }
  });

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
  const { stage, chosen, tool, cursor } = desk;
  const [width, height] = [Math.round(stage.width * density), Math.round(stage.height * density)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const [frame, lens, marks, crop] = [frameOf(desk), lensOf(desk), marksOf(desk), cropOf(desk)];
  const onStage = (box: Box): Box => ({
    ...toStage(lens, box),
    width: box.width * lens.scale,
    height: box.height * lens.scale,
  });

  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, stage.width, stage.height);
  context.save();
  context.translate(lens.x, lens.y);
  context.scale(lens.scale, lens.scale);
  context.shadowColor = "rgb(9 12 20 / 0.25)";
  context.shadowBlur = 24 * density;
  context.fillRect(...whole(frame));
  context.shadowColor = "transparent";
  context.beginPath();
  context.rect(...whole(frame));
  context.clip();
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0);
  draw(context, marks, unitOf(desk.picture));
  if (tool === "crop" && crop) {
    context.beginPath();
    context.rect(...whole(frame));
    context.rect(...whole(crop));
    context.fillStyle = "rgb(9 12 20 / 0.6)";
    context.fill("evenodd");
  }
  context.restore();

  if (tool === "crop" && crop) doubleLine(context, [], () => context.rect(...whole(onStage(crop))));
  const mark = chosen === undefined ? undefined : marks[chosen];
  if (mark) {
    const { x, y, width, height } = onStage(around(mark.points));
    const gap = 5 + unitOf(desk.picture) * lens.scale * (mark.kind === "pin" ? 5 : 1);
    doubleLine(context, [4, 3], () => context.roundRect(x - gap, y - gap, width + 2 * gap, height + 2 * gap, 4));
  }
  if (hasCross && !mark) paintCross(context, toStage(lens, cursor));
};
