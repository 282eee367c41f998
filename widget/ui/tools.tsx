import { addPicture } from "../picture/add.ts";
import { focusIfLost } from "./focus.ts";
import { CAMERA, Icon } from "./icons.tsx";
import { Later } from "./later.tsx";
import type { View } from "./view.ts";

/** What may be added to the words: a button for each, and below them what was added. */
export const Tools = (view: View) => {
  const { state, flow, say } = view;
  const { picture } = state;
  const pictures = flow.world.ports.takeScreenshot && state.settings.form?.screenshot !== "off";
  return (
    <>
      <div class="field">
        <div class="tools">
          {pictures && picture.state !== "ready" && (
            <button
              type="button"
              class="add"
              ref={focusIfLost}
              aria-disabled={picture.state === "taking"}
              onClick={() => void addPicture(view)}
            >
              <Icon path={CAMERA} />
              {say(picture.state === "taking" ? "pictureTaking" : "pictureAdd")}
            </button>
          )}
          {/* Where the form is no dialog, what is around it is not the page. */}
          {view.close && <Later load={() => import("../picker/part.tsx")} {...view} />}
          {flow.world.ports.files && <Later load={() => import("../attachments/attachments.tsx")} {...view} />}
        </div>
        {picture.state === "failed" && <Later load={() => import("../picture/offers.tsx")} {...view} />}
      </div>
      {picture.state === "ready" && <Later load={() => import("../picture/picture.tsx")} {...view} />}
    </>
  );
};
