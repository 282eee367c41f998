import type { ComponentChildren } from "preact";
import type { Say } from "../text.ts";
import { Icon } from "../ui/icons.tsx";
import { COLORS, type Color } from "./colors.ts";
import { chosenOf, type Desk, takeColor, takeTool } from "./desk.ts";
import type { Change } from "./editor.tsx";
import { TOOL_ORDER, TOOLS } from "./tools.ts";

type Props = { desk: Desk; change: Change; say: Say };

const COLOR_ORDER = Object.keys(COLORS) as Color[];
const COLOR_NAMES = {
  red: "colorRed",
  blue: "colorBlue",
  green: "colorGreen",
  yellow: "colorYellow",
  black: "colorBlack",
} as const;

/** One of several, as a native radio button: arrow keys go from one to the next by themselves. `hint` is for a pointer that rests. */
const choice = (
  group: string,
  label: string,
  hint: string,
  isChosen: boolean,
  choose: () => void,
  children: ComponentChildren,
) => (
  <label title={hint}>
    <input type="radio" name={group} aria-label={label} checked={isChosen} onChange={choose} />
    <span>{children}</span>
  </label>
);

/** What to draw with. */
export const Head = ({ desk, change, say }: Props) => (
  <div class="bar">
    <div class="choices" role="radiogroup" aria-label={say("markTools")}>
      {TOOL_ORDER.map((tool, at) => {
        const [name, path] = TOOLS[tool];
        const choose = () => change((desk) => takeTool(desk, tool));
        return choice("tool", say(name), `${say(name)} (${at + 1})`, tool === desk.tool, choose, <Icon path={path} />);
      })}
    </div>
    <div class="choices" role="radiogroup" aria-label={say("markColors")}>
      {COLOR_ORDER.map((color) => {
        const name = say(COLOR_NAMES[color]);
        const choose = () => change((desk) => takeColor(desk, color));
        const dot = <i style={{ background: COLORS[color][0] }} />;
        return choice("color", name, name, color === (chosenOf(desk)?.color ?? desk.color), choose, dot);
      })}
    </div>
  </div>
);
