import { Icon } from "./icons.tsx";
import { Preview } from "./preview.tsx";
import type { View } from "./view.ts";

export const Picture = ({ state, flow, say }: View) => {
  const { picture } = state;
  if (picture.state === "ready")
    return (
      <figure>
        <Preview bitmap={picture.bitmap} label={say("pictureAlt")} />
        <figcaption>
          <button type="button" class="quiet" onClick={() => void flow.takePicture()}>
            <Icon name="retake" />
            {say("pictureRetake")}
          </button>
          <button type="button" class="quiet" onClick={flow.removePicture}>
            <Icon name="bin" />
            {say("pictureRemove")}
          </button>
        </figcaption>
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
