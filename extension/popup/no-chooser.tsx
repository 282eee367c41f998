import { render } from "preact";
import { TEXT } from "../text.ts";

/**
 * Firefox closes a popup as soon as the system's list of files opens over it, and nobody gets the file. There a press that would
 * open it is answered with a sentence above the form, and the way to where files can be chosen.
 *
 * @param openPanel To be called in answer to a press.
 */
export const refuseChooser = (form: Element, openPanel: (() => void) | undefined): void => {
  const place = document.createElement("div");
  form.before(place);
  const instead = (event: Event) => {
    const [pressed] = event.composedPath();
    if (!(pressed instanceof HTMLInputElement && pressed.type === "file")) return;
    event.preventDefault();
    place.className = "whole";
    render(
      <>
        <p role="status">{TEXT.chooserCloses}</p>
        {openPanel && (
          <button type="button" class="quiet" onClick={openPanel}>
            {TEXT.toPanel}
          </button>
        )}
      </>,
      place,
    );
  };
  form.addEventListener("click", instead, { capture: true });
};
