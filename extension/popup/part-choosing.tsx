import { render } from "preact";
import { TEXT } from "../text.ts";
import type { WatchPart } from "./part.ts";

/** That a part of the page is to be chosen there, and a way out of it; or why there is no picture of one. */
const PartChoosing = ({ outcome, stop }: { outcome?: string | undefined; stop?: () => void }) => (
  <>
    <p role="status">{outcome ?? TEXT.partChoosing}</p>
    {stop && (
      <button type="button" class="quiet" onClick={stop}>
        {TEXT.partCancel}
      </button>
    )}
  </>
);

/** Shows an outcome, or nothing. */
export const sayOutcome = (place: HTMLElement, outcome: string | undefined): void => {
  place.className = outcome ? "whole" : "";
  render(outcome ? <PartChoosing outcome={outcome} /> : null, place);
};

/** Shows it in an element of the form's page, which takes no room otherwise. */
export const showPart = (place: HTMLElement): WatchPart => {
  let turn = 0;
  return (stop) => {
    const mine = ++turn;
    place.className = "whole";
    render(<PartChoosing stop={stop} />, place);
    return {
      over(outcome) {
        if (mine === turn) sayOutcome(place, outcome);
      },
    };
  };
};
