import { randomFillSync } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";

/** A chunk of a PNG. */
export const pngChunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};

const png = (width: number, height: number, paint: (row: Buffer) => void): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Array.from({ length: height }, () => {
    const row = Buffer.alloc(1 + width * 3);
    paint(row.subarray(1));
    return row;
  });
  const pixels = deflateSync(Buffer.concat(rows));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk("IHDR", header),
    pngChunk("IDAT", pixels),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
};

/** A real PNG of one colour, for tests. */
export const samplePng = (width = 2, height = 2, colour = [200, 30, 60]): Buffer =>
  png(width, height, (row) => row.fill(Buffer.from(colour)));

/** A PNG that cannot be made smaller: three bytes a pixel. */
export const noisePng = (width: number, height: number): Buffer => png(width, height, (row) => randomFillSync(row));

/** The smallest JPEG that decoders take: one grey pixel. */
export const SAMPLE_JPEG = Buffer.from(
  "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxD/2Q==",
  "base64",
);

/** One pixel, lossy and lossless. */
export const SAMPLE_WEBP = Buffer.from("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA", "base64");
export const SAMPLE_WEBP_LOSSLESS = Buffer.from("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==", "base64");

export const dataUrl = (bytes: Buffer, contentType = "image/png"): string =>
  `data:${contentType};base64,${bytes.toString("base64")}`;
