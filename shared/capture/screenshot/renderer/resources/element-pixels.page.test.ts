import { afterEach, expect, test } from "vitest";
import { type Fetched, openResources } from "./index.ts";

const never = new AbortController().signal;
// What is tried here is what comes, not how long a busy machine takes for it.
const open = () => openResources(window, { signal: never, deadlineMs: 10_000, oneMs: 10_000 });
const shown: Element[] = [];
afterEach(() => {
  for (const one of shown.splice(0)) one.remove();
});

const paint = (width: number, height: number, color: string, corner = color): HTMLCanvasElement => {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d")!;
  context.fillStyle = color;
  context.fillRect(0, 0, width, height);
  context.fillStyle = corner;
  context.fillRect(0, 0, width / 2, height / 2);
  return canvas;
};
const blobOf = (canvas: HTMLCanvasElement, type = "image/png"): Promise<Blob> =>
  new Promise((come) => canvas.toBlob((blob) => come(blob!), type, 1));
const urlOf = async (canvas: HTMLCanvasElement): Promise<string> => URL.createObjectURL(await blobOf(canvas));
const svgUrl = (text: string): string => URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));

const show = async <T extends HTMLElement>(element: T, style: string): Promise<T> => {
  element.style.cssText = `display:block;${style}`;
  document.body.append(element);
  shown.push(element);
  if (element instanceof HTMLImageElement) await element.decode().catch(() => {});
  return element;
};
const showImage = (attributes: Partial<HTMLImageElement>, style: string) =>
  show(Object.assign(new Image(), attributes), style);

const decoded = async (fetched: Fetched) => {
  if ("missing" in fetched) throw new Error(`missing: ${fetched.missing}`);
  const image = new Image();
  image.src = fetched.dataUrl;
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const context = new OffscreenCanvas(width, height).getContext("2d")!;
  context.drawImage(image, 0, 0);
  const at = (x: number, y: number) => [...context.getImageData(x * width, y * height, 1, 1).data];
  return { width, height, at };
};

test("a picture is embedded no finer than it is shown, and says how large it was", async () => {
  const image = await showImage({ src: await urlOf(paint(1_000, 500, "rgb(10, 200, 30)")) }, "width:100px");
  const fetched = await open().element(image);
  expect(fetched).toMatchObject({ width: 1_000, height: 500 });
  const { width, height, at } = await decoded(fetched);
  expect([width, height]).toEqual([100 * devicePixelRatio, 50 * devicePixelRatio]);
  expect(at(0.5, 0.5)).toEqual([10, 200, 30, 255]);
});

test("where a picture's own size decides what is seen, it says that size", async () => {
  const image = await showImage(
    { src: await urlOf(paint(1_000, 500, "red")) },
    "width:100px;height:100px;object-fit:none",
  );
  expect(await decoded(await open().element(image))).toMatchObject({ width: 1_000, height: 500 });
});

test("a picture is made smaller as the browser does it: by halves, while that is cheap", async () => {
  const url = await urlOf(paint(400, 200, "red"));
  const widthAt = async (width: number) =>
    (await decoded(await open().element(await showImage({ src: url }, `width:${width}px`)))).width;
  expect([await widthAt(300), await widthAt(150), await widthAt(80), await widthAt(500)]).toEqual([400, 200, 80, 400]);
});

test("a picture that is shown smaller than its density allows keeps its fineness", async () => {
  const url = await urlOf(paint(200, 200, "red"));
  const image = await showImage({ srcset: `${url} 2x` }, "width:100px;zoom:2");
  expect(image.naturalWidth).toBe(100);
  expect(await decoded(await open().element(image))).toMatchObject({ width: 200, height: 200 });
});

test.each([40, 2_000])(
  "a photo of %s pixels stands as it is shown, whichever way the camera was held",
  async (width) => {
    const jpeg = await blobOf(paint(width, width / 2, "rgb(0, 0, 255)", "rgb(255, 255, 255)"), "image/jpeg");
    // Orientation 6 (a quarter turn to the right), as a camera writes it.
    const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
    const exif = [0xff, 0xe1, 0, tiff.length + 8, 0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
    const turned = new Blob([jpeg.slice(0, 2), new Uint8Array(exif), jpeg.slice(2)], { type: "image/jpeg" });
    const image = await showImage({ src: URL.createObjectURL(turned) }, "width:20px");
    const { width: across, height, at } = await decoded(await open().element(image));
    expect(height / across).toBe(2);
    expect([at(0.75, 0.25), at(0.25, 0.75)].map(([red = 0]) => red > 200)).toEqual([true, false]);
  },
);

test("a drawing is as fine as it is shown, and not as it says", async () => {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"><rect width="1" height="2"/></svg>`;
  const url = `data:image/svg+xml,${encodeURIComponent(drawing + " ".repeat(100_000))}`;
  const image = await showImage({ src: url }, "width:200px");
  const { width, at } = await decoded(await open().element(image));
  expect(width).toBe(200 * devicePixelRatio);
  expect([at(0.49, 0.5)[3], at(0.51, 0.5)[3]]).toEqual([255, 0]);
});

test("a large picture of a style sheet is drawn smaller and says its own size", async () => {
  const url = await urlOf(paint(3_000, 2_000, "rgb(0, 90, 0)"));
  const fetched = await open().image(url);
  expect(await decoded(fetched)).toMatchObject({ width: 3_000, height: 2_000 });
  expect((await decoded(fetched)).at(0.5, 0.5)[1]).toBeCloseTo(90, -1);
});

test("a photo is embedded with little loss in few bytes, anything else without loss", async () => {
  const photo = paint(300, 300, "white");
  const context = photo.getContext("2d")!;
  const noise = context.createImageData(300, 300);
  for (let index = 0, random = 1; index < noise.data.length; index++) {
    random = (random * 16_807) % 2_147_483_647;
    noise.data[index] = index % 4 === 3 ? 255 : 100 + (random % 97);
  }
  context.putImageData(noise, 0, 0);
  const embedded = async (canvas: HTMLCanvasElement) => {
    const fetched = await open().image(await urlOf(canvas));
    if ("missing" in fetched) throw new Error(`missing: ${fetched.missing}`);
    return { length: fetched.dataUrl.length, ...(await decoded(fetched)) };
  };
  expect((await embedded(photo)).length).toBeLessThan((await blobOf(photo)).size / 2);
  const flat = await embedded(paint(300, 300, "rgb(1, 2, 3)", "rgb(4, 5, 6)"));
  expect([flat.at(0.49, 0.49), flat.at(0.51, 0.51)]).toEqual([
    [4, 5, 6, 255],
    [1, 2, 3, 255],
  ]);
  context.clearRect(0, 0, 1, 1);
  const clear = await embedded(photo);
  expect(clear.at(0.5, 0.5)).toEqual([...context.getImageData(150, 150, 1, 1).data]);
});

test("an address in the page itself can stand in markup", async () => {
  const fetched = await open().image(
    `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width='7' height='7'/>`,
  );
  expect("dataUrl" in fetched && /["'<>&\\\s]/.test(fetched.dataUrl)).toBe(false);
  expect(await decoded(fetched)).toMatchObject({ width: 7, height: 7 });
});

test("a canvas is what is drawn on it, and no context is made for one that has none", async () => {
  const canvas = await show(paint(50, 50, "rgb(1, 2, 3)"), "width:50px");
  expect((await decoded(await open().element(canvas))).at(0.5, 0.5)).toEqual([1, 2, 3, 255]);
  const untouched = await show(document.createElement("canvas"), "width:50px");
  expect(await open().element(untouched)).toHaveProperty("dataUrl");
  expect(untouched.getContext("bitmaprenderer")).not.toBeNull();
});

test("a canvas that may not be read is missing, a picture of it too", async () => {
  const foreign = new Image();
  foreign.src = svgUrl(
    `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><foreignObject width="9" height="9"><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject></svg>`,
  );
  await foreign.decode();
  const canvas = await show(document.createElement("canvas"), "width:50px");
  canvas.getContext("2d")!.drawImage(foreign, 0, 0);
  expect(() => canvas.toDataURL()).toThrow();
  expect(await open().element(canvas)).toEqual({ missing: "canvas" });
});

const clear = (canvas: HTMLCanvasElement): (() => void) => {
  const gl = canvas.getContext("webgl", { preserveDrawingBuffer: false })!;
  return () => {
    gl.clearColor(0, 1, 0, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
  };
};

test("WebGL that is drawn in every frame is read in one; what stands still cannot be, and is missing", async () => {
  const canvas = await show(document.createElement("canvas"), "width:50px");
  const draw = clear(canvas);
  let frame = requestAnimationFrame(function next() {
    draw();
    frame = requestAnimationFrame(next);
  });
  await new Promise((come) => setTimeout(come, 100));
  expect((await decoded(await open().element(canvas))).at(0.5, 0.5)).toEqual([0, 255, 0, 255]);
  cancelAnimationFrame(frame);
  canvas.dataset.engine = "three.js r180";
  await new Promise((come) => setTimeout(come, 100));
  expect(await open().element(canvas)).toEqual({ missing: "canvas" });
});

test("a video is the frame that it shows, before it has begun its poster", async () => {
  const video = await show(document.createElement("video"), "width:64px");
  expect(await open().element(video)).toHaveProperty("dataUrl");
  video.poster = await urlOf(paint(10, 10, "rgb(0, 0, 200)"));
  expect((await decoded(await open().element(video))).at(0.5, 0.5)).toEqual([0, 0, 200, 255]);
  const film = paint(64, 64, "rgb(200, 0, 0)");
  video.muted = true;
  video.srcObject = film.captureStream(30);
  const drawing = setInterval(() => film.getContext("2d")!.fillRect(0, 0, 64, 64), 30);
  film.getContext("2d")!.fillStyle = "rgb(200, 0, 0)";
  await video.play();
  const [red = 0, green = 0] = (await decoded(await open().element(video))).at(0.5, 0.5);
  clearInterval(drawing);
  video.srcObject = null;
  expect([red > 150, green < 60]).toEqual([true, true]);
});

test("what cannot be had is missing, nothing is thrown, and the page sees nothing of it", async () => {
  const changes: MutationRecord[] = [];
  const watch = new MutationObserver((records) => changes.push(...records));
  watch.observe(document, { childList: true, subtree: true, attributes: true });
  const resources = open();
  for (const url of ["/nowhere.png", "http://[broken", "about:blank", "javascript:alert(1)", "file:///etc/passwd"])
    expect(await resources.image(url)).toEqual({ missing: "image" });
  await new Promise((come) => setTimeout(come));
  watch.disconnect();
  expect(changes).toEqual([]);
});
