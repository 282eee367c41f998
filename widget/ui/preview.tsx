import { Component } from "preact";

type Props = { bitmap: ImageBitmap; label: string };

/** Enough for the panel's width on a sharp screen; the picture itself may be four times as wide. */
const MOST_WIDTH = 800;

/** A picture on a canvas: a strict policy forbids images from `data:` and `blob:` addresses, but not this. */
export class Preview extends Component<Props> {
  // Typing a letter must not draw the picture again.
  override shouldComponentUpdate(next: Props): boolean {
    return next.bitmap !== this.props.bitmap;
  }

  override render({ bitmap, label }: Props) {
    const scale = Math.min(1, MOST_WIDTH / bitmap.width);
    const [width, height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)];
    const draw = (canvas: HTMLCanvasElement | null) => {
      const context = canvas?.getContext("2d");
      if (!context) return;
      context.imageSmoothingQuality = "high";
      context.drawImage(bitmap, 0, 0, width, height);
      canvas?.parentElement?.scrollIntoView({ block: "nearest" });
    };
    return <canvas ref={draw} width={width} height={height} role="img" aria-label={label} />;
  }
}
