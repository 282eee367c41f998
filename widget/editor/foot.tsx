import type { Say } from "../text.ts";
import { Icon } from "../ui/icons.tsx";
import { type Desk, lensOf, redo, sceneOf, showAll, undo } from "./desk.ts";
import type { Change } from "./editor.tsx";
import { remove } from "./hand.ts";
import { larger, smaller } from "./keyboard.ts";

type Props = {
  desk: Desk;
  change: Change;
  say: Say;
  isLeaving: boolean;
  leave: () => void;
  finish: () => void;
};

const UNDO = "M8.5 5L4.5 9l4 4M4.5 9H14a5 5 0 0 1 0 10h-4";
const REDO = "M15.5 5l4 4-4 4M19.5 9H10a5 5 0 0 0 0 10h4";
const BIN = "M5 7h14M10 7V5h4v2M7 7l.8 11.2a1 1 0 0 0 1 .8h6.4a1 1 0 0 0 1-.8L17 7";

/** What is done with the marks and the picture as a whole. */
export const Foot = ({ desk, change, say, isLeaving, leave, finish }: Props) => {
  const { history, chosen, tool } = desk;
  const shown = `${Math.round(lensOf(desk)[0] * devicePixelRatio * 100)}%`;
  const all = say("zoomAll");
  /** A button that stays where the focus is though there may be nothing to do for it just now. */
  const tap = (path: string, label: string, make: (desk: Desk) => Desk, can = true) => (
    <button
      type="button"
      class="icon"
      aria-label={label}
      title={label}
      aria-disabled={!can}
      onClick={() => change(make)}
    >
      <Icon path={path} />
    </button>
  );
  return (
    <div class="bar foot">
      <div>
        {tap(UNDO, say("markUndo"), undo, history.at > 0)}
        {tap(REDO, say("markRedo"), redo, history.at < history.scenes.length - 1)}
        {tap(BIN, say("markDelete"), remove, chosen !== undefined || (tool === "crop" && !!sceneOf(desk).crop))}
      </div>
      <div>
        {tap("M6 12h12", say("zoomOut"), smaller)}
        <button type="button" class="quiet" title={all} aria-label={`${shown}, ${all}`} onClick={() => change(showAll)}>
          {shown}
        </button>
        {tap("M12 6v12M6 12h12", say("zoomIn"), larger)}
      </div>
      <div>
        <button type="button" class={isLeaving ? "secondary danger" : "secondary"} onClick={leave}>
          {say(isLeaving ? "refusedDiscard" : "pickCancel")}
        </button>
        <button type="button" class="primary" onClick={finish}>
          {say("done")}
        </button>
      </div>
    </div>
  );
};
