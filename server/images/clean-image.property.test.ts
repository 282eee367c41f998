import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Problem } from "../problems.ts";
import { cleanImage } from "./clean-image.ts";
import { inspectImage } from "./inspect-image.ts";
import {
  AFTER_IHDR,
  canvas,
  exifJpeg,
  frameSegment,
  inserted,
  jpegSegment,
  lossless,
  lossy,
  moving,
  png,
  webp,
  webpChunk,
} from "./planted-images.ts";
import { pngChunk, SAMPLE_JPEG, SAMPLE_WEBP, SAMPLE_WEBP_LOSSLESS } from "./sample-images.ts";

describe("whatever comes", () => {
  const data = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes));
  const named = (...types: string[]) => fc.constantFrom(...types);
  const pngSoup = fc
    .array(
      fc.oneof(
        fc
          .tuple(named("IHDR", "PLTE", "tRNS", "IDAT", "IEND", "tEXt", "gAMA", "sBIT", "fdAT"), data)
          .map(([type, bytes]) => pngChunk(type, bytes)),
        fc.constantFrom(png.subarray(AFTER_IHDR, -12), png.subarray(-12), pngChunk("sRGB", Buffer.alloc(1))),
      ),
      { maxLength: 8 },
    )
    .map((chunks) => Buffer.concat([png.subarray(0, AFTER_IHDR), ...chunks]));
  const jpegSoup = fc
    .array(
      fc.oneof(
        fc
          .tuple(named("c0", "c2", "c4", "da", "db", "dd", "e0", "e1", "ee", "fe", "f7"), data)
          .map(([marker, bytes]) => jpegSegment(Number.parseInt(marker, 16), bytes)),
        fc.constantFrom(
          SAMPLE_JPEG.subarray(2),
          frameSegment,
          Buffer.from([0xff]),
          Buffer.from([0xff, 0xd9]),
          Buffer.from("ffda0003010000", "hex"),
        ),
        data,
      ),
      { maxLength: 8 },
    )
    .map((parts) => Buffer.concat([SAMPLE_JPEG.subarray(0, 2), ...parts]));
  const webpSoup = fc
    .tuple(
      fc.constantFrom(lossy, lossless, canvas(0), canvas(0x12), canvas(0x3e, 3, 2)),
      fc.array(
        fc.oneof(
          fc
            .tuple(named("VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "EXIF", "VP8X"), data)
            .map(([type, bytes]) => webpChunk(type, bytes)),
          fc.constantFrom(lossy, lossless),
        ),
        { maxLength: 6 },
      ),
    )
    .map(([first, rest]) => webp(first, ...rest));
  const broken = fc
    .tuple(
      fc.oneof(
        pngSoup,
        jpegSoup,
        webpSoup,
        fc.constantFrom(png, SAMPLE_JPEG, SAMPLE_WEBP, SAMPLE_WEBP_LOSSLESS, moving(1), exifJpeg(6)),
      ),
      fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 3 }),
      fc.nat(300),
    )
    .map(([bytes, changes, cut]) => {
      const copy = Buffer.from(bytes.subarray(0, cut > 250 ? bytes.length : Math.max(bytes.length - cut, 0)));
      for (const [at, value] of changes) if (at < copy.length) copy[at] = value;
      return copy;
    });

  test("a picture is cleaned or refused as a picture, and one that is cleaned has kept its size and is clean", () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.oneof(pngSoup, jpegSoup, webpSoup, broken), (bytes) => {
        const facts = inspectImage(bytes);
        try {
          const cleaned = cleanImage(bytes);
          taken++;
          expect(inspectImage(cleaned.bytes)).toEqual(facts);
          expect(cleanImage(cleaned.bytes)).toEqual(cleaned);
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          expect(error.code).toBe("invalid_image");
        }
      }),
      { numRuns: 3_000 },
    );
    expect(taken).toBeGreaterThan(100);
  });

  const metadata = (text: string) => {
    const bytes = Buffer.from(text);
    return fc.oneof(
      fc
        .subarray(["tEXt", "zTXt", "iTXt", "eXIf", "tIME", "iCCP", "sPLT", "bKGD", "acTL", "fcTL", "zzZz"])
        .map((types) =>
          Buffer.concat([inserted(png, AFTER_IHDR, ...types.map((type) => pngChunk(type, bytes))), bytes]),
        ),
      fc
        .subarray([0xe0, 0xe1, 0xe2, 0xe3, 0xec, 0xed, 0xee, 0xef, 0xfe])
        .map((markers) =>
          Buffer.concat([inserted(SAMPLE_JPEG, 2, ...markers.map((marker) => jpegSegment(marker, bytes))), bytes]),
        ),
      fc
        .subarray(["EXIF", "XMP ", "ICCP", "NOTE"])
        .map((types) =>
          Buffer.concat([webp(canvas(0x3c), ...types.map((type) => webpChunk(type, bytes)), lossless), bytes]),
        ),
    );
  };
  test("no metadata, wherever it was put, is in what comes out", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z]{12,40}$/).chain((text) => fc.tuple(fc.constant(text), metadata(text))),
        ([text, bytes]) => {
          expect(cleanImage(bytes).bytes.includes(text)).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });
});
