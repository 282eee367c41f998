/** What the first bytes of a picture say about it. */
export type ImageFacts = { contentType: "image/png" | "image/jpeg" | "image/webp"; width: number; height: number };

const ascii = (bytes: Buffer, at: number, length: number): string => bytes.toString("latin1", at, at + length);

const png = (bytes: Buffer): ImageFacts | undefined =>
  bytes.length >= 24 &&
  bytes.readUInt32BE(0) === 0x89504e47 &&
  bytes.readUInt32BE(4) === 0x0d0a1a0a &&
  ascii(bytes, 12, 4) === "IHDR"
    ? { contentType: "image/png", width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
    : undefined;

/** Walks the segments to the frame header (SOF0 to SOF15 without DHT, JPG and DAC): it alone holds the size. */
const jpeg = (bytes: Buffer): ImageFacts | undefined => {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] as number;
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      return { contentType: "image/jpeg", width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
};

const webp = (bytes: Buffer): ImageFacts | undefined => {
  if (bytes.length < 30 || ascii(bytes, 0, 4) !== "RIFF" || ascii(bytes, 8, 4) !== "WEBP") return undefined;
  const contentType = "image/webp";
  switch (ascii(bytes, 12, 4)) {
    case "VP8X":
      return { contentType, width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    case "VP8L": {
      const bits = bytes.readUInt32LE(21);
      return bytes[20] === 0x2f
        ? { contentType, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
        : undefined;
    }
    case "VP8 ":
      return bytes.readUIntBE(23, 3) === 0x9d012a
        ? { contentType, width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
        : undefined;
    default:
      return undefined;
  }
};

/** Type and size of a picture by its bytes, whatever its sender called it. `undefined` when it is no PNG, JPEG or WebP. */
export const inspectImage = (bytes: Buffer): ImageFacts | undefined => png(bytes) ?? jpeg(bytes) ?? webp(bytes);
