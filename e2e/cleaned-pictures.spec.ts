import { deflateSync } from "node:zlib";
import { expect, type Page, test } from "@playwright/test";
import { cleanImage } from "../server/images/clean-image.ts";
import { orientationBlock } from "../server/images/orientation.ts";
import { pngChunk } from "../server/images/sample-images.ts";

/** What a browser's own encoder makes of a painted canvas with a see-through corner. */
const encoded = (page: Page, type: string): Promise<Buffer> =>
  page
    .evaluate(async (contentType) => {
      const canvas = new OffscreenCanvas(120, 80);
      const paint = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
      const colours = paint.createLinearGradient(0, 0, 120, 80);
      colours.addColorStop(0, "red");
      colours.addColorStop(1, "blue");
      paint.fillStyle = colours;
      paint.fillRect(20, 0, 100, 80);
      const blob = await canvas.convertToBlob({ type: contentType, quality: 0.9 });
      return Array.from(new Uint8Array(await blob.arrayBuffer()));
    }, type)
    .then((bytes) => Buffer.from(bytes));

/** Size and pixels as the browser shows them, by an element as a page would have. */
const seen = (page: Page, bytes: Buffer): Promise<{ width: number; height: number; pixels: string }> =>
  page.evaluate(async (data) => {
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([new Uint8Array(data)]));
    await image.decode();
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
    const paint = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
    paint.drawImage(image, 0, 0);
    const { data: pixels } = paint.getImageData(0, 0, canvas.width, canvas.height);
    return { width: canvas.width, height: canvas.height, pixels: pixels.join() };
  }, Array.from(bytes));

const secret = Buffer.from("52.5200 N 13.4050 E");
const exif = Buffer.concat([orientationBlock(6), secret]);

const inPng = (png: Buffer): Buffer =>
  Buffer.concat([
    png.subarray(0, 33),
    pngChunk("eXIf", exif),
    pngChunk("tEXt", Buffer.concat([Buffer.from("Location\0"), secret])),
    pngChunk("iCCP", Buffer.concat([Buffer.from("screen\0\0"), deflateSync(secret)])),
    png.subarray(33),
    secret,
  ]);

const inJpeg = (jpeg: Buffer): Buffer => {
  const data = Buffer.concat([Buffer.from("Exif\0\0"), exif]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, data, jpeg.subarray(2), secret]);
};

const inWebp = (webp: Buffer): Buffer => {
  const head = Buffer.from("XMP \0\0\0\0");
  head.writeUInt32LE(secret.length, 4);
  const bytes = Buffer.concat([webp, head, secret, Buffer.alloc(secret.length % 2)]);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  if (bytes.toString("latin1", 12, 16) === "VP8X") bytes[20] = (bytes[20] ?? 0) | 0x04;
  return bytes;
};

for (const [type, plant] of [
  ["image/png", inPng],
  ["image/jpeg", inJpeg],
  ["image/webp", inWebp],
] as const)
  test(`a browser shows a cleaned ${type} as it showed the one that was sent`, async ({ page }) => {
    const sent = plant(await encoded(page, type));
    const cleaned = cleanImage(sent);
    expect(sent.includes(secret)).toBe(true);
    expect(cleaned.bytes.includes(secret)).toBe(false);
    const shown = await seen(page, cleaned.bytes);
    expect(shown).toEqual(await seen(page, sent));
    expect(shown).toMatchObject({ width: cleaned.width, height: cleaned.height });
    expect(cleaned.width).toBe(type === "image/webp" ? 120 : 80); // browsers turn no WebP by its EXIF
  });
