import { afterEach, expect, test, vi } from "vitest";
import { encodeSoon } from "./encode-soon.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** One with a soft edge, in the middle. */
const drawn = (width: number, height: number): OffscreenCanvas => {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d")!;
  context.fillStyle = "rgb(10, 200, 30)";
  context.beginPath();
  context.arc(width / 2, height / 2, Math.min(width, height) / 3, 0, 7);
  context.fill();
  return canvas;
};
const pixelsOf = async (blob: Blob) => {
  const bitmap = await createImageBitmap(blob);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d")!;
  context.drawImage(bitmap, 0, 0);
  return [...context.getImageData(0, 0, bitmap.width, bitmap.height).data];
};
/** The page is never idle: what waits for that does not come. WebP is written, or refused. */
const neverIdle = (webp: "written" | "refused" = "written") => {
  const write = OffscreenCanvas.prototype.convertToBlob;
  const waiting: (() => void)[] = [];
  vi.spyOn(OffscreenCanvas.prototype, "convertToBlob").mockImplementation(function (this: OffscreenCanvas, options) {
    if (options?.type !== "image/webp")
      return new Promise((come) => waiting.push(() => come(write.call(this, options))));
    return webp === "written" ? write.call(this, options) : Promise.reject(new DOMException("", "EncodingError"));
  });
  return () => {
    for (const go of waiting.splice(0)) go();
  };
};

test("a canvas is a PNG or a JPEG where these come, however slow the machine is", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  expect((await encodeSoon(drawn(80, 60), "png")).type).toBe("image/png");
  expect((await encodeSoon(drawn(80, 60), "jpeg", 0.95)).type).toBe("image/jpeg");
  expect(vi.getTimerCount()).toBe(0);
});

test("on a page that is never idle it is a WebP instead, of a PNG with every pixel as it was", async () => {
  const canvas = drawn(80, 60);
  const truth = await pixelsOf(await canvas.convertToBlob());
  neverIdle();
  const blob = await encodeSoon(canvas, "png");
  expect(blob.type).toBe("image/webp");
  // Where it is half transparent, a colour is kept as canvases keep it: to a share of its opacity.
  const off = (await pixelsOf(blob)).map((value, at) => {
    const alpha = truth[at - (at % 4) + 3]!;
    return at % 4 === 3 ? Math.abs(value - alpha) : (Math.abs(value - truth[at]!) * alpha) / 255;
  });
  expect(Math.max(...off)).toBeLessThanOrEqual(2);
  expect((await encodeSoon(canvas, "jpeg", 0.95)).type).toBe("image/webp");
});

test.each([
  ["its WebP fails", 80, 60, "refused"],
  ["it has more pixels than are quickly written so", 1_300, 800, "written"],
  ["a side is longer than a WebP can have", 8, 16_384, "written"],
] as const)("what was asked for is waited for where %s", async (_, width, height, webp) => {
  const becomeIdle = neverIdle(webp);
  const asked = encodeSoon(drawn(width, height), "png");
  setTimeout(becomeIdle, 400);
  const blob = await asked;
  expect(blob.type).toBe("image/png");
  const bitmap = await createImageBitmap(blob);
  expect([bitmap.width, bitmap.height]).toEqual([width, height]);
});
