import { afterEach, expect, test, vi } from "vitest";
import { encodePicture } from "./encode.ts";
import { readPictureFile } from "./picture-file.ts";
import { pictureOfFile } from "./upload.ts";

const never = new AbortController().signal;
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
const refused = (reason: string) => ({ code: "screenshot_failed", details: { reason } });

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

const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const u32 = (...numbers: number[]) =>
  Uint8Array.from(numbers.flatMap((one) => [one >>> 24, one >>> 16, one >>> 8, one]));

test.each<[string, BlobPart[]]>([
  ["PNG", [ascii("\u0089PNG\r\n\u001a\n"), u32(13), ascii("IHDR"), u32(30_000, 30_000), u32(0x08020000)]],
  [
    "JPEG, behind a large profile",
    [
      ascii("\u00ff\u00d8\u00ff\u00e2\u00ff\u00ff"),
      new Uint8Array(65_533),
      Uint8Array.of(0xff, 0xc2, 0, 11, 8, 0x75, 0x30, 0x75, 0x30, 1, 1, 0x11, 0),
    ],
  ],
  ["WebP", [ascii("RIFF\0\0\0\0WEBPVP8X\n\0\0\0\0\0\0\0"), Uint8Array.of(0x2f, 0x75, 0, 0x2f, 0x75, 0)]],
  [
    "lossless WebP",
    [ascii("RIFF\0\0\0\0WEBPVP8L\0\0\0\0"), Uint8Array.of(0x2f, 0xff, 0xff, 0xff, 0x0f), new Uint8Array(9)],
  ],
  ["GIF", [ascii("GIF89a"), Uint8Array.of(0x30, 0x75, 0x30, 0x75), new Uint8Array(30)]],
  ["AVIF", [u32(32), ascii("ftypavif"), u32(0, 20), ascii("ispe"), u32(0, 30_000, 30_000), new Uint8Array(30)]],
])("a picture (%s) of more pixels than there is memory is refused before it is decoded", async (_name, parts) => {
  const decode = vi.fn();
  vi.stubGlobal("createImageBitmap", decode);
  await expect(pictureOfFile(new Blob(parts), never)).rejects.toMatchObject(refused("picture_too_large"));
  expect(decode).not.toHaveBeenCalled();
});

test("a file of 200 MB is refused by its size, and not read", async () => {
  const chunk = new Uint8Array(1_000_000);
  const file = new Blob([await photo(), ...Array.from({ length: 200 }, () => chunk)]);
  const startedAt = performance.now();
  await expect(pictureOfFile(file, never)).rejects.toMatchObject(refused("picture_too_large"));
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

test.each(["png", "jpeg", "webp"])("what the browser writes itself (%s) is read with its size", async (type) => {
  const canvas = new OffscreenCanvas(123, 45);
  canvas.getContext("2d")?.fillRect(0, 0, 10, 10);
  const file = await canvas.convertToBlob({ type: `image/${type}` });
  expect(await readPictureFile(file)).toEqual({ type: `image/${type}`, width: 123, height: 45 });
});

test("a picture that is never decoded is given up in time, and let go when it comes", async () => {
  const file = await photo();
  const late = await createImageBitmap(new ImageData(1, 1));
  let come = (_: ImageBitmap): void => {};
  const decode = vi.fn(() => new Promise<ImageBitmap>((done) => (come = done)));
  vi.stubGlobal("createImageBitmap", decode);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const taking = pictureOfFile(file, never);
  const ending = expect(taking).rejects.toMatchObject(refused("took_too_long"));
  await vi.waitFor(() => expect(decode).toHaveBeenCalled());
  vi.advanceTimersByTime(6_000);
  await ending;
  come(late);
  await vi.waitFor(() => expect(late.width).toBe(0));
});

test("a file that is never read is given up in time, and left alone at once when that is wanted", async () => {
  const file = await photo();
  Object.defineProperty(file, "slice", { value: () => ({ arrayBuffer: () => new Promise(() => {}) }) });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const late = expect(pictureOfFile(file, never)).rejects.toMatchObject(refused("took_too_long"));
  vi.advanceTimersByTime(6_000);
  await late;
  const controller = new AbortController();
  const left = expect(pictureOfFile(file, controller.signal)).rejects.toMatchObject({ code: "aborted" });
  controller.abort();
  await left;
});

test.each(["createImageBitmap", "OffscreenCanvas"])("in a browser without %s that is the reason", async (name) => {
  vi.stubGlobal(name, undefined);
  await expect(pictureOfFile(await new Response("x").blob(), never)).rejects.toMatchObject(refused("not_supported"));
});
