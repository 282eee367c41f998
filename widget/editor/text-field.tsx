import type { Say } from "../text.ts";
import { COLORS } from "./colors.ts";
import { type Desk, lensOf } from "./desk.ts";
import { labelSize } from "./draw.ts";
import type { Change } from "./editor.tsx";
import { write } from "./hand.ts";
import { toStage } from "./lens.ts";
import { type Point, unitOf } from "./scene.ts";

type Props = { desk: Desk; change: Change; say: Say; at: Point; leave: () => void };

/** Smaller letters make a phone zoom into the page. */
const LEAST_SIZE = 16;

/** A field of the browser's own over the picture: it knows every input method. What is in it becomes a mark when it is left. */
export const TextField = ({ desk, change, say, at, leave }: Props) => {
  const { stage, color, picture } = desk;
  const lens = lensOf(desk);
  const { x, y } = toStage(lens, at);
  const unit = unitOf(picture);
  const { fill, edge } = COLORS[color];
  return (
    <input
      ref={(field) => field?.focus()}
      class="writing"
      size={12}
      aria-label={say("toolText")}
      autocomplete="off"
      dir="auto"
      style={{
        left: `${Math.max(0, Math.min(x, stage.width - 120))}px`,
        top: `${Math.max(0, Math.min(y, stage.height - 44))}px`,
        fontSize: `${Math.max(LEAST_SIZE, unit * 5 * lens.scale)}px`,
        color: edge,
        background: fill,
        outlineColor: fill,
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.isComposing) leave();
      }}
      onBlur={({ currentTarget }) => {
        const { value } = currentTarget;
        change((desk) => write(desk, value, (text) => labelSize(text, unit)));
      }}
    />
  );
};
