import { type Orientation, orientationBlock, readOrientation } from "./orientation.ts";
import { damaged, part, refuseImage } from "./refuse-image.ts";

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const DHT = 0xc4;
const DQT = 0xdb;
const DRI = 0xdd;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP14 = 0xee;
const APP15 = 0xef;
const COM = 0xfe;

const EXIF = "Exif\0\0";

const segment = (marker: number, data: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
};

/** Huffman tables fill their segment to the last byte, else something else is in it. */
const holdsHuffmanTables = (data: Buffer): boolean => {
  let at = 0;
  while (at + 17 <= data.length) at += 17 + data.subarray(at + 1, at + 17).reduce((sum, count) => sum + count, 0);
  return data.length > 0 && at === data.length;
};

const holdsQuantization = (data: Buffer): boolean => {
  let at = 0;
  while (at < data.length) at += (data[at] ?? 0) >> 4 ? 129 : 65;
  return data.length > 0 && at === data.length;
};

const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && marker !== DHT && marker !== 0xcc;

/** Baseline, extended and progressive: what browsers show. */
const isShown = (marker: number): boolean => marker <= 0xc2;

/** The two application segments that change how the picture looks, made anew without room for anything else. */
const keptApplication = (marker: number, data: Buffer): Buffer | undefined => {
  if (marker === APP0 && data.length >= 14 && data.toString("latin1", 0, 5) === "JFIF\0") {
    const jfif = Buffer.from(data.subarray(0, 14));
    jfif.writeUInt16BE(0, 12); // no small picture inside: it may show what was cut off or painted over
    return jfif;
  }
  return marker === APP14 && data.length >= 12 && data.toString("latin1", 0, 5) === "Adobe"
    ? data.subarray(0, 12)
    : undefined;
};

/** Where the pixels of a scan end: at the next marker that is neither a restart nor a stuffed byte. */
const endOfScan = (bytes: Buffer, from: number): number => {
  for (let at = from; ; at++) {
    at = bytes.indexOf(0xff, at);
    const next = bytes[at + 1];
    if (at < 0 || next === undefined) return damaged("it ends too early");
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
    if (next !== 0xff) at++;
  }
};

/**
 * The picture without its metadata and without what follows its end. Of EXIF the orientation stays, in a block of its own; of
 * the rest only what pixels are made from. Colour profiles (APP2) are left out: they name the device that made them.
 *
 * @throws Problem `invalid_image` for a structure that is cut off or lies.
 */
export const cleanJpeg = (bytes: Buffer): { bytes: Buffer; orientation: Orientation } => {
  if (part(bytes, 0, 2).readUInt16BE(0) !== 0xff00 + SOI) damaged("it does not begin like one");
  const applications: Buffer[] = [];
  const pixels: Buffer[] = [];
  let orientation: Orientation = 1;
  let frames = 0;
  let scans = 0;
  for (let at = 2; ; ) {
    if (part(bytes, at, 2)[0] !== 0xff) damaged("something stands between its parts");
    const marker = bytes[at + 1] as number;
    if (marker === 0xff) {
      at++; // any number of these may stand before a marker
      continue;
    }
    if (marker === EOI) break;
    const size = part(bytes, at + 2, 2).readUInt16BE(0);
    if (size < 2) damaged("a part has no length");
    const data = part(bytes, at + 4, size - 2);
    at += 2 + size;

    if (marker >= APP0 && marker <= APP15) {
      if (marker === APP1 && data.toString("latin1", 0, 6) === EXIF && orientation === 1)
        orientation = readOrientation(data.subarray(6));
      const kept = keptApplication(marker, data);
      if (kept) applications.push(segment(marker, kept));
      continue;
    }
    if (marker === COM) continue;
    if (isFrame(marker)) {
      if (!isShown(marker)) refuseImage("it is a kind of JPEG that browsers do not show");
      if (frames++ > 0 || data.length < 6 || data.length !== 6 + 3 * (data[5] ?? 0)) damaged("its frame is not one");
    } else if (marker === SOS) {
      if (frames === 0 || data.length < 1 || data.length !== 4 + 2 * (data[0] ?? 0)) damaged("a scan is not one");
      const end = endOfScan(bytes, at);
      pixels.push(segment(marker, data), bytes.subarray(at, end));
      at = end;
      scans++;
      continue;
    } else if (
      !(marker === DHT && holdsHuffmanTables(data)) &&
      !(marker === DQT && holdsQuantization(data)) &&
      !(marker === DRI && data.length === 2)
    )
      damaged("it has a part that is unknown");
    pixels.push(segment(marker, data));
  }
  if (scans === 0) damaged("it has no pixels");
  if (orientation !== 1)
    applications.push(segment(APP1, Buffer.concat([Buffer.from(EXIF, "latin1"), orientationBlock(orientation)])));
  return {
    bytes: Buffer.concat([Buffer.from([0xff, SOI]), ...applications, ...pixels, Buffer.from([0xff, EOI])]),
    orientation,
  };
};
