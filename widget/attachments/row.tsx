import { Icon } from "../ui/icons.tsx";
import { endingOf } from "./kinds.ts";

const CROSS = "M7 7l10 10M17 7 7 17";
/** A larger picture takes longer to read than a small sign of it is worth. */
const SHOWN_BYTES = 5 * 1024 * 1024;

/** In pixels of the canvas, twice those of the page. */
const SIDE = 72;

/** Draws a picture small. One that cannot be read stays empty: the server says what is wrong with it. */
const drawSmall = async (canvas: HTMLCanvasElement, file: File): Promise<void> => {
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (!bitmap) return;
  const { width, height } = bitmap;
  const side = Math.min(width, height);
  canvas.width = SIDE;
  canvas.height = SIDE;
  const from = [(width - side) / 2, (height - side) / 2, side, side] as const;
  canvas.getContext("2d")?.drawImage(bitmap, ...from, 0, 0, SIDE, SIDE);
  bitmap.close();
};

type Props = { file: File; size: string; removeLabel: string; remove: (row: Element | null) => void };

/** One file: what it looks like or is, its name and size, and the way to take it out. */
export const FileRow = ({ file, size, removeLabel, remove }: Props) => {
  const isPicture = file.type.startsWith("image/") && file.size <= SHOWN_BYTES;
  return (
    <li>
      {isPicture ? (
        <span class="kind" aria-hidden="true">
          <canvas
            ref={(canvas) => {
              // Once: a canvas that is drawn has another width than an untouched one.
              if (canvas && canvas.width !== SIDE) void drawSmall(canvas, file);
            }}
          />
        </span>
      ) : (
        <span class="kind" aria-hidden="true">
          {endingOf(file.name)}
        </span>
      )}
      <p>
        <bdi>{file.name}</bdi>
        <small>{size}</small>
      </p>
      <button
        type="button"
        class="icon"
        aria-label={removeLabel}
        onClick={({ currentTarget }) => remove(currentTarget.closest("li"))}
      >
        <Icon path={CROSS} />
      </button>
    </li>
  );
};
