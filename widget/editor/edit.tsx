import { render } from "preact";
import { encodePicture } from "../../shared/capture/screenshot/encode.ts";
import { EarshotError } from "../../shared/errors.ts";
import type { View } from "../ui/view.ts";
import { burn } from "./burn.ts";
import css from "./editor.css?inline";
import { Editor } from "./editor.tsx";
import type { Scene } from "./scene.ts";

/**
 * Opens the editor over the form. When its user is done, the picture with the marks burnt in takes the place of the one that was
 * there, which is closed: what was blacked out or cut off is in no memory of ours from then on, and cannot be brought back.
 */
export const edit = async ({ state, flow, say, root, adopt }: View): Promise<void> => {
  const { picture } = state;
  if (picture.state !== "ready" || root.querySelector(".editor")) return;
  adopt(css);
  const dialog = document.createElement("dialog");
  dialog.className = "editor";
  dialog.setAttribute("aria-label", say("markUp"));
  root.querySelector(".shell")?.append(dialog);

  const isHere = () => flow.state.picture === picture;
  const keep = async (scene: Scene) => {
    try {
      const bitmap = burn(picture.bitmap, scene);
      const dataUrl = await encodePicture(bitmap);
      if (isHere()) flow.set({ picture: { ...picture, bitmap, encoded: { ...picture.encoded, dataUrl } } });
      else bitmap.close();
    } catch (cause) {
      // Rather no picture than one that still shows what was to be hidden.
      const problem = new EarshotError("screenshot_failed", "The marks could not be drawn.", { cause });
      if (isHere()) flow.set({ picture: { state: "failed", problem, bitmap: undefined } });
      flow.world.emit({ type: "error", problem });
    }
  };
  const scene = await new Promise<Scene | undefined>((done) => {
    flow.world.signal.addEventListener("abort", () => done(undefined));
    render(<Editor {...{ bitmap: picture.bitmap, say, dialog, done }} />, dialog);
    dialog.showModal();
    dialog.querySelector<HTMLElement>(":checked")?.focus();
  });
  // Until it is kept the form below must not be sent.
  if (scene) await keep(scene);
  dialog.close();
  render(null, dialog);
  dialog.remove();
};
