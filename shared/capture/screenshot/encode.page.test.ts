import { expect, test } from "vitest";
import { encodePicture } from "./encode.ts";

test("the encoded picture is a WebP of the same pixels, well under a megabyte", async () => {
  const canvas = new OffscreenCanvas(800, 600);
  const context = canvas.getContext("2d")!;
  context.fillStyle = "rgb(200, 30, 60)";
  context.fillRect(0, 0, 200, 100);
  const dataUrl = await encodePicture(canvas.transferToImageBitmap());
  expect(dataUrl).toMatch(/^data:image\/webp;base64,[A-Za-z0-9+/]+=*$/);
  expect(dataUrl.length).toBeLessThan(50_000);
  const image = new Image();
  image.src = dataUrl;
  await image.decode();
  const decoded = new OffscreenCanvas(800, 600).getContext("2d")!;
  decoded.drawImage(image, 0, 0);
  const [red, green, blue] = decoded.getImageData(100, 50, 1, 1).data;
  expect([red, green, blue]).toEqual([200, 30, 60].map((value) => expect.closeTo(value, -1)));
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
