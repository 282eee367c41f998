import type { Flow } from "../flow.ts";
import type { Ports } from "../ports.ts";
import { focusIfLost } from "../ui/focus.ts";
import { Icon } from "../ui/icons.tsx";
import type { View } from "../ui/view.ts";
import { missingIn } from "./missing.ts";
import css from "./picture.css?inline";
import { draw, Preview } from "./preview.tsx";
import { removePicture, takePicture } from "./take.ts";

export { css };

const LARGER = "M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7";
const DRAW = "M4.5 19.5l1-4.2L16 4.8l3.2 3.2L8.7 18.5zM13.7 7.1l3.2 3.2";
const RETAKE = "M19.5 12a7.5 7.5 0 1 1-2.3-5.4M19.5 4v4h-4";
const BIN = "M5 7h14M10 7V5h4v2M7 7l.8 11.2a1 1 0 0 0 1 .8h6.4a1 1 0 0 0 1-.8L17 7";

/** The picture as large as there is room, in a window of its own above the form: closed, the focus is back at its button. */
const enlarge = (event: Event, bitmap: ImageBitmap): void => {
  const dialog = (event.currentTarget as Element).closest("figure")?.querySelector("dialog");
  dialog?.showModal();
  draw(dialog?.querySelector("canvas"), bitmap, bitmap.width, bitmap.height);
};

const takeOther = async (flow: Flow, offer: () => Promise<Ports["takeScreenshot"]>): Promise<void> => {
  const take = await offer();
  if (take) await takePicture(flow, take);
};

/**
 * Escape is ours to handle: in the window of an extension it would close all of it. No key is the form's, in which this stands:
 * it would be sent by one.
 */
const hearKey = (event: KeyboardEvent): void => {
  if (event.key === "Escape") {
    event.preventDefault();
    (event.currentTarget as HTMLDialogElement).close();
  } else event.stopPropagation();
};

/** The card of a picture that was taken. */
export const Part = (view: View) => {
  const { state, flow, say } = view;
  const { picture } = state;
  if (picture.state !== "ready") return null;
  const missing = missingIn(picture.encoded.gaps, view);
  return (
    <figure aria-label={say("partPicture")}>
      <Preview bitmap={picture.bitmap} label={say("pictureAlt")} />
      <figcaption>
        <button
          type="button"
          class="quiet larger"
          ref={focusIfLost}
          aria-label={say("pictureLarger")}
          title={say("pictureLarger")}
          onClick={(event) => enlarge(event, picture.bitmap)}
        >
          <Icon path={LARGER} />
        </button>
        <button
          type="button"
          class="quiet"
          onClick={() => void flow.run(async () => (await import("../editor/edit.tsx")).edit(view))}
        >
          <Icon path={DRAW} />
          {say("pictureEdit")}
        </button>
        <button type="button" class="quiet" onClick={() => void takePicture(flow)}>
          <Icon path={RETAKE} />
          {say("pictureRetake")}
        </button>
        {flow.world.ports.otherScreenshots?.map(({ label, offer }) => (
          <button key={label} type="button" class="quiet" onClick={() => void flow.run(() => takeOther(flow, offer))}>
            {label}
          </button>
        ))}
        <button type="button" class="quiet" onClick={() => removePicture(flow)}>
          <Icon path={BIN} />
          {say("pictureRemove")}
        </button>
      </figcaption>
      <dialog class="viewer" aria-label={say("pictureAlt")} onKeyDown={hearKey}>
        <button
          type="button"
          class="secondary"
          onClick={({ currentTarget }) => currentTarget.closest("dialog")?.close()}
        >
          {say("close")}
        </button>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reached by keyboard */}
        <div tabIndex={0}>
          <canvas role="img" aria-label={say("pictureAlt")} />
        </div>
      </dialog>
      {missing && <p class="note">{missing}</p>}
    </figure>
  );
};
