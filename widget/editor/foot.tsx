import type { Say } from "../text.ts";
import { Press } from "./controls.tsx";
import { type Desk, lensOf, redo, showAll, undo, zoom } from "./desk.ts";
import type { Change } from "./editor.tsx";
import { remove } from "./hand.ts";
import { ZOOM_STEP } from "./keyboard.ts";

type Props = {
  desk: Desk;
  change: Change;
  say: Say;
  isLeaving: boolean;
  leave: () => void;
  finish: () => void;
};

/** What is done with the marks and the picture as a whole. */
export const Foot = ({ desk, change, say, isLeaving, leave, finish }: Props) => {
  const { history, chosen, tool } = desk;
  const hasNoneToDelete = chosen === undefined && !(tool === "crop" && history.now.crop);
  const shown = `${Math.round(lensOf(desk).scale * devicePixelRatio * 100)}%`;
  return (
    <div class="bar foot">
      <div>
        <Press
          path="M8.5 5L4.5 9l4 4M4.5 9H14a5 5 0 0 1 0 10h-4"
          label={say("markUndo")}
          isIdle={history.past.length === 0}
          press={() => change(undo)}
        />
        <Press
          path="M15.5 5l4 4-4 4M19.5 9H10a5 5 0 0 0 0 10h4"
          label={say("markRedo")}
          isIdle={history.future.length === 0}
          press={() => change(redo)}
        />
        <Press
          path="M5 7h14M10 7V5h4v2M7 7l.8 11.2a1 1 0 0 0 1 .8h6.4a1 1 0 0 0 1-.8L17 7"
          label={say("markDelete")}
          isIdle={hasNoneToDelete}
          press={() => change(remove)}
        />
      </div>
      <div>
        <Press path="M6 12h12" label={say("zoomOut")} press={() => change((desk) => zoom(desk, 1 / ZOOM_STEP))} />
        <button
          type="button"
          class="quiet"
          title={say("zoomAll")}
          aria-label={`${shown}, ${say("zoomAll")}`}
          onClick={() => change(showAll)}
        >
          {shown}
        </button>
        <Press path="M12 6v12M6 12h12" label={say("zoomIn")} press={() => change((desk) => zoom(desk, ZOOM_STEP))} />
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
