import { type CleanImage, cleanImage } from "./clean-image.ts";
import { refuseImage } from "./refuse-image.ts";

/**
 * Strict base64: no white space, no missing or stray padding, no bits beyond the last byte. The decoder forgives all of these;
 * what it made, encoded again, is the text that came, or the text was not canonical. Both are quick native code.
 */
const decodeBase64 = (text: string): Buffer => {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : refuseImage("its base64 is damaged");
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
