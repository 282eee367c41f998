import { Icon } from "./icons.tsx";
import { draw, Preview } from "./preview.tsx";
import type { View } from "./view.ts";

/** The picture as large as there is room, in a window of its own above the form: closed, the focus is back at its button. */
const enlarge = (event: Event, bitmap: ImageBitmap): void => {
  const dialog = (event.currentTarget as Element).closest("figure")?.querySelector("dialog");
  dialog?.showModal();
  draw(dialog?.querySelector("canvas"), bitmap, bitmap.width, bitmap.height);
};

/** Escape is ours to handle: in the window of an extension it would close all of it. */
const closeByEscape = (event: KeyboardEvent): void => {
  if (event.key !== "Escape") return;
  event.preventDefault();
  (event.currentTarget as HTMLDialogElement).close();
};

export const Picture = ({ state, flow, say }: View) => {
  const { picture } = state;
  if (picture.state === "ready")
    return (
      <figure>
        <Preview bitmap={picture.bitmap} label={say("pictureAlt")} />
        <figcaption>
          <button type="button" class="quiet larger" onClick={(event) => enlarge(event, picture.bitmap)}>
            <Icon name="larger" />
            {say("pictureLarger")}
          </button>
          <button type="button" class="quiet" onClick={() => void flow.takePicture()}>
            <Icon name="retake" />
            {say("pictureRetake")}
          </button>
          <button type="button" class="quiet" onClick={flow.removePicture}>
            <Icon name="bin" />
            {say("pictureRemove")}
          </button>
        </figcaption>
        <dialog class="viewer" aria-label={say("pictureAlt")} onKeyDown={closeByEscape}>
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
        {picture.encoded.gaps.length > 0 && <p class="note">{say("pictureGaps")}</p>}
      </figure>
    );
  const isMasking = picture.state === "failed" && picture.problem.code === "masking_failed";
  return (
    <div class="field">
      <button
        type="button"
        class="add"
        aria-disabled={picture.state === "taking"}
        aria-describedby="picture-note"
        onClick={() => void flow.takePicture()}
      >
        <Icon name="camera" />
        {say(picture.state === "taking" ? "pictureTaking" : "pictureAdd")}
      </button>
      <p id="picture-note" class="note" role="status">
        {picture.state === "failed" && say(isMasking ? "picturePrivate" : "pictureFailed")}
      </p>
    </div>
  );
};
