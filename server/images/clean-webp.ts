import { damaged, part } from "./refuse-image.ts";

const CANVAS = "VP8X";
const HAS_ALPHA = 0x10;
const MOVES = 0x02;

type Chunk = { type: string; data: Buffer };
type Size = { width: number; height: number };

const chunksOf = (bytes: Buffer): Chunk[] => {
  const chunks: Chunk[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = part(bytes, at, 8).readUInt32LE(4);
    chunks.push({ type: bytes.toString("latin1", at, at + 4), data: part(bytes, at + 8, length) });
    at += 8 + length + (length % 2);
  }
  return chunks;
};

const written = ({ type, data }: Chunk): Buffer => {
  const head = Buffer.alloc(8);
  head.write(type, "latin1");
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
};

/** The size that the pixels themselves give; `undefined` when the chunk holds no pixels. */
export const webpPixels = ({ type, data }: Chunk): Size | undefined => {
  if (type === "VP8L" && data.length >= 5 && data[0] === 0x2f) {
    const bits = data.readUInt32LE(1);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (type === "VP8 " && data.length >= 10 && data.readUIntBE(3, 3) === 0x9d012a)
    return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff };
  return undefined;
};

/** Pixels, with their transparency before them. Whatever says another size than its surroundings is refused: it was made to. */
const picture = (chunks: Chunk[], { width, height }: Size): Buffer => {
  const index = chunks.findIndex((chunk) => webpPixels(chunk));
  const pixels = chunks[index];
  const size = pixels && webpPixels(pixels);
  if (!pixels || !size) return damaged("it has no pixels");
  if (size.width !== width || size.height !== height) damaged("its parts differ in size");
  const alpha = pixels.type === "VP8 " && chunks.slice(0, index).find(({ type }) => type === "ALPH");
  return Buffer.concat([...(alpha ? [written(alpha)] : []), written(pixels)]);
};

/** One frame of a moving picture: its place and time in 16 bytes, then a picture of its own. */
const frame = (data: Buffer, canvas: Size): Buffer => {
  const head = Buffer.from(part(data, 0, 16));
  const size = { width: head.readUIntLE(6, 3) + 1, height: head.readUIntLE(9, 3) + 1 };
  const fits = (start: number, length: number, most: number): boolean => start * 2 + length <= most;
  if (
    !fits(head.readUIntLE(0, 3), size.width, canvas.width) ||
    !fits(head.readUIntLE(3, 3), size.height, canvas.height)
  )
    damaged("a frame is outside of the picture");
  head[15] = (head[15] ?? 0) & 0x03;
  return written({ type: "ANMF", data: Buffer.concat([head, picture(chunksOf(data.subarray(16)), size)]) });
};

const extended = (chunks: Chunk[]): Buffer => {
  const { data } = chunks[0] as Chunk;
  if (data.length !== 10) damaged("its header is not one");
  const canvas = { width: data.readUIntLE(4, 3) + 1, height: data.readUIntLE(7, 3) + 1 };
  const header = Buffer.alloc(10);
  header[0] = (data[0] ?? 0) & (HAS_ALPHA | MOVES);
  data.copy(header, 4, 4);
  const frames = chunks.filter(({ type }) => type === "ANMF");
  const animation = chunks.find(({ type, data }) => type === "ANIM" && data.length === 6);
  if (!(header[0] & MOVES)) return Buffer.concat([written({ type: CANVAS, data: header }), picture(chunks, canvas)]);
  if (frames.length === 0 || !animation) return damaged("it has no pixels");
  return Buffer.concat([
    written({ type: CANVAS, data: header }),
    written(animation),
    ...frames.map(({ data }) => frame(data, canvas)),
  ]);
};

/**
 * The picture without its metadata (EXIF, XMP, colour profile, unknown chunks) and without what follows its end. The flags of
 * what was taken out are taken back. Its orientation goes too: unlike that of a JPEG or PNG, browsers do not turn a WebP by it.
 *
 * @throws Problem `invalid_image` for a structure that is cut off or lies.
 */
export const cleanWebp = (bytes: Buffer): Buffer => {
  const length = part(bytes, 0, 12).readUInt32LE(4);
  if (length < 4) damaged("its header is not one");
  const chunks = chunksOf(part(bytes, 12, length - 4));
  const [first] = chunks;
  if (!first) return damaged("it has no pixels");
  const body =
    first.type === CANVAS ? extended(chunks) : webpPixels(first) ? written(first) : damaged("it has no pixels");
  const head = Buffer.alloc(12);
  head.write("RIFF", "latin1");
  head.writeUInt32LE(body.length + 4, 4);
  head.write("WEBP", 8, "latin1");
  return Buffer.concat([head, body]);
};
