import { Component } from "preact";

type Props = { bitmap: ImageBitmap; label: string };

/** Enough for the panel's width on a sharp screen; the picture itself may be four times as wide. */
const MOST_WIDTH = 800;

export const draw = (
  canvas: HTMLCanvasElement | null | undefined,
  bitmap: ImageBitmap,
  width: number,
  height: number,
): void => {
  const context = canvas?.getContext("2d");
  if (!context) return;
  Object.assign(context.canvas, { width, height });
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
};

/** Who is about to write keeps the field in sight: a picture that comes by itself waits below it. */
const isWriting = (beside: Element): boolean =>
  (beside.getRootNode() as ShadowRoot).activeElement?.localName === "textarea";

/** A picture on a canvas: a strict policy forbids images from `data:` and `blob:` addresses, but not this. */
export class Preview extends Component<Props> {
  // Typing a letter must not draw the picture again.
  override shouldComponentUpdate(next: Props): boolean {
    return next.bitmap !== this.props.bitmap;
  }

  override render({ bitmap, label }: Props) {
    const scale = Math.min(1, MOST_WIDTH / bitmap.width);
    const ref = (canvas: HTMLCanvasElement | null) => {
      draw(canvas, bitmap, Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
      if (canvas && !isWriting(canvas)) canvas.parentElement?.scrollIntoView({ block: "nearest" });
    };
    return <canvas ref={ref} role="img" aria-label={label} />;
  }
}
