import { encodePicture } from "../../shared/capture/screenshot/encode.ts";
import { EarshotError } from "../../shared/errors.ts";
import { type Flow, NO_PICTURE, type PictureState } from "../flow.ts";
import type { Ports, Screenshot } from "../ports.ts";

const asError = (thrown: unknown): EarshotError =>
  thrown instanceof EarshotError ? thrown : new EarshotError("screenshot_failed", "", { cause: thrown });

/**
 * Takes a picture in place of the one that may be there. One that is dropped while it is taken does not come back.
 *
 * @param take Another way to it than the usual one.
 * @param isOfPage Whether the form has to step aside for it. @default true
 */
export const takePicture = async (
  flow: Flow,
  take: Ports["takeScreenshot"] = flow.world.ports.takeScreenshot,
  isOfPage = true,
): Promise<void> => {
  const { signal, emit } = flow.world;
  if (!take || flow.state.picture.state === "taking") return;
  const taking: PictureState = { state: "taking", isOfPage, bitmap: undefined };
  flow.set({ picture: taking });
  const isWanted = () => !signal.aborted && flow.state.picture === taking;
  let taken: Screenshot | undefined;
  try {
    taken = await take(signal);
    const { bitmap, method, durationMs, gaps } = taken;
    const dataUrl = await encodePicture(bitmap);
    if (!isWanted()) return bitmap.close();
    const { words } = flow.state;
    const leftOut = words.leftOut?.filter((path) => path !== "screenshotDataUrl") ?? [];
    flow.set({
      picture: { state: "ready", bitmap, encoded: { dataUrl, method, durationMs, gaps } },
      words: { ...words, leftOut },
    });
  } catch (thrown) {
    taken?.bitmap.close();
    if (!isWanted()) return;
    const problem = asError(thrown);
    flow.set({ picture: { state: "failed", problem, bitmap: undefined } });
    emit({ type: "error", problem });
  }
};

export const removePicture = (flow: Flow): void => flow.set({ picture: NO_PICTURE });
