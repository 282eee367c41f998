import { LIMITS } from "../../shared/contract/limits.ts";
import { Problem } from "../problems.ts";
import { type ImageFacts, inspectImage } from "./inspect-image.ts";

/** A picture ready to be stored. */
export type Screenshot = ImageFacts & { bytes: Buffer };

const refuse = (reason: string): never => {
  throw new Problem("invalid_image", { reason });
};

/** Strict base64: no white space, no missing or stray padding, no bits beyond the last byte. */
const decodeBase64 = (text: string): Buffer => {
  try {
    const bytes = Uint8Array.fromBase64(text, { lastChunkHandling: "strict" });
    // The built-in decoder skips white space; canonical text has exactly four characters for each three bytes.
    if (Math.ceil(bytes.length / 3) * 4 !== text.length) refuse("its base64 has characters that do not belong there");
    return Buffer.from(bytes.buffer);
  } catch (error) {
    if (error instanceof Problem) throw error;
    return refuse("its base64 is damaged");
  }
};

/**
 * Reads the picture of a submission: a data URL whose bytes must be of the type it names, of a size that can be shown.
 * No pattern runs over the whole text: that costs more than decoding it.
 *
 * @throws Problem `invalid_image`
 */
export const readScreenshot = (dataUrl: string): Screenshot => {
  const comma = dataUrl.indexOf(",", 0);
  const declared = dataUrl.slice("data:".length, comma - ";base64".length);
  const bytes = decodeBase64(dataUrl.slice(comma + 1));
  const facts = inspectImage(bytes) ?? refuse("it is not a PNG, JPEG or WebP picture");
  if (facts.contentType !== declared) refuse(`it says ${declared} but is ${facts.contentType}`);
  const { width, height } = facts;
  if (width < 1 || height < 1) refuse("it has no size");
  if (width > LIMITS.imageSide || height > LIMITS.imageSide || width * height > LIMITS.imagePixels)
    refuse(
      `${width} x ${height} pixels are too many; at most ${LIMITS.imageSide} on a side and ${LIMITS.imagePixels / 1e6} million in all`,
    );
  return { ...facts, bytes };
};
