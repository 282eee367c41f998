import { afterEach, beforeEach, expect, test } from "vitest";
import { cdp } from "vitest/browser";
import { openRootOf } from "../../../shared/capture/drawn-children.ts";
import { type Part, part } from "./part.ts";
import type { PartWords } from "./words.ts";

const NAMES = "label how howByTouch take box boxHow cancel button link field image heading other".split(" ");
const words = Object.fromEntries([["lang", "en"], ["dir", "ltr"], ...NAMES.map((name) => [name, name])]) as PartWords;

const stage = document.createElement("main");
document.body.append(stage);
let decided: string[] = [];
let parts: Part;
/** What the page's own listeners hear: there before ours, on the window, for all that goes in. */
let heard: string[] = [];
const TYPES = "pointerdown pointermove pointerup mousedown mouseup click keydown keyup wheel touchstart".split(" ");
const hear = ({ type }: Event) => void heard.push(type);

beforeEach(() => {
  document.body.style.margin = "0";
  stage.style.minHeight = "500px"; // what has no height cannot be pointed at
  [decided, heard] = [[], []];
  parts = part(window, { openRoot: openRootOf, decided: (visit) => void decided.push(visit) });
  for (const type of TYPES) window.addEventListener(type, hear, true);
});
afterEach(() => {
  for (const type of TYPES) window.removeEventListener(type, hear, true);
  parts.end("one");
  stage.replaceChildren();
  scrollTo(0, 0);
});

type Session = { send(method: string, parameters: object): Promise<unknown> };
const send = (method: string, parameters: object) => (cdp() as unknown as Session).send(method, parameters);
/** A hand at the real mouse and keyboard: the page stands in a frame of the runner's. */
const mouse = (type: "Moved" | "Pressed" | "Released", x: number, y: number, isDown = type !== "Moved") => {
  const { left, top } = window.frameElement!.getBoundingClientRect();
  const held = { button: isDown ? "left" : "none", buttons: isDown && type !== "Released" ? 1 : 0, clickCount: 1 };
  return send("Input.dispatchMouseEvent", { type: `mouse${type}`, x: left + x, y: top + y, ...held });
};
const click = async (x: number, y: number) => {
  await mouse("Moved", x, y);
  await mouse("Pressed", x, y);
  await mouse("Released", x, y);
};
const drag = async (x: number, y: number, toX: number, toY: number) => {
  await mouse("Moved", x, y);
  await mouse("Pressed", x, y);
  await mouse("Moved", (x + toX) / 2, (y + toY) / 2, true);
  await mouse("Moved", toX, toY, true);
  await mouse("Released", toX, toY);
};
const key = async (name: string, modifiers = 0) => {
  const text = name === "Enter" ? { text: "\r" } : {}; // else it presses no button
  await send("Input.dispatchKeyEvent", { type: "keyDown", key: name, code: name, modifiers, ...text });
  await send("Input.dispatchKeyEvent", { type: "keyUp", key: name, code: name, modifiers });
};
const SHIFT = 8;

const host = () => document.querySelector<HTMLElement>("[data-earshot-part]");
const begin = async () => {
  parts.begin("one", words);
  await expect.poll(() => document.activeElement).toBe(host());
};
const box = (id: string, style: string) =>
  `<div id="${id}" style="position:absolute;${style};background:#ccc">${id}</div>`;
const put = (html: string) => {
  stage.innerHTML = html;
};

test("a press takes the element below; the page hears nothing of it, and nothing of ours is left", async () => {
  put(box("this", "left:40px;top:60px;width:120px;height:50px"));
  await begin();
  await click(80, 80);
  await expect.poll(() => decided).toEqual(["one"]);
  expect(heard).toEqual([]);
  expect(host()).toBeNull();
  expect(await parts.outcome("one")).toEqual({
    box: { x: 40, y: 60, width: 120, height: 50 },
    viewport: { width: innerWidth, height: innerHeight },
    element: { selector: "#this", text: "this", rect: { x: 40, y: 60, width: 120, height: 50 } },
  });
});

test("a drag takes the region, which goes with what is in it when the page scrolls", async () => {
  put(`${box("this", "left:20px;top:20px;width:300px;height:300px")}<div style="height:3000px"></div>`);
  await begin();
  await drag(200, 220, 60, 100);
  await expect.poll(() => decided).toEqual(["one"]);
  expect(await parts.outcome("one")).toMatchObject({ box: { x: 60, y: 100, width: 140, height: 120 } });
  scrollTo(0, 30);
  expect(parts.place("one")).toMatchObject({ box: { x: 60, y: 70, width: 140, height: 120 } });
  scrollTo(0, 150);
  expect(parts.place("one")).toMatchObject({ box: { x: 60, y: 0, width: 140, height: 70 } });
  scrollTo(0, 900);
  expect(parts.place("one")).toBe("gone");
  expect(heard).toEqual([]);
});

test("arrow keys walk from element to element, Enter takes one", async () => {
  put(`<p id="first">First</p><p id="second">Second</p>`);
  await begin();
  for (const name of ["ArrowDown", "ArrowDown", "ArrowRight", "Enter"]) await key(name);
  await expect.poll(() => decided).toEqual(["one"]);
  expect(await parts.outcome("one")).toMatchObject({ element: { selector: "#second" } });
  expect(heard).toEqual([]);
});

test("by keyboard a box is made of an element, moved by arrow keys and, with Shift, made larger", async () => {
  put(box("this", "left:40px;top:60px;width:120px;height:50px"));
  await begin();
  for (const name of ["ArrowDown", "ArrowDown", "Tab", "Tab", "Enter", "ArrowRight", "ArrowDown"]) await key(name);
  await key("ArrowRight", SHIFT);
  await key("Enter");
  await expect.poll(() => decided).toEqual(["one"]);
  expect(await parts.outcome("one")).toMatchObject({ box: { x: 50, y: 70, width: 130, height: 50 } });
});

test("Escape leaves, also where the page took the focus away", async () => {
  put(`<input id="grabs">`);
  await begin();
  await key("Escape");
  await expect.poll(() => decided).toEqual(["one"]);
  expect(await parts.outcome("one")).toBe("cancelled");
  await begin();
  document.querySelector("input")!.focus();
  await key("Escape");
  await expect.poll(() => decided).toEqual(["one", "one"]);
});

test("what a page makes up is nobody's choice, and it finds no way in", async () => {
  put(box("this", "left:40px;top:60px;width:120px;height:50px"));
  await begin();
  const shown = host()!;
  const events = [
    ...["pointerdown", "pointermove", "pointerup"].map((type) => new PointerEvent(type, { clientX: 80, clientY: 80 })),
    new MouseEvent("click", { clientX: 80, clientY: 80 }),
    ...["keydown", "keyup"].flatMap((type) => ["Enter", "Escape"].map((key) => new KeyboardEvent(type, { key }))),
    new Event("pagehide"),
  ];
  for (const target of [shown, document, window]) for (const event of events) target.dispatchEvent(event);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(decided).toEqual([]);
  expect(shown.shadowRoot).toBeNull();
  expect([window.length, shown.childNodes.length]).toEqual([0, 0]);
  expect(shown.localName).not.toContain("-"); // an element the page could define shows its root to whoever defined it
});

test("no style of a page's changes its looks, and a page that takes it away ends it", async () => {
  const sheet = document.createElement("style");
  sheet.textContent =
    "[data-earshot-part], [data-earshot-part] * { display: none !important; opacity: 0 !important; transition: all 9s !important }";
  document.head.append(sheet);
  try {
    await begin();
    const { display, opacity, transitionDuration } = getComputedStyle(host()!);
    expect({ display, opacity, transitionDuration }).toEqual({
      display: "contents",
      opacity: "1",
      transitionDuration: "0s",
    });
  } finally {
    sheet.remove();
  }
  host()!.remove();
  await expect.poll(() => decided).toEqual(["one"]);
  expect(await parts.outcome("one")).toBe("cancelled");
});

test("above a page's own modal dialog it can be pressed", async () => {
  put(
    `<dialog style="left:0;top:0;margin:0;padding:0;border:0;width:200px;height:200px"><p id="in">In it</p></dialog>`,
  );
  document.querySelector("dialog")!.showModal();
  await begin();
  const { x, y, height } = document.querySelector("#in")!.getBoundingClientRect();
  await click(x + 5, y + height / 2);
  await expect.poll(() => decided).toEqual(["one"]);
  expect(await parts.outcome("one")).toMatchObject({ element: { text: "In it" } });
});

test("an element that is larger than the window, or out of it, is brought into sight; one that is gone is said to be", async () => {
  put(`<div style="height:2000px"></div><div id="deep" style="height:5000px">Deep</div>`);
  await begin();
  for (const name of ["ArrowDown", "ArrowDown", "ArrowRight", "Enter"]) await key(name);
  await expect.poll(() => decided).toEqual(["one"]);
  expect(await parts.outcome("one")).toMatchObject({
    box: { height: innerHeight },
    element: { selector: "#deep" },
  });
  stage.replaceChildren();
  expect(parts.place("one")).toBe("gone");
  expect(parts.place("another")).toBeUndefined();
});
