import { orientationBlock } from "./orientation.ts";
import { pngChunk, SAMPLE_JPEG, SAMPLE_WEBP, SAMPLE_WEBP_LOSSLESS, samplePng } from "./sample-images.ts";

/** Real pictures with something planted in them, and the pieces to make more, for tests. */

export const MARKER = "Ann lives at 52.5200 N 13.4050 E";
export const secret = Buffer.from(MARKER);
export const inserted = (bytes: Buffer, at: number, ...parts: Buffer[]): Buffer =>
  Buffer.concat([bytes.subarray(0, at), ...parts, bytes.subarray(at)]);

export const AFTER_IHDR = 33;
export const png = samplePng(7, 3);
export const planted = (type: string, data = secret): Buffer => inserted(png, AFTER_IHDR, pngChunk(type, data));

export const jpegSegment = (marker: number, data: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
};
export const inJpeg = (marker: number, text: string | Buffer): Buffer =>
  inserted(SAMPLE_JPEG, 2, jpegSegment(marker, Buffer.concat([Buffer.from(text), secret])));
export const exifJpeg = (orientation: 1 | 3 | 6): Buffer =>
  inJpeg(0xe1, Buffer.concat([Buffer.from("Exif\0\0"), orientationBlock(orientation)]));

export const webpChunk = (type: string, data: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.write(type, "latin1");
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
};
export const webp = (...chunks: Buffer[]): Buffer => {
  const body = Buffer.concat([Buffer.from("WEBP"), ...chunks]);
  const head = Buffer.from("RIFF\0\0\0\0");
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
};
export const canvas = (flags: number, width = 1, height = 1): Buffer => {
  const data = Buffer.alloc(10);
  data[0] = flags;
  data.writeUIntLE(width - 1, 4, 3);
  data.writeUIntLE(height - 1, 7, 3);
  return webpChunk("VP8X", data);
};
export const lossy = SAMPLE_WEBP.subarray(12);
export const lossless = SAMPLE_WEBP_LOSSLESS.subarray(12);
export const moving = (frameSize: number, place = 0): Buffer => {
  const head = Buffer.alloc(16);
  head.writeUIntLE(place, 0, 3);
  head.writeUIntLE(frameSize - 1, 6, 3);
  head.writeUIntLE(frameSize - 1, 9, 3);
  return webp(
    canvas(0x02),
    webpChunk("ANIM", Buffer.alloc(6)),
    webpChunk("ANMF", Buffer.concat([head, webpChunk("NOTE", secret), lossy])),
  );
};

export const jpegFrame = SAMPLE_JPEG.indexOf(Buffer.from([0xff, 0xc2]));
export const frameSegment = SAMPLE_JPEG.subarray(jpegFrame, jpegFrame + 13);
