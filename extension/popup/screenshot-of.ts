import { decodePicture } from "../../shared/capture/screenshot/decode.ts";
import type { Screenshot } from "../../widget/ports.ts";
import type { Picture } from "../messages.ts";

/** A picture that the worker took of a tab, as the form takes it. */
export const screenshotOf = async ({ dataUrl, ...facts }: Picture): Promise<Screenshot> => ({
  ...facts,
  method: "tab",
  bitmap: await decodePicture(dataUrl),
});
