import type { Say } from "../text.ts";
import { Icon } from "../ui/icons.tsx";
import { COLORS, type Color } from "./colors.ts";
import { Choice } from "./controls.tsx";
import { type Desk, takeColor, takeTool } from "./desk.ts";
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

/** What to draw with. */
export const Head = ({ desk, change, say }: Props) => (
  <div class="bar">
    <div class="choices" role="radiogroup" aria-label={say("markTools")}>
      {TOOL_ORDER.map((tool, place) => (
        <Choice
          key={tool}
          group="tool"
          label={say(TOOLS[tool].name)}
          hint={`${say(TOOLS[tool].name)} (${place + 1})`}
          isChosen={tool === desk.tool}
          choose={() => change((desk) => takeTool(desk, tool))}
        >
          <Icon path={TOOLS[tool].path} />
        </Choice>
      ))}
    </div>
    <div class="choices" role="radiogroup" aria-label={say("markColors")}>
      {COLOR_ORDER.map((color) => (
        <Choice
          key={color}
          group="color"
          label={say(COLOR_NAMES[color])}
          isChosen={color === desk.color}
          choose={() => change((desk) => takeColor(desk, color))}
        >
          <i style={{ background: COLORS[color].fill }} />
        </Choice>
      ))}
    </div>
  </div>
);
