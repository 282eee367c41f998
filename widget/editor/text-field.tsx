import type { LIMITS } from "../../shared/contract/limits.ts";
import type { Say } from "../text.ts";
import { COLORS } from "./colors.ts";
import { chosenOf, type Desk, lensOf, toStage } from "./desk.ts";
import type { Change } from "./editor.tsx";
import { write } from "./hand.ts";
import { inside, type Point } from "./scene.ts";

/** As many letters as a text may be told with beside the picture. */
const LONGEST: (typeof LIMITS)["markText"] = 256;

type Props = { desk: Desk; change: Change; say: Say; at: Point; leave: () => void };

const focus = (field: HTMLInputElement | null) => {
  field?.focus();
  field?.select();
};

/** A field of the browser's own over the picture: it knows every input method. What is in it becomes a mark when it is left. */
export const TextField = ({ desk, change, say, at, leave }: Props) => {
  const { stage, unit } = desk;
  const mark = chosenOf(desk);
  const lens = lensOf(desk);
  const [left, top] = inside(toStage(lens, at), [0, 0, stage[0] - 120, stage[1] - 44]);
  const [background, ink] = COLORS[mark?.color ?? desk.color];
  return (
    <input
      ref={focus}
      class="writing"
      size={12}
      maxLength={LONGEST}
      defaultValue={mark?.text ?? ""}
      aria-label={say("toolText")}
      autocomplete="off"
      dir="auto"
      style={{
        left: `${left}px`,
        top: `${top}px`,
        // Smaller letters make a phone zoom into the page.
        fontSize: `${Math.max(16, unit * 5 * lens[0])}px`,
        color: ink,
        background,
        outlineColor: background,
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.isComposing) leave();
      }}
      onBlur={({ currentTarget: { value } }) => change((desk) => write(desk, value))}
    />
  );
};
