import { decodeBase64 } from "./base64.ts";
import { type CleanImage, cleanImage } from "./clean-image.ts";
import { refuseImage } from "./refuse-image.ts";

/**
 * Reads the picture of a submission: a data URL whose bytes must be of the type it names.
 *
 * @param base64 What stands behind its comma, where that was cut out of it.
 * @throws Problem `invalid_image`
 */
export const readScreenshot = (dataUrl: string, base64?: Buffer): CleanImage => {
  const comma = dataUrl.indexOf(",");
  const declared = dataUrl.slice("data:".length, comma - ";base64".length);
  const text = base64 ?? Buffer.from(dataUrl.slice(comma + 1));
  const image = cleanImage(decodeBase64(text) ?? refuseImage("its base64 is damaged"));
  if (image.contentType !== declared) refuseImage(`it says ${declared} but is ${image.contentType}`);
  return image;
};
