import { expect, test, vi } from "vitest";
import { add, box, never, pixelsOf, stage, stageOfEachTest } from "../../testing/stage.ts";
import { rendererEngine } from "./index.ts";

stageOfEachTest();

vi.mock("./replaced.ts", () => {
  throw new Error("it does not come");
});

const capture = async () => {
  const { bitmap, gaps } = await rendererEngine(window, { exclude: () => false }, never);
  const data = pixelsOf(bitmap);
  return { gaps, at: (x: number, y: number) => [...data.slice((y * 800 + x) * 4, (y * 800 + x) * 4 + 3)] };
};

test("a picture that is missing in a drawing is a gap, and a box of its size", async () => {
  add("div", "position:absolute;left:0;top:0").innerHTML =
    `<svg width="300" height="200" style="display:block"><image x="20" href="/no-such.png" width="100" height="90"/><image/></svg>`;
  const { gaps, at } = await capture();
  expect(gaps).toEqual([{ reason: "image", rect: { x: 20, y: 0, width: 100, height: 90 } }]);
  expect([at(25, 5), at(115, 85), at(10, 5), at(125, 50)]).toEqual([
    [231, 233, 236],
    [231, 233, 236],
    [255, 255, 255],
    [255, 255, 255],
  ]);
});

test("so is one in something that a drawing uses", async () => {
  stage.innerHTML = `<svg width="300" height="200"><defs><image id="i" href="/no-such.png" width="9" height="9"/></defs><use href="#i"/></svg>`;
  const { gaps } = await capture();
  expect(gaps).toEqual([{ reason: "image" }]);
});

test("a missing ground is a gap also where what it would be labelled with does not come", async () => {
  await expect(import("./replaced.ts")).rejects.toThrow();
  add("div", `${box(100, 100, "")};background:url(/no-such.png)`);
  const { gaps } = await capture();
  expect(gaps).toEqual([{ reason: "image", rect: { x: 100, y: 100, width: 200, height: 100 } }]);
});
