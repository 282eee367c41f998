/**
 * How a camera was held, as EXIF writes it: 1 is upright, 5 to 8 stand on their side. The one thing in EXIF that belongs to the
 * picture and not to its history. Turning the pixels would need a decoder for each format, native code that reads
 * strangers' bytes; so the number alone is kept, in a block of our own making that holds nothing else.
 */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const ORIENTATION_TAG = 0x0112;
const SHORT = 3;

/**
 * Reads the orientation out of a TIFF structure, the inside of an EXIF block.
 *
 * @returns 1 when it says nothing that can be understood: an EXIF block is never a reason to refuse a picture.
 */
export const readOrientation = (tiff: Buffer): Orientation => {
  const order = tiff.toString("latin1", 0, 4);
  if (tiff.length < 14 || (order !== "II*\0" && order !== "MM\0*")) return 1;
  const little = order.startsWith("I");
  const u16 = (at: number): number => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (first + 2 > tiff.length) return 1;
  for (let entry = first + 2; entry < first + 2 + u16(first) * 12 && entry + 12 <= tiff.length; entry += 12) {
    if (u16(entry) !== ORIENTATION_TAG) continue;
    const value = u16(entry + 8);
    return u16(entry + 2) === SHORT && value >= 1 && value <= 8 ? (value as Orientation) : 1;
  }
  return 1;
};

/** A TIFF structure with one entry: the orientation. */
export const orientationBlock = (orientation: Orientation): Buffer => {
  const block = Buffer.alloc(26);
  block.write("MM\0*", "latin1");
  block.writeUInt32BE(8, 4); //             the only directory follows at once
  block.writeUInt16BE(1, 8); //             one entry
  block.writeUInt16BE(ORIENTATION_TAG, 10);
  block.writeUInt16BE(SHORT, 12);
  block.writeUInt32BE(1, 14); //            one value
  block.writeUInt16BE(orientation, 18);
  return block; //                          no further directory
};

/** Width and height as they are seen. */
export const turned = <S extends { width: number; height: number }>(size: S, orientation: Orientation): S =>
  orientation < 5 ? size : { ...size, width: size.height, height: size.width };
