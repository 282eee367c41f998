import { describe, expect, test } from "vitest";
import { cleanImage } from "./clean-image.ts";
import { inspectImage } from "./inspect-image.ts";
import { orientationBlock, readOrientation } from "./orientation.ts";
import {
  AFTER_IHDR,
  canvas,
  exifJpeg,
  frameSegment,
  inJpeg,
  inserted,
  jpegFrame,
  jpegSegment,
  lossless,
  lossy,
  MARKER,
  moving,
  planted,
  png,
  secret,
  webp,
  webpChunk,
} from "./planted-images.ts";
import { pngChunk, SAMPLE_JPEG, SAMPLE_WEBP, SAMPLE_WEBP_LOSSLESS } from "./sample-images.ts";

describe("metadata", () => {
  test.each([
    ["the text of a PNG", planted("tEXt")],
    ["the compressed text of a PNG", planted("zTXt")],
    ["the international text of a PNG", planted("iTXt")],
    ["the EXIF of a PNG", planted("eXIf")],
    ["the time of a PNG", planted("tIME")],
    ["the colour profile of a PNG", planted("iCCP")],
    ["a chunk of somebody's own in a PNG", planted("prVt")],
    ["the animation of a PNG", planted("fdAT")],
    ["a chunk that is kept, of a length it cannot have", planted("gAMA")],
    ["a palette that nothing uses", planted("PLTE", Buffer.concat([secret, Buffer.alloc(3 - (secret.length % 3))]))],
    ["text between pixels and end of a PNG", inserted(png, png.length - 12, pngChunk("tEXt", secret))],
    ["what follows the end of a PNG", Buffer.concat([png, secret])],
    ["the comment of a JPEG", inJpeg(0xfe, "")],
    ["the EXIF of a JPEG", exifJpeg(1)],
    ["the EXIF of a JPEG that stands on its side", exifJpeg(6)],
    ["the XMP of a JPEG", inJpeg(0xe1, "http://ns.adobe.com/xap/1.0/\0")],
    ["the colour profile of a JPEG", inJpeg(0xe2, "ICC_PROFILE\0")],
    ["the captions of a JPEG", inJpeg(0xed, "Photoshop 3.0\0")],
    [
      "the small picture in a JPEG's header",
      inJpeg(0xe0, Buffer.from("JFIF\0\x01\x01\0\0\x48\0\x48\x02\x02", "latin1")),
    ],
    ["what follows Adobe's twelve bytes", inJpeg(0xee, Buffer.from("Adobe\0d\0\0\0\0\0", "latin1"))],
    ["what follows the end of a JPEG", Buffer.concat([SAMPLE_JPEG, secret])],
    ["the EXIF of a WebP", webp(canvas(0x08), lossy, webpChunk("EXIF", secret))],
    ["the XMP of a WebP", webp(canvas(0x04), lossless, webpChunk("XMP ", secret))],
    ["the colour profile of a WebP", webp(canvas(0x20), webpChunk("ICCP", secret), lossy)],
    ["a chunk of somebody's own in a simple WebP", webp(lossy, webpChunk("NOTE", secret))],
    ["a chunk inside a frame of a moving WebP", moving(1)],
    ["what follows the end of a WebP", Buffer.concat([SAMPLE_WEBP, secret])],
  ])("%s is taken out, and the picture stays", (_, bytes) => {
    expect(bytes.includes(MARKER)).toBe(true);
    const cleaned = cleanImage(bytes);
    expect(cleaned.bytes.includes(MARKER)).toBe(false);
    expect(cleaned.bytes.includes("Ann")).toBe(false);
    const before = inspectImage(bytes);
    expect(inspectImage(cleaned.bytes)).toEqual(before);
    expect(cleanImage(cleaned.bytes)).toEqual(cleaned);
  });

  test.each([
    ["PNG", png],
    ["JPEG", SAMPLE_JPEG],
    ["lossy WebP", SAMPLE_WEBP],
    ["lossless WebP", SAMPLE_WEBP_LOSSLESS],
    ["extended WebP", webp(canvas(0x10), lossless)],
    [
      "PNG with what its look depends on",
      inserted(png, AFTER_IHDR, pngChunk("gAMA", Buffer.alloc(4, 1)), pngChunk("pHYs", Buffer.alloc(9, 1))),
    ],
  ])("a %s without any is kept byte for byte", (_, bytes) => {
    expect(cleanImage(bytes).bytes.equals(bytes)).toBe(true);
  });

  test("the flags of a WebP no longer promise what was taken out", () => {
    const { bytes } = cleanImage(webp(canvas(0x3c), webpChunk("ICCP", secret), lossless, webpChunk("EXIF", secret)));
    expect(bytes[20]).toBe(0x10);
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
  });

  test("how a camera was held is the one thing of EXIF that stays, and decides what width and height are", () => {
    const wide = exifJpeg(6);
    const frame = wide.indexOf(Buffer.from([0xff, 0xc2]));
    wide.writeUInt16BE(4, frame + 5);
    wide.writeUInt16BE(9, frame + 7);
    const cleaned = cleanImage(wide);
    expect(cleaned).toMatchObject({ width: 4, height: 9 });
    const exif = cleaned.bytes.indexOf("Exif\0\0");
    expect(readOrientation(cleaned.bytes.subarray(exif + 6))).toBe(6);
    expect(cleaned.bytes.readUInt16BE(exif - 2)).toBe(2 + 6 + 26);

    const onItsSide = cleanImage(planted("eXIf", Buffer.concat([orientationBlock(8), secret])));
    expect(onItsSide).toMatchObject({ width: 3, height: 7 });
    expect(onItsSide.bytes.includes(pngChunk("eXIf", orientationBlock(8)))).toBe(true);
    expect(onItsSide.bytes.includes(MARKER)).toBe(false);
  });
});

test.each([
  ["little-endian", "49492a000800000001001201030001000000080000000000000000000000", 8],
  ["big-endian", "4d4d002a00000008000101120003000000010005000000000000", 5],
  ["of a number there is not", "4d4d002a00000008000101120003000000010009000000000000", 1],
  ["of another kind", "4d4d002a00000008000101120002000000010006000000000000", 1],
  ["that points beyond its end", "4d4d002affffffff000101120003000000010006000000000000", 1],
  ["with more entries than there are", "4d4d002a00000008ffff01100003000000010006000000000000", 1],
  ["in no known order", "5858002a00000008000101120003000000010006000000000000", 1],
  ["of nothing", "", 1],
])("an EXIF block %s is read as far as it makes sense", (_, hex, orientation) => {
  expect(readOrientation(Buffer.from(hex, "hex"))).toBe(orientation);
});

const lying = Buffer.from(png);
lying.writeUInt32BE(0xffffffff, AFTER_IHDR);
const wrongSum = Buffer.from(png);
wrongSum[png.length - 20] = (wrongSum[png.length - 20] ?? 0) ^ 1;

test.each([
  ["a PNG without its end", png.subarray(0, -12), /ends too early/],
  [
    "a PNG without pixels",
    inserted(png.subarray(0, AFTER_IHDR), AFTER_IHDR, pngChunk("IEND", Buffer.alloc(0))),
    /no pixels/,
  ],
  ["a PNG whose chunk is longer than the file", lying, /ends too early/],
  ["a PNG with a damaged checksum", wrongSum, /checksum/],
  ["a PNG with a critical chunk nobody knows", planted("CgBI"), /unknown/],
  ["a PNG with two headers", inserted(png, AFTER_IHDR, png.subarray(8, AFTER_IHDR)), /header/],
  ["a JPEG without its end", SAMPLE_JPEG.subarray(0, -2), /ends too early/],
  ["a JPEG with two frames", inserted(SAMPLE_JPEG, jpegFrame, frameSegment), /frame/],
  ["a JPEG with bytes between its parts", inserted(SAMPLE_JPEG, jpegFrame + 13, secret), /between its parts/],
  ["a JPEG whose tables hold more than tables", inserted(SAMPLE_JPEG, 2, jpegSegment(0xdb, secret)), /unknown/],
  [
    "a lossless JPEG",
    Buffer.concat([SAMPLE_JPEG.subarray(0, jpegFrame), Buffer.from([0xff, 0xc3]), SAMPLE_JPEG.subarray(jpegFrame + 2)]),
    /browsers do not show/,
  ],
  ["a WebP shorter than it says", SAMPLE_WEBP.subarray(0, -4), /ends too early/],
  [
    "a WebP that says 1 x 1 around larger pixels",
    webp(canvas(0), webpChunk("VP8L", Buffer.from("2fffffff0f000000", "hex"))),
    /differ in size/,
  ],
  ["a WebP with a header and no pixels", webp(canvas(0), webpChunk("EXIF", secret)), /no pixels/],
  ["a moving WebP with a frame outside of it", moving(1, 1), /outside/],
  ["a moving WebP with a frame larger than its pixels", moving(2), /outside|differ/],
])("%s is refused", (_, bytes, reason) => {
  expect(() => cleanImage(bytes)).toThrow(
    expect.objectContaining({ code: "invalid_image", message: expect.stringMatching(reason) }),
  );
});
