import { expect, test } from "vitest";
import { never, pixelsOf, stage, stageOfEachTest } from "../../testing/stage.ts";
import { rendererEngine } from "./index.ts";

stageOfEachTest();

const capture = async () => {
  const { bitmap, gaps } = await rendererEngine(window, { exclude: () => false }, never);
  const data = pixelsOf(bitmap);
  return { gaps, at: (x: number, y: number) => [...data.slice((y * 800 + x) * 4, (y * 800 + x) * 4 + 3)] };
};

/** Whether something is drawn there. */
const isDrawn = ([red, green, blue]: number[]) => Math.min(red!, green!, blue!) < 250;

test.each([
  ["a grid of one cell", `<p id="broken" style="margin:30px 0;height:40px;width:200px"></p>AFTER`],
  [
    "a flow",
    `<div style="display:inline-block;width:400px"><p>x</p><p id="broken" style="margin:30px 50px;height:40px"></p>AFTER</div>`,
  ],
  [
    "a line",
    `text <i id="broken" style="display:inline-block;width:200px;height:40px;margin:5px;padding:5px;border:1px solid"></i> AFTER`,
  ],
  ["a line, as a block", `text <p id="broken" style="height:40px;width:200px">x</p> text AFTER`],
  ["a flex box", `<div style="display:flex">text <p id="broken" style="height:40px;width:200px"></p> text</div>AFTER`],
  [
    "a flow, its style too",
    `<div style="display:inline-block;width:400px"><p id="style" style="margin:30px 50px;height:40px"></p>AFTER</div>`,
  ],
  ["a line, its style too", `text <i id="style" style="display:inline-block;width:200px;height:40px"></i> AFTER`],
])("what cannot be drawn in %s stands where its gap says, and nothing after it moves", async (_name, html) => {
  stage.innerHTML = html.replace(
    "AFTER",
    `<b style="display:block;width:20px;height:20px;background:rgb(1, 2, 3)"></b>`,
  );
  const broken = (stage.querySelector("#broken") ?? stage.querySelector("#style")) as HTMLElement;
  // Read when its place is known, and before.
  const name = broken.id === "style" ? "checkVisibility" : "scrollLeft";
  Object.defineProperty(broken, name, {
    get() {
      throw new Error("no");
    },
  });
  const ask = window.getComputedStyle;
  if (broken.id === "style")
    window.getComputedStyle = (element, part) => {
      if (element === broken) throw new Error("no");
      return ask.call(window, element, part);
    };
  const rect = broken.getBoundingClientRect();
  const after = stage.querySelector("b")!.getBoundingClientRect();
  const { gaps, at } = await capture().finally(() => {
    window.getComputedStyle = ask;
  });
  expect(gaps).toEqual([
    {
      reason: "element",
      rect: { x: Math.round(rect.x), y: Math.round(rect.y), width: rect.width, height: rect.height },
    },
  ]);
  const edges = [rect.top + 4, rect.bottom - 4].map((y) => isDrawn(at(Math.round(rect.x) + 4, Math.round(y))));
  expect(edges).toEqual([true, true]);
  expect(isDrawn(at(Math.round(rect.x) + 4, Math.round(rect.bottom) + 4))).toBe(false);
  expect([
    at(Math.round(after.x) + 3, Math.round(after.y) + 4),
    at(Math.round(after.x) + 3, Math.round(after.bottom) - 4),
  ]).toEqual([
    [1, 2, 3],
    [1, 2, 3],
  ]);
});
