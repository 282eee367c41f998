import { useState } from "preact/hooks";
import type { CaptureMark } from "../../shared/contract/submission.ts";
import { markBox, markPlace } from "../format/mark-place.ts";
import { TEXT } from "../text.ts";
import { text as inboxText } from "./text.ts";

type MarkListProps = {
  marks: readonly CaptureMark[];
  /** Called with the place of the mark that is looked at, or with none. */
  light: (at: number | undefined) => void;
};

/** What the sender drew on the picture, in words: who cannot see it reads the same. Each entry shows its mark; pressed, it goes on showing it. */
export const MarkList = ({ marks, light }: MarkListProps) => {
  const [kept, keep] = useState<number>();
  const rest = () => light(kept);
  return (
    <section class="marks">
      <h3>{inboxText.detail.marks}</h3>
      <ol>
        {marks.map((mark, at) => {
          const look = () => light(at);
          const press = () => {
            const next = at === kept ? undefined : at;
            keep(next);
            light(next);
          };
          return (
            <li key={at}>
              <button
                type="button"
                aria-pressed={at === kept}
                onClick={press}
                onPointerEnter={look}
                onPointerLeave={rest}
                onFocus={look}
                onBlur={rest}
              >
                <i class={`mark-color mark-${mark.color}`} />
                <span>
                  {TEXT.mark(mark, markPlace(mark))}
                  {mark.text !== undefined && (
                    <>
                      : <q dir="auto">{mark.text}</q>
                    </>
                  )}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
};

type SpotlightProps = { mark: CaptureMark; width: number; height: number };

/** Darkens a picture but for one mark. It lies over the picture, and is for the eye alone. */
export const Spotlight = ({ mark, width, height }: SpotlightProps) => {
  // Lines have a width, and pins are circles.
  const margin = Math.max(width, height) / 60;
  const [x, y, wide, high] = markBox(mark, width, height, margin);
  return (
    <svg class="spotlight" viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <path fill-rule="evenodd" d={`M0 0H${width}V${height}H0zM${x} ${y}h${wide}v${high}h${-wide}z`} />
      <rect x={x} y={y} width={wide} height={high} />
      <rect class="inner" x={x} y={y} width={wide} height={high} />
    </svg>
  );
};
