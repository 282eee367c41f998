import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { add, box, capture, never, pixelsOf, stage, stageOfEachTest } from "../testing/stage.ts";
import { html2canvasEngine } from "./html2canvas.ts";

stageOfEachTest();

test("the picture has the page's colours where the page has them, modern notations too", async () => {
  add("div", box(0, 0, "rgb(200, 30, 60)"));
  add("div", box(300, 200, "oklch(0.7 0.15 150)"));
  add("div", box(500, 400, "color-mix(in srgb, blue, white)"));
  const { at, method, durationMs, gaps } = await capture();
  expect(at(100, 50)).toEqual([200, 30, 60]);
  expect(at(400, 250)).toEqual([76, 184, 106].map((value) => expect.closeTo(value, -1)));
  expect(at(600, 450)).toEqual([128, 128, 255].map((value) => expect.closeTo(value, -1)));
  expect(at(700, 100)).toEqual([255, 255, 255]);
  expect([method, gaps]).toEqual(["html2canvas", []]);
  expect(durationMs).toBeGreaterThan(0);
});

test("what is drawn is what the browser shows", async () => {
  add("h1", "font:700 40px sans-serif;margin:20px;color:#123", "A page about coffee");
  add(
    "p",
    "font:16px/1.5 serif;margin:20px;width:500px",
    "Freshly roasted beans, sent on the day they leave the drum. ".repeat(6),
  );
  add("button", "margin:20px;padding:12px 24px;border:2px solid teal;border-radius:8px;background:#e0f5f5", "Order");
  const { data } = await capture();
  const shown = await page.screenshot({ base64: true, save: false });
  const image = new Image();
  image.src = `data:image/png;base64,${typeof shown === "string" ? shown : (shown as { base64: string }).base64}`;
  await image.decode();
  const truth = pixelsOf(image);
  let off = 0;
  let inked = 0;
  for (let index = 0; index < data.length; index += 4) {
    if (Math.abs(data[index]! - truth[index]!) > 64) off++;
    if (truth[index]! < 128) inked++;
  }
  expect(inked).toBeGreaterThan(3_000);
  expect(off / (data.length / 4)).toBeLessThan(0.02);
});

test("a scrolled page shows the part that is scrolled to, and its fixed bar on top", async () => {
  for (let index = 0; index < 20; index++)
    add("div", `height:200px;background:rgb(${index * 10}, 0, ${255 - index * 10})`);
  add("div", "position:fixed;top:0;left:0;width:100%;height:40px;background:rgb(0, 128, 0)");
  window.scrollTo(0, 1_900);
  const { at, bitmap } = await capture();
  expect([bitmap.width / devicePixelRatio, bitmap.height / devicePixelRatio]).toEqual([
    document.documentElement.clientWidth,
    600,
  ]);
  expect(at(400, 20)).toEqual([0, 128, 0]);
  expect(at(400, 70)).toEqual([90, 0, 165]); // 1,970: the tenth band
  expect(at(400, 550)).toEqual([120, 0, 135]); // 2,450: the thirteenth
});

test("a page that paints no background is as dark as its colour scheme makes it", async () => {
  document.documentElement.style.colorScheme = "dark";
  add("p", "margin:20px;font:20px serif", "light on dark");
  const { at } = await capture();
  document.documentElement.style.colorScheme = "";
  expect(at(700, 500)).toEqual([18, 18, 18]);
});

test("the widget is not in the picture", async () => {
  const widget = add("div", "position:fixed;inset:0;background:red");
  const { at } = await capture((element) => element === widget);
  expect(at(400, 300)).toEqual([255, 255, 255]);
});

const STYLE = "display:block;font:30px monospace;width:500px;margin:20px";

test("a frame of another page is named as a gap", async () => {
  add("iframe", box(50, 60, "white"));
  expect((await capture()).gaps).toEqual([{ reason: "frame", rect: expect.objectContaining({ x: 50, y: 60 }) }]);
});

test("nothing is left behind in the page", async () => {
  add("p", STYLE, "text", { "data-earshot-mask": "" });
  const before = document.documentElement.outerHTML;
  await capture();
  expect(document.documentElement.outerHTML).toBe(before);
});

test("a page with too many elements in view is refused at once, one with many below is not", async () => {
  for (let index = 0; index < 3_100; index++) add("i", "position:absolute;top:9000px");
  expect((await capture()).method).toBe("html2canvas");
  stage.replaceChildren();
  for (let index = 0; index < 3_100; index++) add("i", "position:absolute;top:10px");
  await expect(capture()).rejects.toMatchObject({ code: "screenshot_failed", details: { reason: "page_too_large" } });
});

test("a cancelled picture is aborted and leaves nothing behind", async () => {
  add("p", STYLE, "text");
  const before = document.documentElement.outerHTML;
  const controller = new AbortController();
  const picture = html2canvasEngine(window, { exclude: () => false }, controller.signal);
  controller.abort();
  await expect(picture).rejects.toMatchObject({ code: "aborted" });
  expect(document.documentElement.outerHTML).toBe(before);
});

test("a page that would take longer than there is time for is refused before it is begun", async () => {
  for (let index = 0; index < 300; index++) add("i", "display:inline-block;width:4px;height:4px");
  const startedAt = performance.now();
  await expect(html2canvasEngine(window, { exclude: () => false, withinMs: 500 }, never)).rejects.toMatchObject({
    details: { reason: "page_too_large" },
  });
  expect(performance.now() - startedAt).toBeLessThan(400);
});
