import { crc32 } from "node:zlib";
import { type Orientation, orientationBlock, readOrientation } from "./orientation.ts";
import { damaged, part } from "./refuse-image.ts";

const SIGNATURE = 8;
/** What a chunk has around its data: length and type before, checksum after. */
const FRAME = 12;

const PALETTE = 3;
/** Bytes of `tRNS` for grey and for red, green, blue. */
const TRANSPARENCY = new Map([
  [0, 2],
  [2, 6],
]);
/** Bytes of `sBIT` by colour type. */
const SIGNIFICANT = new Map([
  [0, 1],
  [2, 3],
  [3, 3],
  [4, 2],
  [6, 4],
]);

const sumOf = (chunk: Buffer): number => crc32(chunk.subarray(4, -4));
const saidSum = (chunk: Buffer): number => chunk.readUInt32BE(chunk.length - 4);

const orientationChunk = (orientation: Orientation): Buffer => {
  const block = orientationBlock(orientation);
  const chunk = Buffer.alloc(block.length + FRAME);
  chunk.writeUInt32BE(block.length);
  chunk.write("eXIf", 4, "latin1");
  block.copy(chunk, 8);
  chunk.writeUInt32BE(sumOf(chunk), chunk.length - 4);
  return chunk;
};

type Header = { colourType: number; colours: number };

/**
 * The chunks that change how the picture looks, each with the only length it can have; one of another length is left out like
 * any other chunk. Texts, EXIF, times and what is unknown are metadata. `iCCP` is left out too: a colour profile names
 * the screen and its maker, in free text; `gAMA`, `cHRM`, `sRGB` and `cICP` say in plain numbers what matters of it. The
 * chunks of animations are left out, so that the still picture remains that every decoder shows.
 */
const KEPT: Record<string, (length: number, header: Header) => boolean> = {
  PLTE: (length, { colourType }) => colourType === PALETTE && length > 0 && length <= 768 && length % 3 === 0,
  tRNS: (length, { colourType, colours }) =>
    colourType === PALETTE ? length > 0 && length <= colours : length === TRANSPARENCY.get(colourType),
  sBIT: (length, { colourType }) => length === SIGNIFICANT.get(colourType),
  gAMA: (length) => length === 4,
  cHRM: (length) => length === 32,
  sRGB: (length) => length === 1,
  cICP: (length) => length === 4,
  pHYs: (length) => length === 9,
};

/**
 * The picture without its metadata and without what follows its end. Of EXIF the orientation stays, in a block of its own.
 *
 * @throws Problem `invalid_image` for a structure that is cut off or lies.
 */
export const cleanPng = (bytes: Buffer): { bytes: Buffer; orientation: Orientation } => {
  const kept = [part(bytes, 0, SIGNATURE)];
  const seen = new Set<string>();
  const header: Header = { colourType: 0, colours: 0 };
  let orientation: Orientation = 1;
  let pixelsEnded = false;
  let isLeftOut = false;
  for (let at = SIGNATURE; ; ) {
    const length = part(bytes, at, FRAME).readUInt32BE(0);
    const chunk = part(bytes, at, length + FRAME);
    const type = chunk.toString("latin1", 4, 8);
    at += chunk.length;
    if (seen.size === 0 && type !== "IHDR") damaged("its header is not the first chunk");
    const isPixels = type === "IDAT";
    if (seen.has("IDAT") && !isPixels) pixelsEnded = true;

    if (type === "IHDR") {
      if (seen.has(type) || length !== 13) damaged("its header is not one");
      header.colourType = chunk.readUInt8(17);
    } else if (type === "PLTE") {
      if (seen.has(type) || seen.has("IDAT")) damaged("its palette is out of place");
      header.colours = length / 3;
    } else if (isPixels) {
      if (pixelsEnded) damaged("its pixels are in pieces");
      if (header.colourType === PALETTE && !seen.has("PLTE")) damaged("its palette is missing");
    } else if (type === "IEND") {
      if (length !== 0 || !seen.has("IDAT")) damaged("it has no pixels");
    } else if (!KEPT[type]?.(length, header) || seen.has(type) || seen.has("IDAT")) {
      if (type === "eXIf" && orientation === 1 && !seen.has("IDAT") && sumOf(chunk) === saidSum(chunk))
        orientation = readOrientation(chunk.subarray(8, -4));
      // A critical chunk that is unknown (its first letter is a capital) may change what all the others mean.
      if (!/^[a-z][A-Za-z]{3}$/.test(type)) damaged("it has a part that is unknown");
      isLeftOut = true;
      continue;
    }
    if (type === "PLTE" && !KEPT.PLTE?.(length, header)) {
      if (header.colourType === PALETTE) damaged("its palette is not one");
      seen.add(type);
      isLeftOut = true;
      continue; // a mere suggestion for screens of 256 colours
    }
    if (sumOf(chunk) !== saidSum(chunk)) damaged("a checksum does not fit");
    seen.add(type);
    kept.push(chunk);
    if (type !== "IEND") continue;
    // Clean as it came: megabytes need no copy.
    if (orientation === 1 && at === bytes.length && !isLeftOut) return { bytes, orientation };
    if (orientation !== 1) kept.splice(2, 0, orientationChunk(orientation)); // after signature and header
    return { bytes: Buffer.concat(kept), orientation };
  }
};
