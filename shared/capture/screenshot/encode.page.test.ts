import { afterEach, expect, test, vi } from "vitest";
import { encodePicture } from "./encode.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const contextOf = (width: number, height: number) => {
  const canvas = new OffscreenCanvas(width, height);
  return { canvas, context: canvas.getContext("2d")! };
};
/** Soft colours all over, as photos have. */
const gradient = (width: number, height: number): ImageBitmap => {
  const { canvas, context } = contextOf(width, height);
  const colors = context.createLinearGradient(0, 0, width, height);
  for (const [at, color] of ["rgb(200, 30, 60)", "gold", "teal", "rgb(30, 60, 200)"].entries())
    colors.addColorStop(at / 3, color);
  context.fillStyle = colors;
  context.fillRect(0, 0, width, height);
  return canvas.transferToImageBitmap();
};
const colorsOf = async (dataUrl: string, points: [number, number][]) => {
  const image = new Image();
  image.src = dataUrl;
  await image.decode();
  const { context } = contextOf(image.naturalWidth, image.naturalHeight);
  context.drawImage(image, 0, 0);
  return points.map(([x, y]) => [...context.getImageData(x, y, 1, 1).data.subarray(0, 3)]);
};

test("a picture of many colours is a WebP of the same pixels, well under a megabyte", async () => {
  const dataUrl = await encodePicture(gradient(800, 600));
  expect(dataUrl).toMatch(/^data:image\/webp;base64,[A-Za-z0-9+/]+=*$/);
  expect(dataUrl.length).toBeLessThan(50_000);
  const [[red, green, blue] = []] = await colorsOf(dataUrl, [[1, 1]]);
  expect([red, green, blue]).toEqual([200, 30, 60].map((value) => expect.closeTo(value, -1)));
});

test("a flat picture is a PNG: few bytes, and every pixel as it was", async () => {
  const { canvas, context } = contextOf(800, 600);
  context.fillStyle = "rgb(255, 250, 242)";
  context.fillRect(0, 0, 800, 600);
  context.fillStyle = "rgb(200, 30, 60)";
  context.fillRect(0, 0, 200, 100);
  const dataUrl = await encodePicture(canvas.transferToImageBitmap());
  expect(dataUrl).toMatch(/^data:image\/png;base64,/);
  expect(dataUrl.length).toBeLessThan(28_000);
  const colors = await colorsOf(dataUrl, [
    [199, 99],
    [200, 100],
  ]);
  expect(colors).toEqual([
    [200, 30, 60],
    [255, 250, 242],
  ]);
});

test("a large picture of many colours is a JPEG, which is written in a fraction of the time", async () => {
  expect(await encodePicture(gradient(2_000, 1_400))).toMatch(/^data:image\/jpeg;base64,/);
});

test("the page is not held up while a picture is encoded", async () => {
  const bitmap = gradient(1_440, 1_400);
  let longest = 0;
  let last = performance.now();
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  await encodePicture(bitmap);
  clearInterval(beat);
  expect(longest).toBeLessThan(200);
});

test("a picture that does not compress is made smaller until it fits", async () => {
  const noise = new OffscreenCanvas(3_000, 2_000);
  const context = noise.getContext("2d")!;
  const data = context.createImageData(3_000, 2_000);
  let seed = 1;
  for (let index = 0; index < data.data.length; index++) {
    seed = (seed * 16_807) % 2_147_483_647;
    data.data[index] = index % 4 === 3 ? 255 : seed & 255;
  }
  context.putImageData(data, 0, 0);
  const dataUrl = await encodePicture(noise.transferToImageBitmap());
  const image = new Image();
  image.src = dataUrl;
  await image.decode();
  expect(image.naturalWidth).toBeLessThanOrEqual(2_560);
  expect(dataUrl.length).toBeLessThan(2_000_000);
});

test.each<[string, () => Promise<Blob>, string]>([
  ["gives nothing", () => Promise.reject(new DOMException("", "EncodingError")), "engine_error"],
  ["never answers", () => new Promise(() => {}), "took_too_long"],
])("where what encodes %s that is the reason, in time", async (_name, answer, reason) => {
  const bitmap = gradient(80, 60);
  vi.spyOn(OffscreenCanvas.prototype, "convertToBlob").mockImplementation(answer);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const ending = expect(encodePicture(bitmap)).rejects.toMatchObject({
    code: "screenshot_failed",
    details: { reason },
  });
  await vi.advanceTimersByTimeAsync(0);
  vi.advanceTimersByTime(8_000);
  await ending;
});

test("in a browser without what encodes that is said, and nothing else breaks", async () => {
  const bitmap = gradient(80, 60);
  vi.stubGlobal("OffscreenCanvas", undefined);
  await expect(encodePicture(bitmap)).rejects.toMatchObject({ details: { reason: "engine_error" } });
});
