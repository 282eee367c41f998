import { expect, test } from "vitest";
import { add, box, never, pixelsOf, stage, stageOfEachTest } from "../../testing/stage.ts";
import { rendererEngine } from "./index.ts";

stageOfEachTest();

const GREY = [138, 143, 152];
const WHITE = [255, 255, 255];
const capture = async () => {
  const { bitmap } = await rendererEngine(window, { exclude: () => false }, never);
  const data = pixelsOf(bitmap);
  return (x: number, y: number) => [...data.slice((y * 800 + x) * 4, (y * 800 + x) * 4 + 3)];
};

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
