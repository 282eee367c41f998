import { expect, test } from "vitest";
import { openResources, type Relay } from "./index.ts";

const never = new AbortController().signal;
const open = (relay?: Relay) =>
  openResources(window, { signal: never, deadlineMs: 5_000, ...(relay ? { relay } : {}) });

const paint = (width: number, height: number, color: string): HTMLCanvasElement => {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d")!;
  context.fillStyle = color;
  context.fillRect(0, 0, width, height);
  return canvas;
};
const urlOf = (canvas: HTMLCanvasElement): Promise<string> =>
  new Promise((come) => canvas.toBlob((blob) => come(URL.createObjectURL(blob!))));

const decoded = async (fetched: object) => {
  const image = new Image();
  image.src = (fetched as { dataUrl: string }).dataUrl;
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const context = new OffscreenCanvas(width, height).getContext("2d")!;
  context.drawImage(image, 0, 0);
  return { width, height, colour: [...context.getImageData(width >> 1, height >> 1, 1, 1).data] };
};
const show = async <T extends HTMLElement>(element: T, style: string): Promise<T> => {
  element.style.cssText = style;
  document.body.append(element);
  if (element instanceof HTMLImageElement) await element.decode().catch(() => {});
  return element;
};

test("a picture is embedded no finer than it is shown", async () => {
  const image = new Image();
  image.src = await urlOf(paint(1_000, 500, "rgb(10, 200, 30)"));
  await show(image, "display:block;width:100px");
  const fetched = await open().element(image);
  expect(fetched).toMatchObject({ width: 1_000, height: 500 });
  const { width, height, colour } = await decoded(fetched);
  expect([width, height]).toEqual([100 * devicePixelRatio, 50 * devicePixelRatio]);
  expect(colour).toEqual([10, 200, 30, 255]);
  image.remove();
});

test("a canvas is what is drawn on it; one that nobody may read is missing", async () => {
  const canvas = await show(paint(50, 50, "rgb(1, 2, 3)"), "width:50px");
  expect((await decoded(await open().element(canvas))).colour).toEqual([1, 2, 3, 255]);
  canvas.remove();
});

test("what cannot be had is missing, and nothing is thrown", async () => {
  const resources = open();
  expect(await resources.image("/nowhere.png")).toEqual({ missing: "image" });
  expect(await resources.image("http://[broken")).toEqual({ missing: "image" });
  expect(await resources.image("about:blank")).toEqual({ missing: "image" });
});
