import { expect, test } from "vitest";
import { dataUrl, noisePng, SAMPLE_JPEG, SAMPLE_WEBP, SAMPLE_WEBP_LOSSLESS, samplePng } from "./sample-images.ts";
import { readScreenshot } from "./screenshot.ts";

test.each([
  ["image/png", samplePng(3, 5), 3, 5],
  ["image/jpeg", SAMPLE_JPEG, 1, 1],
  ["image/webp", SAMPLE_WEBP, 1, 1],
  ["image/webp", SAMPLE_WEBP_LOSSLESS, 1, 1],
])("a %s is known by its bytes, with its size", (contentType, bytes, width, height) => {
  expect(readScreenshot(dataUrl(bytes, contentType))).toEqual({ contentType, width, height, bytes });
});

const bomb = samplePng(1, 1);
bomb.writeUInt32BE(60_000, 16);
bomb.writeUInt32BE(60_000, 20);

test.each([
  ["bytes of another type than it says", dataUrl(samplePng(), "image/webp"), /says image\/webp but is image\/png/],
  [
    "html that calls itself a picture",
    dataUrl(Buffer.from("<html><script>alert(1)</script>"), "image/png"),
    /not a PNG/,
  ],
  [
    "an svg that calls itself a png",
    dataUrl(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>"), "image/png"),
    /not a PNG/,
  ],
  ["nothing", "data:image/png;base64,", /not a PNG/],
  ["a picture too large to be shown, from its header alone", dataUrl(bomb), /60000 x 60000 pixels/],
  ["white space in its base64", dataUrl(samplePng()).replace("iVBOR", "iVB OR"), /base64/],
  ["a line end after its base64", `${dataUrl(samplePng())}\n`, /base64/],
  ["base64 without its padding", dataUrl(samplePng(3, 3)).replace(/=+$/, ""), /base64|not a PNG/],
  ["url-safe base64", "data:image/png;base64,-_-_", /base64/],
  ["a header and no more", dataUrl(samplePng().subarray(0, 20)), /not a PNG/],
  ["a JPEG that ends before its frame", dataUrl(SAMPLE_JPEG.subarray(0, 30), "image/jpeg"), /not a PNG/],
])("%s is refused", (_, url, reason) => {
  expect(() => readScreenshot(url)).toThrow(
    expect.objectContaining({ code: "invalid_image", message: expect.stringMatching(reason) }),
  );
});

test("a picture of more than a megabyte keeps every byte", () => {
  const bytes = noisePng(800, 700);
  expect(bytes.length).toBeGreaterThan(1_500_000);
  expect(readScreenshot(dataUrl(bytes)).bytes.equals(bytes)).toBe(true);
});
