import { expect, test } from "vitest";
import { toDataUrl } from "../../shared/capture/screenshot/data-url.ts";
import { decodePicture } from "../../shared/capture/screenshot/decode.ts";
import { paintOver } from "./paint-over.ts";

const COVER = [138, 143, 152, 255];
const PAGE = [0, 160, 60, 255];

/** A picture of a window in one colour. */
const picture = async (width: number, height: number): Promise<string> => {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d")!;
  context.fillStyle = `rgb(${PAGE.slice(0, 3).join(" ")})`;
  context.fillRect(0, 0, width, height);
  return toDataUrl(await canvas.convertToBlob({ type: "image/png" }));
};

const pixels = async (dataUrl: string) => {
  const bitmap = await decodePicture(dataUrl);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d")!;
  context.drawImage(bitmap, 0, 0);
  return (x: number, y: number) => [...context.getImageData(x, y, 1, 1).data];
};

const viewport = { width: 200, height: 100 };

test("boxes are solid, and everything else is as it was", async () => {
  const box = { x: 50, y: 20, width: 40, height: 30 };
  const frame = { x: 150, y: 60, width: 20, height: 20 };
  const painted = await paintOver(await picture(200, 100), { viewport, masked: [box], unreadable: [frame] });
  const at = await pixels(painted!);
  for (const [x, y] of [[50, 20], [89, 49], [70, 35], [150, 60], [169, 79]] as const) expect(at(x, y)).toEqual(COVER); // biome-ignore format: points
  for (const [x, y] of [[46, 35], [94, 35], [70, 16], [70, 54], [0, 0], [199, 99]] as const) expect(at(x, y)).toEqual(PAGE); // biome-ignore format: points
});

test("on a dense screen, boxes grow with the picture", async () => {
  const box = { x: 50.4, y: 20.4, width: 40, height: 30 };
  const at = await pixels((await paintOver(await picture(500, 250), { viewport, masked: [box], unreadable: [] }))!);
  for (const [x, y] of [[126, 51], [225, 125]] as const) expect(at(x, y)).toEqual(COVER); // biome-ignore format: points
  for (const [x, y] of [[122, 60], [232, 60]] as const) expect(at(x, y)).toEqual(PAGE); // biome-ignore format: points
});

test("a picture without anything to cover stays as it is, to the byte", async () => {
  const shot = await picture(200, 100);
  expect(await paintOver(shot, { viewport, masked: [], unreadable: [] })).toBe(shot);
});

test("a picture of other proportions than the window's gives none: no box would be certain", async () => {
  const shot = await picture(200, 130);
  expect(await paintOver(shot, { viewport, masked: [], unreadable: [] })).toBeUndefined();
});
