import { render } from "preact";
import { encodePicture } from "../../shared/capture/screenshot/encode.ts";
import { EarshotError } from "../../shared/errors.ts";
import type { PictureState } from "../flow.ts";
import type { View } from "../ui/view.ts";
import { burn } from "./burn.ts";
import type { Begun } from "./desk.ts";
import css from "./editor.css?inline";
import { Editor } from "./editor.tsx";
import { layerOf, parted } from "./layer.ts";
import { moved, type Scene, unitOf } from "./scene.ts";

/** A picture that was drawn on: what is below the marks that can still be changed, and those. It is in no request. */
type Drawn = Extract<PictureState, { state: "ready" }> & { drawn?: Begun & { below: ImageBitmap } };

/**
 * Opens the editor over the form. When its user is done, the picture with the marks burnt in takes the place of the one that was
 * there, which is closed. Opened again, the marks can be changed; but what was blacked out or cut off is in no memory of ours from
 * the first time on, and cannot be brought back.
 */
export const edit = async ({ state, flow, say, root, adopt }: View): Promise<void> => {
  const picture = state.picture as Drawn | Exclude<PictureState, { state: "ready" }>;
  if (picture.state !== "ready" || root.querySelector(".editor")) return;
  adopt(css);
  const dialog = document.createElement("dialog");
  dialog.className = "editor";
  dialog.setAttribute("aria-label", say("markUp"));
  root.querySelector(".shell")?.append(dialog);

  const { drawn } = picture;
  const from = drawn?.below ?? picture.bitmap;
  const unit = drawn?.unit ?? unitOf([from.width, from.height]);
  const isHere = () => flow.state.picture === picture;
  const keep = async (scene: Scene) => {
    try {
      const [fixed, free] = parted(scene, unit, [from.width, from.height]);
      const below = burn(from, { ...scene, marks: fixed }, unit);
      const marks = free.map((mark) => moved(mark, [-(scene.crop?.[0] ?? 0), -(scene.crop?.[1] ?? 0)]));
      const bitmap = burn(below, { marks }, unit);
      const dataUrl = await encodePicture(bitmap);
      // Of a part nobody knows where in it something is masked or missing.
      const gaps = scene.crop ? picture.encoded.gaps.map(({ reason }) => ({ reason })) : picture.encoded.gaps;
      const encoded = { ...picture.encoded, dataUrl, gaps, marks: layerOf(marks, [bitmap.width, bitmap.height]) };
      const next: Drawn = { ...picture, bitmap, encoded, drawn: { below, marks, unit } };
      if (isHere()) flow.set({ picture: next });
      else for (const one of [bitmap, below]) one.close();
    } catch (cause) {
      // Rather no picture than one that still shows what was to be hidden.
      const problem = new EarshotError("screenshot_failed", "The marks could not be drawn.", { cause });
      if (isHere()) flow.set({ picture: { state: "failed", problem, bitmap: undefined } });
      flow.world.emit({ type: "error", problem });
    }
    drawn?.below.close();
  };
  const scene = await new Promise<Scene | undefined>((done) => {
    flow.world.signal.addEventListener("abort", () => done(undefined));
    dialog.addEventListener("close", () => done(undefined)); // by the page, with the form: as if nothing had been drawn
    render(<Editor {...{ bitmap: from, begun: drawn, say, dialog, done }} />, dialog);
    dialog.showModal();
    dialog.querySelector<HTMLElement>(":checked")?.focus();
  });
  // Until it is kept the form below must not be sent.
  if (scene) await keep(scene);
  dialog.close();
  render(null, dialog);
  dialog.remove();
};
