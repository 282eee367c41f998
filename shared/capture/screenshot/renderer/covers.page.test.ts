import { expect, test } from "vitest";
import { add, box, never, pixelsOf, stage, stageOfEachTest } from "../../testing/stage.ts";
import { rendererEngine } from "./index.ts";

stageOfEachTest();

const GREY = [138, 143, 152];
const WHITE = [255, 255, 255];
const take = () => rendererEngine(window, { exclude: () => false }, never);
const capture = async () => {
  const { bitmap } = await take();
  const data = pixelsOf(bitmap);
  return (x: number, y: number) => [...data.slice((y * 800 + x) * 4, (y * 800 + x) * 4 + 3)];
};
const maskedAt = (x: number, y: number, width: number, height: number) => ({
  reason: "masked",
  rect: { x, y, width, height },
});
const boxAt = (left: number, top: number) =>
  `position:absolute;left:${left}px;top:${top}px;margin:0;width:200px;height:40px;box-sizing:border-box`;

test("what is private in something hidden is not covered where everybody would see the cover, and keeps its room", async () => {
  stage.innerHTML = `<div style="visibility:hidden">
      <p data-earshot-mask style="margin:0;width:200px;height:80px">secret</p>
      <input type="password" value="secret" style="display:block;box-sizing:border-box;width:200px;height:50px">
      <span data-earshot-mask>secret</span><span class="rr-mask">a <b>secret</b></span>
    </div><div style="width:50px;height:50px;background:rgb(1, 2, 3)"></div>`;
  const { top } = stage.lastElementChild!.getBoundingClientRect();
  const at = await capture();
  const line = stage.querySelector("span")!.getBoundingClientRect();
  expect([at(100, 40), at(100, 100), at(line.x + 5, Math.round(line.y + 5))]).toEqual([WHITE, WHITE, WHITE]);
  expect(at(25, Math.round(top) + 25)).toEqual([1, 2, 3]);
});

test("what is seen in it is covered", async () => {
  const hidden = add("div", `${box(100, 100, "white")};visibility:hidden`, "", { "data-earshot-mask": "" });
  hidden.innerHTML = `<p style="visibility:visible;margin:0">secret</p>`;
  add("div", "visibility:hidden;position:absolute;left:400px").innerHTML =
    `<span style="visibility:visible" data-private>secret <b>secret</b></span>`;
  const { x, y } = stage.querySelector("span")!.getBoundingClientRect();
  const at = await capture();
  expect([at(110, 110), at(Math.round(x) + 3, Math.round(y) + 3)]).toEqual([GREY, GREY]);
});

test("where something is masked is told after what is missing, and nothing of what it says", async () => {
  const field = add("input", boxAt(100, 50), "", { type: "password", name: "hunter-name", placeholder: "hunter-hint" });
  (field as HTMLInputElement).value = "hunter2";
  add("p", boxAt(100, 150), "hunter3", { "data-earshot-mask": "hunter-mark" });
  add("div", `${boxAt(100, 250)};background:url(/no-such.png)`);
  const { gaps } = await take();
  expect(gaps).toEqual([
    { reason: "image", rect: { x: 100, y: 250, width: 200, height: 40 } },
    maskedAt(100, 50, 200, 40),
    maskedAt(100, 150, 200, 40),
  ]);
  expect(JSON.stringify(gaps)).not.toContain("hunter");
});

test("what is masked within something masked is told once, what is hidden or out of view not at all", async () => {
  add("div", boxAt(100, 50), "", { "data-private": "" }).innerHTML = `<p class="rr-mask">secret</p>`;
  add("p", `${boxAt(100, 150)};visibility:hidden`, "secret", { "data-private": "" });
  add("p", boxAt(100, 5_000), "secret", { "data-private": "" });
  add("p", boxAt(700, 250), "secret", { "data-private": "" });
  expect((await take()).gaps).toEqual([maskedAt(100, 50, 200, 40), maskedAt(700, 250, 100, 40)]);
});

test("what the boxes around cut off of a mask is not told, nor is a mask that they cut off whole", async () => {
  const scroller = add("div", `${boxAt(100, 50)};overflow:auto;height:100px`);
  scroller.innerHTML = `<p data-private style="${boxAt(0, 0)}">secret</p><p data-private style="${boxAt(0, 80)}">secret</p><p data-private style="${boxAt(0, 200)}">secret</p>`;
  scroller.scrollTop = 20;
  add("div", "overflow:hidden;height:10px").innerHTML = `<p data-private style="${boxAt(400, 300)}">secret</p>`; // past it
  expect((await take()).gaps).toEqual([
    maskedAt(100, 50, expect.any(Number), 20),
    maskedAt(100, 110, expect.any(Number), 40),
    maskedAt(400, 300, 200, 40),
  ]);
});

test("masked text among other text is told line by line, in drawings and in frames where it stands", async () => {
  stage.innerHTML = `<p style="${boxAt(100, 50)};font:20px/20px monospace">a <span data-private>secret<br>words</span></p>
    <svg style="${boxAt(100, 150)}" viewBox="0 0 200 40"><rect data-private x="10" y="10" width="50" height="20"/></svg>
    <iframe style="${boxAt(100, 250)};border:0" srcdoc="<p data-private style='position:absolute;margin:0;left:20px;top:10px;width:50px;height:90px'>secret"></iframe>`;
  await new Promise((loaded) => stage.querySelector("iframe")!.addEventListener("load", loaded));
  const lines = [...stage.querySelector("span")!.getClientRects()].filter(({ width }) => width > 0); // not the break
  const [first, second] = lines.map(({ x, y, width, height }) =>
    maskedAt(Math.round(x), Math.round(y), Math.round(width), Math.round(height)),
  );
  expect((await take()).gaps).toEqual([first, second, maskedAt(110, 160, 50, 20), maskedAt(120, 260, 50, 30)]);
});

test("a page that is masked as a whole is told as one mask of the window's size", async () => {
  document.body.style.background = "white";
  document.body.setAttribute("data-earshot-mask", "");
  const { gaps } = await take().finally(() => {
    document.body.removeAttribute("data-earshot-mask");
    document.body.style.background = "";
  });
  expect(gaps).toEqual([maskedAt(0, 0, 800, 600)]);
});
