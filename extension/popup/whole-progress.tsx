import { render } from "preact";
import type { Progress } from "../messages.ts";
import { TEXT } from "../text.ts";
import type { WatchWhole } from "./whole-page.ts";

/** How far a picture of the whole page has come, and a way out of it; or what became of it. */
const WholeProgress = ({ progress, outcome, stop }: { progress?: Progress; outcome?: string; stop?: () => void }) => (
  <>
    <p role="status">{outcome ?? (progress && TEXT.wholeProgress(progress.done, progress.of))}</p>
    {progress && <progress max={progress.of} value={progress.done} aria-label={TEXT.whole} />}
    {stop && (
      <button type="button" class="quiet" onClick={stop}>
        {TEXT.wholeStop}
      </button>
    )}
  </>
);

/** Shows it in an element of the popup, which takes no room otherwise. */
export const showWhole =
  (place: HTMLElement): WatchWhole =>
  (stop) => {
    const show = (props: Parameters<typeof WholeProgress>[0]) => render(<WholeProgress {...props} />, place);
    place.className = "whole";
    show({ progress: { done: 0, of: 1 }, stop });
    return {
      progress: (progress) => show({ progress, stop }),
      over(outcome) {
        if (outcome) return show({ outcome });
        render(null, place);
        place.className = "";
      },
    };
  };
