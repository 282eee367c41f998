/** What a picture's file says of itself in its first bytes. */
export type PictureFile = { type: string; width: number; height: number };

const bytesOf = async (file: Blob, at: number, length: number): Promise<DataView> =>
  new DataView(await file.slice(at, at + length).arrayBuffer());

const text = (bytes: DataView): string =>
  Array.from(new Uint8Array(bytes.buffer), (byte) => String.fromCharCode(byte)).join("");

type Size = [width: number, height: number];

/** A photo may carry much before it says how large it is: a profile, a smaller picture of itself. */
const MOST_SEGMENTS = 500;
const jpeg = async (file: Blob): Promise<Size | undefined> => {
  let at = 2;
  for (let segment = 0; segment < MOST_SEGMENTS; segment++) {
    const bytes = await bytesOf(file, at, 9);
    const marker = bytes.getUint8(1);
    if (bytes.getUint8(0) !== 0xff) return undefined;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return [bytes.getUint16(7), bytes.getUint16(5)];
    at += marker === 0xff ? 1 : 2 + bytes.getUint16(2);
  }
  return undefined;
};

const webp = (bytes: DataView): Size | undefined => {
  const short = (at: number) => bytes.getUint16(at, true);
  switch (text(bytes).slice(12, 16)) {
    case "VP8X":
      return [(short(24) | (bytes.getUint8(26) << 16)) + 1, (short(27) | (bytes.getUint8(29) << 16)) + 1];
    case "VP8L": {
      const bits = bytes.getUint32(21, true);
      return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
    }
    case "VP8 ":
      return [short(26) & 0x3fff, short(28) & 0x3fff];
  }
  return undefined;
};

/** It is put together of several pictures: the largest is the whole of it. */
const AVIF_BYTES = 65_536;
const avif = async (file: Blob): Promise<Size | undefined> => {
  const bytes = await bytesOf(file, 0, AVIF_BYTES);
  const sizes = [...text(bytes).matchAll(/ispe/g)].map(
    ({ index }): Size => [bytes.getUint32(index + 8), bytes.getUint32(index + 12)],
  );
  return sizes.sort((a, b) => b[0] * b[1] - a[0] * a[1])[0];
};

type Kind = {
  type: string;
  /** What its bytes begin with, and where. */
  at: number;
  beginning: string;
  sizeOf: (head: DataView, file: Blob) => Size | undefined | Promise<Size | undefined>;
};
const KINDS: Kind[] = [
  {
    type: "image/png",
    at: 0,
    beginning: "\u0089PNG\r\n\u001a\n",
    sizeOf: (head) => [head.getUint32(16), head.getUint32(20)],
  },
  { type: "image/jpeg", at: 0, beginning: "\u00ff\u00d8\u00ff", sizeOf: (_, file) => jpeg(file) },
  { type: "image/webp", at: 8, beginning: "WEBP", sizeOf: webp },
  { type: "image/gif", at: 0, beginning: "GIF8", sizeOf: (head) => [head.getUint16(6, true), head.getUint16(8, true)] },
  { type: "image/avif", at: 4, beginning: "ftypavif", sizeOf: (_, file) => avif(file) },
];
const HEAD_BYTES = 30;

/**
 * Reads of which kind a picture is, and how large, without decoding it: a few bytes may stand for more pixels than there is
 * memory. What a file is called, and what type it says it has, is not asked.
 *
 * @returns `undefined` where it is none of those that browsers read, or does not say how large it is.
 */
export const readPictureFile = async (file: Blob): Promise<PictureFile | undefined> => {
  try {
    const head = await bytesOf(file, 0, HEAD_BYTES);
    const kind = KINDS.find(({ at, beginning }) => text(head).startsWith(beginning, at));
    const [width = 0, height = 0] = (await kind?.sizeOf(head, file)) ?? [];
    return kind && width > 0 && height > 0 ? { type: kind.type, width, height } : undefined;
  } catch {
    return undefined; // it ends before it says so
  }
};
