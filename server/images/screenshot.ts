import { Problem } from "../problems.ts";
import { type CleanImage, cleanImage } from "./clean-image.ts";
import { refuseImage } from "./refuse-image.ts";

/** Strict base64: no white space, no missing or stray padding, no bits beyond the last byte. */
const decodeBase64 = (text: string): Buffer => {
  try {
    const bytes = Uint8Array.fromBase64(text, { lastChunkHandling: "strict" });
    // The built-in decoder skips white space; canonical text has exactly four characters for each three bytes.
    if (Math.ceil(bytes.length / 3) * 4 !== text.length)
      refuseImage("its base64 has characters that do not belong there");
    return Buffer.from(bytes.buffer);
  } catch (error) {
    if (error instanceof Problem) throw error;
    return refuseImage("its base64 is damaged");
  }
};

/**
 * Reads the picture of a submission: a data URL whose bytes must be of the type it names.
 * No pattern runs over the whole text: that costs more than decoding it.
 *
 * @throws Problem `invalid_image`
 */
export const readScreenshot = (dataUrl: string): CleanImage => {
  const comma = dataUrl.indexOf(",", 0);
  const declared = dataUrl.slice("data:".length, comma - ";base64".length);
  const image = cleanImage(decodeBase64(dataUrl.slice(comma + 1)));
  if (image.contentType !== declared) refuseImage(`it says ${declared} but is ${image.contentType}`);
  return image;
};
