import { LIMITS } from "../../shared/contract/limits.ts";
import { cleanJpeg } from "./clean-jpeg.ts";
import { cleanPng } from "./clean-png.ts";
import { cleanWebp } from "./clean-webp.ts";
import { type ImageFacts, inspectImage } from "./inspect-image.ts";
import { turned } from "./orientation.ts";
import { refuseImage } from "./refuse-image.ts";

/**
 * Type and size of a picture, by its first bytes: it can be shown, and no decoder has more to do than that takes.
 *
 * @throws Problem `invalid_image`
 */
export const showableImage = (bytes: Buffer): ImageFacts => {
  const facts = inspectImage(bytes) ?? refuseImage("it is not a PNG, JPEG or WebP picture");
  const { width, height } = facts;
  if (width < 1 || height < 1) refuseImage("it has no size");
  if (width > LIMITS.imageSide || height > LIMITS.imageSide || width * height > LIMITS.imagePixels)
    refuseImage(
      `${width} x ${height} pixels are too many; at most ${LIMITS.imageSide} on a side and ${LIMITS.imagePixels / 1e6} million in all`,
    );
  return facts;
};

/** A picture ready to be stored: of a size that can be shown, and with nothing in it but what is seen. */
export type CleanImage = ImageFacts & { bytes: Buffer };

/**
 * Checks somebody's picture and takes out what does not belong to it: EXIF with its places and devices, XMP, texts, colour
 * profiles, small previews, and whatever stands behind its end. It works on the bytes and decodes nothing, so no
 * picture can be a bomb here; its pixels are the sender's to the bit. Cleaning a clean picture changes nothing.
 *
 * @returns `width` and `height` are as seen, so a picture that stands on its side has them exchanged.
 * @throws Problem `invalid_image`
 */
export const cleanImage = (bytes: Buffer): CleanImage => {
  const facts = showableImage(bytes);
  if (facts.contentType === "image/webp") return { ...facts, bytes: cleanWebp(bytes) };
  const { bytes: cleaned, orientation } = facts.contentType === "image/png" ? cleanPng(bytes) : cleanJpeg(bytes);
  return { ...turned(facts, orientation), bytes: cleaned };
};
