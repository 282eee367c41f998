import { afterEach, beforeEach, expect, test } from "vitest";
import { openRootOf } from "../../shared/capture/drawn-children.ts";
import { isPrivate } from "../../shared/capture/masking.ts";
import { type Covers, coversOf } from "./covers.ts";

const look = { isPrivate, openRoot: openRootOf };

let page: HTMLElement;
beforeEach(() => {
  page = document.createElement("div");
  page.style.cssText = "position:absolute;left:0;top:0;width:300px;height:600px";
  document.body.append(page);
});
afterEach(() => {
  page.remove();
  window.scrollTo(0, 0);
});

/** Puts html into the page and says what is to be covered, rounded. */
const covers = (html = ""): Covers => {
  if (html) page.innerHTML = html;
  const rounded = (all: Covers["masked"]) =>
    all.map(({ x, y, width, height }) => ({
      x: Math.round(x),
      y: Math.round(y),
      width: Math.round(width),
      height: Math.round(height),
    }));
  const { viewport, masked, unreadable } = coversOf(window, look).covers;
  return { viewport, masked: rounded(masked), unreadable: rounded(unreadable) };
};
const at = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });
const box = (x: number, y: number, width: number, height: number, more = "") =>
  `style="position:absolute;box-sizing:border-box;border:0;padding:0;margin:0;left:${x}px;top:${y}px;width:${width}px;height:${height}px;${more}"`;

const loaded = async (html: string): Promise<HTMLIFrameElement> => {
  page.innerHTML = html;
  const frame = page.querySelector("iframe")!;
  await new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
  return frame;
};

test("a page without anything private has nothing to cover", () => {
  expect(covers("<p>Hello</p>")).toEqual({
    viewport: { width: innerWidth, height: innerHeight },
    masked: [],
    unreadable: [],
  });
});

test.each(["input type=password", "input autocomplete=cc-number", "div data-earshot-mask", "div class=rr-block"])(
  "<%s> is covered where it stands",
  (tag) => {
    expect(covers(`<${tag} ${box(10, 20, 100, 30)}>`).masked).toEqual([at(10, 20, 100, 30)]);
  },
);

test("what hangs out of a private element is covered with it", () => {
  const child = `<i ${box(80, 0, 100, 50)}></i>`;
  expect(covers(`<div data-earshot-mask ${box(10, 20, 100, 30)}>${child}</div>`).masked).toEqual([at(10, 20, 180, 50)]);
  const [text] = covers(`<div data-earshot-mask ${box(10, 20, 4, 30, "white-space:nowrap")}>a long text</div>`).masked;
  expect(text!.width).toBeGreaterThan(40);
});

test("what a private element or a scrolling box around it cuts off is not covered", () => {
  const tall = `<i ${box(0, 0, 100, 500)}></i>`;
  expect(covers(`<div data-earshot-mask ${box(10, 20, 100, 30, "overflow:auto")}>${tall}</div>`).masked).toEqual([
    at(10, 20, 100, 30),
  ]);
  const field = `<input type=password ${box(0, 40, 100, 30)}>`;
  expect(covers(`<div ${box(10, 20, 200, 50, "overflow:hidden")}>${field}</div>`).masked).toEqual([
    at(10, 60, 100, 10),
  ]);
});

test("a box that does not cut off what is positioned past it takes nothing away", () => {
  const field = `<input type=password ${box(10, 300, 100, 30)}>`;
  expect(covers(`<div style="overflow:hidden;height:50px">${field}</div>`).masked).toEqual([at(10, 300, 100, 30)]);
});

test("what is hidden or scrolled away needs no cover", () => {
  expect(covers(`<input type=password style="display:none">`).masked).toEqual([]);
  expect(covers(`<input type=password ${box(10, 20_000, 100, 30)}>`).masked).toEqual([]);
});

test("covers move with the page", () => {
  page.innerHTML = `<input type=password ${box(10, 200, 100, 30)}><div ${box(0, 5_000, 1, 1)}></div>`;
  window.scrollTo({ top: 150, behavior: "instant" });
  expect(covers().masked).toEqual([at(10, 50, 100, 30)]);
});

test("shadow roots are searched", () => {
  page.innerHTML = `<div ${box(10, 20, 200, 100)}></div>`;
  const root = page.firstElementChild!.attachShadow({ mode: "open" });
  root.innerHTML = `<input type=password ${box(5, 5, 100, 30)}>`;
  expect(covers().masked).toEqual([at(15, 25, 100, 30)]);
});

test("what stands in a slot of a private element is covered with it, where it stands", () => {
  const cover = (mask: string, slotted: string) => {
    page.innerHTML = `<div>${slotted}</div>`;
    page.firstElementChild!.attachShadow({
      mode: "open",
    }).innerHTML = `<div data-earshot-mask ${mask}><slot></slot></div>`;
    return covers().masked;
  };
  expect(cover(`style="display:contents"`, `<p ${box(30, 40, 100, 20)}></p>`)).toEqual([at(30, 40, 100, 20)]);
  expect(cover(box(10, 20, 20, 20), `<p ${box(90, 0, 100, 20)}></p>`)).toEqual([at(10, 20, 190, 20)]);
  const [text] = cover(`style="display:contents"`, "bare text");
  expect(text!.width).toBeGreaterThan(20);
});

test("a frame of the same site is searched, at its place and no further than its edge", async () => {
  const inside = `<body style='margin:0'><input type=password style='position:absolute;box-sizing:border-box;left:10px;top:40px;width:100px;height:30px'>`;
  await loaded(`<iframe ${box(50, 100, 200, 60, "border:5px solid red;padding:3px")} srcdoc="${inside}"></iframe>`);
  // 16 px less for border and padding: the frame shows 44 of its page's pixels.
  expect(covers()).toMatchObject({ masked: [at(68, 148, 100, 4)], unreadable: [] });
});

test("a page marked as a whole is covered as a whole, though its body is empty", async () => {
  const inside = `<body class=rr-mask style='background:red'>`;
  await loaded(`<iframe ${box(50, 100, 200, 60)} srcdoc="${inside}"></iframe>`);
  expect(covers().masked).toEqual([at(50, 100, 200, 60)]);
});

test("a frame that cannot be looked into is covered whole", async () => {
  await loaded(`<iframe sandbox ${box(50, 100, 200, 60)} srcdoc="<input type=password>"></iframe>`);
  expect(covers()).toMatchObject({ masked: [], unreadable: [at(50, 100, 200, 60)] });
});

test("a frame that is scaled is covered whole: its inside has no simple place", async () => {
  await loaded(`<iframe ${box(50, 100, 200, 60, "transform:scale(0.5);transform-origin:0 0")} srcdoc="x"></iframe>`);
  expect(covers()).toMatchObject({ masked: [], unreadable: [at(50, 100, 100, 30)] });
});

test("looking changes nothing in the page", () => {
  page.innerHTML = `<div data-earshot-mask ${box(10, 20, 100, 30)}><b>x</b></div><iframe ${box(0, 60, 9, 9)}></iframe>`;
  const before = document.documentElement.outerHTML;
  covers();
  expect(document.documentElement.outerHTML).toBe(before);
});
