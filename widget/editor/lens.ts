import { type Box, clamp, type Point, type Size } from "./scene.ts";

/** Where the picture stands on the stage: a point of the picture, times `scale`, plus `x` and `y`, is one of the stage in CSS pixels. */
export type Lens = Point & { scale: number };

/** Left free around the picture. */
const MARGIN = 16;
const MOST_SCALE = 8;

export const toPicture = ({ x, y, scale }: Lens, at: Point): Point => ({
  x: (at.x - x) / scale,
  y: (at.y - y) / scale,
});
export const toStage = ({ x, y, scale }: Lens, at: Point): Point => ({ x: at.x * scale + x, y: at.y * scale + y });

const fitScale = (frame: Box, stage: Size): number =>
  clamp(Math.min((stage.width - 2 * MARGIN) / frame.width, (stage.height - 2 * MARGIN) / frame.height), 0.01, 2);

/** Keeps the frame in the middle where it is smaller than the stage, and its edges outside where it is larger. */
const held = ({ scale, x, y }: Lens, frame: Box, stage: Size): Lens => {
  const along = (offset: number, start: number, length: number, room: number): number => {
    const [near, far] = [MARGIN - start * scale, room - MARGIN - (start + length) * scale];
    return far >= near ? (near + far) / 2 : clamp(offset, far, near);
  };
  return {
    scale,
    x: along(x, frame.x, frame.width, stage.width),
    y: along(y, frame.y, frame.height, stage.height),
  };
};

/** The whole frame, as large as there is room. */
export const fitted = (frame: Box, stage: Size): Lens =>
  held({ scale: fitScale(frame, stage), x: 0, y: 0 }, frame, stage);

/** Larger or smaller around a point of the stage, which stays where it is. Never smaller than the whole. */
export const zoomed = (lens: Lens, factor: number, at: Point, frame: Box, stage: Size): Lens => {
  const scale = clamp(lens.scale * factor, fitScale(frame, stage), MOST_SCALE);
  const { x, y } = toPicture(lens, at);
  return held({ scale, x: at.x - x * scale, y: at.y - y * scale }, frame, stage);
};

export const panned = (lens: Lens, x: number, y: number, frame: Box, stage: Size): Lens =>
  held({ ...lens, x: lens.x + x, y: lens.y + y }, frame, stage);

/** The least move after which a point of the picture is on the stage. */
export const showing = (lens: Lens, point: Point, frame: Box, stage: Size): Lens => {
  const { x, y } = toStage(lens, point);
  return panned(
    lens,
    clamp(x, MARGIN, stage.width - MARGIN) - x,
    clamp(y, MARGIN, stage.height - MARGIN) - y,
    frame,
    stage,
  );
};
