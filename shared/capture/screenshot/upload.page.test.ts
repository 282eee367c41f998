import { expect, test } from "vitest";
import { encodePicture } from "./encode.ts";
import { pictureOfFile } from "./upload.ts";

const never = new AbortController().signal;

/** A photo, lying on its side as cameras write them, with the place it was taken at in its EXIF. */
const photo = async (): Promise<Blob> => {
  const canvas = new OffscreenCanvas(60, 40);
  const context = canvas.getContext("2d")!;
  context.fillStyle = "rgb(200, 30, 60)";
  context.fillRect(0, 0, 60, 40);
  const jpeg = new Uint8Array(await (await canvas.convertToBlob({ type: "image/jpeg" })).arrayBuffer());
  const place = "GPS 52.5200N 13.4050E";
  // TIFF, big-endian: the way up (6, a quarter turn), and a description.
  const directory = [0, 2, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 1, 0x0e, 0, 2, 0, 0, 0, place.length, 0, 0, 0, 38];
  directory.push(0, 0, 0, 0);
  const entries = [
    ...directory.slice(0, 2),
    ...directory.slice(14, 26),
    ...directory.slice(2, 14),
    ...directory.slice(26),
  ];
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, ...entries, ...new TextEncoder().encode(place)];
  const body = [...new TextEncoder().encode("Exif"), 0, 0, ...tiff];
  const segment = [0xff, 0xe1, (body.length + 2) >> 8, (body.length + 2) & 255, ...body];
  return new Blob([jpeg.slice(0, 2), new Uint8Array(segment), jpeg.slice(2)], { type: "text/plain" });
};

test("a photo is taken by its bytes, stands upright, and says nothing of where it was taken", async () => {
  const file = await photo();
  expect(await file.text()).toContain("GPS 52.5200N");
  const { bitmap, method, gaps } = await pictureOfFile(file, never);
  expect([bitmap.width, bitmap.height, method, gaps]).toEqual([40, 60, "upload", []]);
  const sent = atob((await encodePicture(bitmap)).split(",")[1] ?? "");
  expect(sent).not.toContain("GPS");
  expect(sent).not.toContain("Exif");
});

test.each<[string, BlobPart]>([
  ["a drawing (SVG)", '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ["nothing", ""],
  ["the beginning of a picture alone", "\u0000"],
])("%s is no picture, whatever it is called", async (_name, bytes) => {
  const file = new File([bytes], "a.png", { type: "image/png" });
  await expect(pictureOfFile(file, never)).rejects.toMatchObject({
    code: "screenshot_failed",
    details: { reason: "not_a_picture" },
  });
});

test("a picture that is cut off is refused or shown as far as it goes, and never hangs", async () => {
  const whole = await photo();
  const cut = pictureOfFile(whole.slice(0, 100), never);
  await expect(cut).rejects.toMatchObject({ details: { reason: "not_a_picture" } });
});

test("a picture is made no larger than a large screen", async () => {
  const canvas = new OffscreenCanvas(6_000, 100);
  canvas.getContext("2d")?.fillRect(0, 0, 10, 10);
  const { bitmap } = await pictureOfFile(await canvas.convertToBlob(), never);
  expect([bitmap.width, bitmap.height]).toEqual([4_096, 68]);
});

test("who cancels gets no picture", async () => {
  const file = await photo();
  await expect(pictureOfFile(file, AbortSignal.abort())).rejects.toMatchObject({ code: "aborted" });
});
