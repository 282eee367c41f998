import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { add, box, never, pixelsOf, stage, stageOfEachTest } from "../../testing/stage.ts";
import type { CaptureOptions } from "../engine.ts";
import { rendererEngine } from "./index.ts";

stageOfEachTest();

const capture = async (more: Partial<CaptureOptions> = {}) => {
  const { bitmap, ...facts } = await rendererEngine(window, { exclude: () => false, ...more }, never);
  const data = pixelsOf(bitmap);
  return {
    ...facts,
    bitmap,
    at: (x: number, y: number) => [...data.slice((y * 800 + x) * 4, (y * 800 + x) * 4 + 3)],
    data,
  };
};

/** How much of the picture is otherwise than in what the browser shows, in per cent. */
const shareOff = async (data: Uint8ClampedArray) => {
  const shown = await page.screenshot({ base64: true, save: false });
  const image = new Image();
  image.src = `data:image/png;base64,${typeof shown === "string" ? shown : (shown as { base64: string }).base64}`;
  await image.decode();
  const truth = pixelsOf(image);
  let off = 0;
  for (let index = 0; index < data.length; index += 4) if (Math.abs(data[index]! - truth[index]!) > 32) off++;
  return (100 * off) / (data.length / 4);
};

test("the picture is what the browser shows: text, lists, tables, floats, flex boxes and grids", async () => {
  stage.innerHTML = `
    <h1 style="margin:20px">A page about coffee</h1>
    <p style="margin:20px;width:500px;font:16px/1.5 serif">${"Freshly roasted beans, sent on the day. ".repeat(4)}</p>
    <div style="display:flex;gap:10px;padding:10px;background:#eef"><b style="flex:1">one</b><i>two</i> and text</div>
    <div style="display:grid;grid-template-columns:1fr 2fr;gap:4px"><p>left</p><p style="background:gold">right</p></div>
    <div style="display:flow-root"><div style="float:left;width:80px;height:50px;background:teal"></div><p>beside the float</p></div>
    <ol start="4"><li>four</li><li><p>five</p><ul><li>nested</li></ul></li></ol>
    <table border="1"><tr><td>a</td><td rowspan="2">b</td></tr><tr><td>c</td></tr></table>
    <button>Order</button> <input value="typed"> <select><option>a</option><option selected>chosen</option></select>`;
  const { data, method, gaps } = await capture();
  expect([method, gaps]).toEqual(["renderer", []]);
  expect(await shareOff(data)).toBeLessThan(0.3);
});

test("what is turned, enlarged and scrolled stands where it stands in the page", async () => {
  add("div", `${box(100, 100, "rgb(1, 2, 3)")};transform:rotate(90deg)`);
  const zoomed = add("div", `${box(150, 150, "rgb(4, 5, 6)")};zoom:2`);
  zoomed.innerHTML = `<i style="position:absolute;left:50px;top:20px;width:10px;height:10px;background:rgb(7, 8, 9)"></i>`;
  const pane = add("div", `${box(20, 450, "white")};overflow:auto`);
  pane.innerHTML = `<div style="height:300px"></div><div style="height:300px;background:rgb(10, 11, 12)"></div>`;
  pane.scrollTop = 250;
  const { at } = await capture();
  expect([at(200, 60), at(110, 110), at(300, 300), at(410, 350), at(100, 480), at(100, 520)]).toEqual([
    [1, 2, 3],
    [255, 255, 255],
    [4, 5, 6],
    [7, 8, 9],
    [255, 255, 255],
    [10, 11, 12],
  ]);
});

test("a masked element is a plain box of its own size, and nothing else moves", async () => {
  add("p", `${box(100, 100, "white")};margin:0`, "secret", { "data-earshot-mask": "" });
  add("div", box(100, 300, "rgb(1, 2, 3)"));
  const { at } = await capture();
  expect([at(101, 101), at(298, 198), at(99, 150), at(150, 350)]).toEqual([
    [138, 143, 152],
    [138, 143, 152],
    [255, 255, 255],
    [1, 2, 3],
  ]);
});

test("a masked picture among text is a plain box of its size, and the text after it stays where it was", async () => {
  const line = add("p", `${box(100, 100, "white")};margin:0;width:400px;height:60px`);
  line.innerHTML = `<canvas class="rr-mask" width="100" height="50"></canvas><i style="display:inline-block;width:20px;height:20px;background:rgb(1, 2, 3)"></i>`;
  const { left, top } = line.lastElementChild!.getBoundingClientRect();
  const { at } = await capture();
  expect([at(101, 101), at(198, 148), at(left + 10, top + 10)]).toEqual([
    [138, 143, 152],
    [138, 143, 152],
    [1, 2, 3],
  ]);
});

test("a picture in masked text is covered in its whole size, and what comes after stays where it was", async () => {
  const line = add("p", `${box(100, 100, "white")};margin:0;width:400px;height:60px`);
  line.innerHTML = `<span class="rr-mask" style="padding:0 10px">a <svg width="100" height="50"></svg></span><i style="display:inline-block;width:20px;height:20px;background:rgb(1, 2, 3)"></i>`;
  const places = ["svg", "i"].map((name) => line.querySelector(name)!.getBoundingClientRect());
  const { at } = await capture();
  const [picture, after] = places as [DOMRect, DOMRect];
  expect([at(Math.ceil(picture.left), Math.ceil(picture.top)), at(Math.floor(picture.right) - 1, 148)]).toEqual([
    [138, 143, 152],
    [138, 143, 152],
  ]);
  expect(at(Math.round(after.left) + 10, Math.round(after.top) + 10)).toEqual([1, 2, 3]);
});

test("a drawing and a picture in a line have the size they are given", async () => {
  const line = add("b", "display:block;margin:0;font:20px/30px serif");
  line.innerHTML = `<svg viewBox="0 0 24 24" style="width:22px"><rect width="24" height="24" fill="rgb(1, 2, 3)"/></svg>word<canvas width="10" height="10" style="width:60px;height:30px;background:rgb(4, 5, 6)"></canvas>`;
  const [drawing, picture] = [...line.children].map((one) => one.getBoundingClientRect());
  const { at } = await capture();
  for (const [{ left, right, top, bottom }, color] of [
    [drawing!, [1, 2, 3]],
    [picture!, [4, 5, 6]],
  ] as const) {
    const [x, y] = [Math.round((left + right) / 2), Math.round((top + bottom) / 2)];
    expect([at(x, y), at(Math.round(right) - 2, y), at(x, Math.round(bottom) - 2)]).toEqual([color, color, color]);
    expect([at(Math.round(right) + 30, Math.round(bottom) + 3)]).toEqual([[255, 255, 255]]);
  }
});

test("what is cut out to nothing is not seen, and what is cut out by a picture that cannot be had is a gap", async () => {
  add("p", `${box(100, 100, "red")};clip:rect(0, 0, 0, 0)`);
  add("p", `${box(100, 300, "red")};clip:rect(auto, 100px, 50px, 0);background:rgb(1, 2, 3)`);
  add("p", `${box(400, 100, "red")};margin:0;mask-image:url("/no-such.png")`);
  const { at, gaps } = await capture();
  expect([at(150, 150), at(110, 320), at(250, 320), at(110, 390), at(450, 150)]).toEqual([
    [255, 255, 255],
    [1, 2, 3],
    [255, 255, 255],
    [255, 255, 255],
    [255, 255, 255],
  ]);
  expect(gaps).toEqual([{ reason: "image", rect: { x: 400, y: 100, width: 200, height: 100 } }]);
});

test("a broken picture says what it says in the page", async () => {
  stage.innerHTML = `
    <p>text <img src="/no.png" alt="A broken picture"> <img src="/no.png" alt="Of a size" width="200" height="80"> more</p>
    <p>text <img src="/no.png" width="200" height="80"> <img src="/no.png"> <img src="/no.png" alt=""> end</p>
    <img src="/no.png" alt="A block" style="display:block;width:300px;height:60px;border:2px solid red;background:#eef">
    <div style="display:flex"><img src="/no.png" alt="An item that breaks" style="width:100px;height:50px"><b>x</b></div>`;
  await Promise.all([...document.images].map((one) => one.decode().catch(() => {})));
  const { data, gaps } = await capture();
  expect(gaps).toEqual([]);
  expect(await shareOff(data)).toBeLessThan(0.05);
});

test("a private body's ground is not seen either", async () => {
  document.body.style.background = "red";
  document.body.dataset.private = "";
  const { at } = await capture().finally(() => {
    document.body.style.background = "";
    delete document.body.dataset.private;
  });
  expect([at(5, 5), at(790, 590)]).toEqual([
    [138, 143, 152],
    [138, 143, 152],
  ]);
});

test("what a page refers to is its own again after a frame", async () => {
  const frame = document.createElement("iframe");
  frame.srcdoc = "<p>Theirs";
  stage.append(frame);
  await new Promise((loaded) => frame.addEventListener("load", loaded));
  const half = add("div", "");
  half.innerHTML = `<svg width="0" height="0"><clipPath id="half"><rect width="100" height="100"/></clipPath></svg>`;
  add("div", `${box(100, 300, "rgb(1, 2, 3)")};clip-path:url(#half)`);
  const { at } = await capture();
  expect([at(110, 350), at(290, 350)]).toEqual([
    [1, 2, 3],
    [255, 255, 255],
  ]);
});

test("where masking does not work there is no picture", async () => {
  const field = add("input", "", "", { type: "password", value: "secret" });
  Object.defineProperty(field, "matches", {
    value() {
      throw new Error("no");
    },
  });
  await expect(capture()).rejects.toMatchObject({ code: "masking_failed" });
});

test("nothing changes in the page, not even for somebody who watches it", async () => {
  add("p", "font:20px serif", "text");
  let changes = 0;
  const observer = new MutationObserver((records) => {
    changes += records.length;
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  await capture();
  changes += observer.takeRecords().length;
  observer.disconnect();
  expect(changes).toBe(0);
});

test("a cancelled picture is aborted", async () => {
  const controller = new AbortController();
  const picture = rendererEngine(window, { exclude: () => false }, controller.signal);
  controller.abort();
  await expect(picture).rejects.toMatchObject({ code: "aborted" });
});

test("what nobody can look into is a gap wherever it is closed, and one that only paints a ground is as it is", async () => {
  const shut = add("div", "width:200px", "fallback");
  shut.attachShadow({ mode: "closed" }).innerHTML = "<p style='margin:0;height:40px'>text</p>";
  add("x-card", `${box(300, 300, "red")};background:linear-gradient(red,red)`);
  const { gaps, at } = await capture();
  expect(gaps).toEqual([{ reason: "component", rect: { x: 0, y: 0, width: 200, height: 40 } }]);
  expect(at(400, 350)).toEqual([255, 0, 0]);
});
