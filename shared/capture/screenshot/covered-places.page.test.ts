import { afterEach, beforeEach, expect, test } from "vitest";
import type { Rectangle } from "../../contract/submission.ts";
import { add, stage, stageOfEachTest } from "../testing/stage.ts";
import { watchPlaces } from "./covered-places.ts";

stageOfEachTest();

const watch = (exclude: (element: Element) => boolean = () => false) =>
  watchPlaces(window, { exclude, passwords: new WeakSet() });
const AT =
  "position:absolute;left:100px;top:50px;width:200px;height:40px;margin:0;border:0;padding:0;box-sizing:border-box";

const sheet = new CSSStyleSheet();
beforeEach(() => document.adoptedStyleSheets.push(sheet));
afterEach(() => {
  document.adoptedStyleSheets = [];
  sheet.replaceSync("");
  stage.style.cssText = "display:flow-root;min-height:600px";
});
/** What a style sheet puts after what is masked, or something in it. */
const rule = (css: string, inside = "") =>
  sheet.replaceSync(`[data-earshot-mask] ${inside}::after{${css}}`.replace(" ::", "::"));

/** Whether all of a box is covered. */
const covers = (places: Rectangle[], box: { left: number; top: number; right: number; bottom: number }) =>
  places.some(
    ({ x, y, width, height }) => x <= box.left && y <= box.top && x + width >= box.right && y + height >= box.bottom,
  );

test("what is private is covered, and nothing else is", () => {
  add("input", AT, "", { type: "password", value: "x" });
  add("p", `${AT};top:300px`, "Coffee");
  const places = watch();
  places.look();
  expect(places.places()).toEqual({ masked: [{ x: 97, y: 47, width: 206, height: 46 }], unreadable: [] });
});

test("what moved is covered from where it was to where it went", () => {
  const element = add("p", AT, "secret", { "data-earshot-mask": "" });
  const places = watch();
  places.look();
  element.style.top = "250px";
  places.look();
  expect(covers(places.places().masked, { left: 100, top: 50, right: 300, bottom: 290 })).toBe(true);
});

test("what was private at any look stays covered, though it is not at the last, or not there any more", () => {
  const renamed = add("p", AT, "secret", { "data-earshot-mask": "" });
  const gone = add("p", `${AT};top:400px`, "secret", { "data-earshot-mask": "" });
  const places = watch();
  places.look();
  renamed.removeAttribute("data-earshot-mask");
  renamed.style.left = "400px";
  gone.remove();
  places.look();
  const { masked } = places.places();
  expect(covers(masked, { left: 100, top: 50, right: 600, bottom: 90 })).toBe(true);
  expect(covers(masked, { left: 100, top: 400, right: 300, bottom: 440 })).toBe(true);
});

test.each<[string, (element: HTMLElement) => { left: number; top: number; right: number; bottom: number }]>([
  [
    "a child that hangs out",
    (element) => {
      element.innerHTML = '<b style="position:absolute;left:300px;top:200px;width:50px;height:20px"></b>';
      return { left: 400, top: 250, right: 450, bottom: 270 };
    },
  ],
  [
    "text that is longer than its box",
    (element) => {
      element.style.cssText += ";font:20px monospace;white-space:nowrap";
      element.textContent = "0123456789".repeat(4);
      return { left: 100, top: 50, right: 550, bottom: 70 };
    },
  ],
  [
    "what is in its shadow root",
    (element) => {
      element.attachShadow({ mode: "open" }).innerHTML =
        '<b style="position:absolute;left:300px;top:200px;width:50px;height:20px"></b>';
      return { left: 400, top: 250, right: 450, bottom: 270 };
    },
  ],
  [
    "what a style sheet puts after it, elsewhere",
    () => {
      rule("content:'secret';position:absolute;left:-90px;top:60px;width:70px;height:20px");
      return { left: 10, top: 110, right: 80, bottom: 130 };
    },
  ],
  [
    "what a style sheet puts after it, from the other side, and turns",
    () => {
      rule("content:'';position:absolute;right:-300px;bottom:0;width:100px;height:20px;transform:rotate(90deg)");
      return { left: 540, top: 30, right: 560, bottom: 130 };
    },
  ],
  [
    "what a style sheet puts after something in it, and the element around both holds",
    (element) => {
      element.style.position = "static";
      stage.style.cssText += ";position:relative;border:5px solid";
      element.append(document.createElement("b"));
      rule("content:'';position:absolute;left:400px;top:300px;width:50px;height:20px", "b");
      return { left: 405, top: 305, right: 455, bottom: 325 };
    },
  ],
  [
    "what a style sheet puts in it and moves out",
    () => {
      rule("content:'secret';position:relative;left:-80px;top:70px;display:inline-block;width:50px;height:20px");
      return { left: 20, top: 120, right: 70, bottom: 140 };
    },
  ],
  [
    "what a style sheet puts in it and pulls out",
    () => {
      rule("content:'secret';display:block;margin:-40px 0 0 -90px;width:50px;height:20px");
      return { left: 10, top: 10, right: 60, bottom: 30 };
    },
  ],
  [
    "what its text throws a shadow on",
    (element) => {
      element.style.textShadow = "0 120px 0 #000, -40px 0 10px red";
      element.textContent = "secret";
      return { left: 60, top: 50, right: 300, bottom: 210 };
    },
  ],
  [
    "what something in it throws a shadow on, and what it stands in one of that",
    (element) => {
      element.innerHTML = "<b>secret</b>";
      (element.firstElementChild as HTMLElement).style.textShadow = "0 100px #000";
      stage.style.filter = "drop-shadow(30px 200px 0 #333)";
      return { left: 100, top: 50, right: 330, bottom: 390 };
    },
  ],
  [
    "where its shadow falls when it is turned and enlarged",
    (element) => {
      element.style.cssText += ";rotate:90deg;scale:2;text-shadow:0 100px #000";
      return { left: 0, top: -100, right: 100, bottom: 200 };
    },
  ],
  [
    "the line of its mark, where that says something,",
    (element) => {
      element.style.display = "list-item";
      sheet.replaceSync("[data-earshot-mask]::marker{content:'A secret '}");
      return { left: 0, top: 50, right: 800, bottom: 90 };
    },
  ],
  [
    "everything, where it is mirrored,",
    () => {
      stage.style.setProperty("-webkit-box-reflect", "below 30px");
      return { left: 0, top: 0, right: 800, bottom: 600 };
    },
  ],
  [
    "everything, where nobody can say where a style sheet has put it",
    () => {
      rule("content:'secret';display:block;transform:rotate3d(1,1,0,40deg);width:50px;height:20px");
      return { left: 0, top: 0, right: 800, bottom: 600 };
    },
  ],
])("%s is covered with what is private", (_name, hang) => {
  const box = hang(add("div", AT, "", { "data-earshot-mask": "" }));
  const places = watch();
  places.look();
  expect(covers(places.places().masked, box)).toBe(true);
});

test("a frame is looked into where that is possible, else all of it is covered", async () => {
  const open = add("iframe", `${AT};height:100px`, "", {
    srcdoc: '<body style="margin:0"><p data-earshot-mask style="margin:20px 0 0 10px;width:50px;height:30px">x',
  });
  await new Promise((loaded) => open.addEventListener("load", loaded, { once: true }));
  add("iframe", `${AT};top:300px`, "", { sandbox: "", srcdoc: "closed" });
  const places = watch();
  places.look();
  const { masked, unreadable } = places.places();
  expect(covers(masked, { left: 110, top: 70, right: 160, bottom: 100 })).toBe(true);
  expect(unreadable).toEqual([{ reason: "frame", rect: { x: 97, y: 297, width: 206, height: 46 } }]);
});

test("a component that nobody can look into is covered, and so is one that is private", () => {
  class Closed extends HTMLElement {
    constructor() {
      super();
      this.attachShadow({ mode: "closed" }).innerHTML = '<input type="password" value="secret">';
    }
  }
  customElements.define("x-closed", Closed);
  add("x-closed", AT);
  add("x-closed", `${AT};top:300px`, "", { "data-earshot-mask": "" });
  const places = watch();
  places.look();
  expect(places.places()).toEqual({
    masked: [{ x: 97, y: 297, width: 206, height: 46 }],
    unreadable: [{ reason: "component", rect: { x: 97, y: 47, width: 206, height: 46 } }],
  });
});

test("so is a closed component that other things stand in, and a closed element of the language", () => {
  const SECRET = '<p data-earshot-mask style="height:40px;margin:0">secret</p>';
  const card = add("x-card", AT, "label");
  card.attachShadow({ mode: "closed" }).innerHTML = `<slot></slot>${SECRET}`;
  const box = add("div", AT.replace("height:40px", "").replace("top:50px", "top:300px"));
  box.attachShadow({ mode: "closed" }).innerHTML = SECRET;
  const places = watch();
  places.look();
  const rects = places.places().unreadable.map(({ rect }) => rect);
  expect(covers(rects, { left: 100, top: 50, right: 300, bottom: 90 })).toBe(true);
  expect(covers(rects, { left: 100, top: 300, right: 300, bottom: 340 })).toBe(true);
});

test("what is ours is not covered, and what was forgotten is not either", () => {
  add("input", AT, "", { type: "password" });
  const places = watch((element) => stage.contains(element));
  places.look();
  expect(places.places().masked).toEqual([]);
  const others = watch();
  others.look();
  others.forget();
  expect(others.places().masked).toEqual([]);
});
