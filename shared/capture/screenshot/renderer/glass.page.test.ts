import { expect, test } from "vitest";
import { add, box, never, pixelsOf, stage, stageOfEachTest } from "../../testing/stage.ts";
import { rendererEngine } from "./index.ts";

stageOfEachTest();

const capture = async (exclude: (element: Element) => boolean = () => false) => {
  const { bitmap, gaps } = await rendererEngine(window, { exclude }, never);
  const data = pixelsOf(bitmap);
  return { gaps, at: (x: number, y: number) => [...data.slice((y * 800 + x) * 4, (y * 800 + x) * 4 + 3)] };
};

const RED = "rgb(255, 0, 0)";
const inverted = [0, 255, 255];
const GLASS = "position:absolute;inset:0;backdrop-filter:invert(1)";

test("a glass that no pointer finds changes what is behind it", async () => {
  add("div", box(100, 100, RED));
  add("div", `${GLASS};pointer-events:none`);
  const { at, gaps } = await capture();
  expect([at(200, 150), at(500, 500), gaps]).toEqual([inverted, [0, 0, 0], []]);
});

test("so does one that reaches out of the window, one in a component, and one that its level puts in front", async () => {
  add("div", box(100, 100, RED));
  add("div", "position:absolute;left:100px;top:100px;width:50px;height:5000px;backdrop-filter:invert(1)");
  const component = add("x-card", "");
  component.attachShadow({
    mode: "open",
  }).innerHTML = `<i style="position:absolute;left:160px;top:100px;width:50px;height:50px;backdrop-filter:invert(1)"></i>`;
  const first = add("div", "position:absolute;left:220px;top:100px;width:50px;height:50px;z-index:1");
  first.style.setProperty("backdrop-filter", "invert(1)");
  first.style.pointerEvents = "none";
  stage.prepend(first);
  const { at, gaps } = await capture();
  expect([at(125, 150), at(185, 120), at(240, 120), at(290, 120), gaps]).toEqual([
    inverted,
    inverted,
    inverted,
    [255, 0, 0],
    [],
  ]);
});

test("what a dialog lays over the page changes the page, and not the dialog", async () => {
  add("style", "", "dialog::backdrop{background:none;backdrop-filter:invert(1)}");
  add("div", box(100, 100, RED));
  const bar = add("div", "position:absolute;left:0;top:0;width:800px;height:50px;z-index:9;backdrop-filter:invert(1)");
  bar.style.background = "rgba(255, 255, 255, 0.01)";
  const dialog = add("dialog", `${box(400, 300, RED)};margin:0;padding:0;border:0`) as HTMLDialogElement;
  dialog.showModal();
  const { at, gaps } = await capture();
  expect([at(200, 150), at(500, 350), at(700, 550)]).toEqual([inverted, [255, 0, 0], [0, 0, 0]]);
  expect(gaps).toEqual([{ reason: "style", rect: { x: 0, y: 0, width: 800, height: 50 } }]);
});

test("what is not in the picture is not in front of one", async () => {
  add("div", box(100, 100, RED));
  add("div", GLASS);
  const ours = add("aside", "position:absolute;inset:200px;background:white");
  const { at, gaps } = await capture((element) => element === ours);
  expect([at(150, 150), at(400, 300), gaps]).toEqual([inverted, [0, 0, 0], []]);
});

test("what stands in front of one, and comes after it, is drawn with it", async () => {
  add("div", box(100, 100, RED));
  add("div", GLASS);
  add("div", "position:absolute;inset:0;padding:200px 300px").innerHTML =
    `<p style="margin:0;height:200px;background:${RED}">A dialog</p>`;
  const { at, gaps } = await capture();
  expect([at(150, 150), at(490, 390), at(700, 500), gaps]).toEqual([inverted, [255, 0, 0], [0, 0, 0], []]);
});

test("one that something before it stands in front of is left out, and is a gap", async () => {
  add("p", `${box(100, 100, RED)};margin:0;width:300px;height:200px;z-index:2`);
  add("div", `${GLASS};left:100px;top:100px;right:400px;bottom:300px`);
  const { at, gaps } = await capture();
  expect([at(200, 150), gaps]).toEqual([
    [255, 0, 0],
    [{ reason: "style", rect: { x: 100, y: 100, width: 300, height: 200 } }],
  ]);
});

test("what covers something private in front of one is drawn in front of it", async () => {
  add("div", `${GLASS};backdrop-filter:blur(3px) invert(1)`);
  add("p", "position:absolute;left:300px;top:270px;width:200px;height:60px;margin:0", "x", { "data-earshot-mask": "" });
  const { at, gaps } = await capture();
  expect([at(301, 271), at(400, 300), at(497, 328), at(500, 500), gaps]).toEqual([
    [138, 143, 152],
    [138, 143, 152],
    [138, 143, 152],
    [0, 0, 0],
    [{ reason: "masked", rect: { x: 300, y: 270, width: 200, height: 60 } }],
  ]);
});

test("a hidden one changes nothing, and nothing hidden is brought to light by one", async () => {
  add("div", box(100, 100, RED));
  add("div", `${GLASS};visibility:hidden;background:black`).innerHTML = "<p style='font-size:90px'>Menu</p>";
  const { at, gaps } = await capture();
  expect([at(150, 150), at(500, 500), gaps]).toEqual([[255, 0, 0], [255, 255, 255], []]);
  stage.replaceChildren();
  add("div", GLASS);
  const hidden = add("div", "position:absolute;inset:100px;visibility:hidden;background:red");
  hidden.innerHTML = `<b style="visibility:visible;position:absolute;left:50%;top:50%;width:9px;height:9px;background:rgb(1,2,3)"></b>`;
  (hidden.firstElementChild as HTMLElement).style.translate = "-50% -50%";
  const lifted = await capture();
  expect([lifted.at(150, 150), lifted.at(400, 300), lifted.gaps]).toEqual([[0, 0, 0], [1, 2, 3], []]);
});

test("nor does what a hidden dialog would lay over the page", async () => {
  add("style", "", "dialog{visibility:hidden}dialog::backdrop{background:blue;backdrop-filter:invert(1)}");
  add("div", box(100, 100, RED));
  (add("dialog", `${box(400, 300, RED)};margin:0;padding:0;border:0`, "text") as HTMLDialogElement).showModal();
  const { at } = await capture();
  expect([at(150, 150), at(450, 350), at(700, 550)]).toEqual([
    [255, 0, 0],
    [255, 255, 255],
    [255, 255, 255],
  ]);
});
