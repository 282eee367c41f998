import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { LIMITS } from "../contract/limits.ts";
import { describeElement } from "./element.ts";
import { elementBySelector, selectorOf } from "./element-selector.ts";
import { elementsBelow } from "./masking.ts";
import { MASKED, plant, planted, SECRETS } from "./testing/planted.ts";

const stage = document.createElement("main");
const lay = (html: string): HTMLElement => {
  document.body.append(stage);
  stage.setHTMLUnsafe(html);
  return stage;
};
const selectorFor = (css: string) => selectorOf(stage.querySelector(css)!);
afterEach(() => {
  stage.replaceChildren();
  stage.remove();
});

test("whatever a page is built of, a selector is short, finds its element and no other, and tells no secret", () => {
  fc.assert(
    fc.property(fc.array(planted(4), { minLength: 1, maxLength: 4 }), (trees) => {
      lay("");
      for (const tree of trees) plant(tree, stage);
      for (const element of elementsBelow(stage)) {
        const { selector = "", text = "" } = describeElement(element) ?? {};
        expect(elementBySelector(document, selector)).toBe(element);
        expect(selector.length).toBeLessThanOrEqual(LIMITS.elementSelector);
        expect(text.length).toBeLessThanOrEqual(LIMITS.elementText);
        for (const secret of SECRETS) expect(selector).not.toContain(secret);
        expect(selector + text).not.toContain(MASKED);
      }
    }),
    { numRuns: 60 },
  );
});

test.each([
  ["an id", `<button id="save-all">x</button><button>y</button>`, "#save-all"],
  ["what tests look for", `<i></i><b><i data-testid="row-2" id="r48213"></i></b>`, `[data-testid="row-2"]`],
  [
    "a label",
    `<button aria-label="Remove from cart" class="css-1q2w3e">×</button><button>y</button>`,
    `button[aria-label="Remove from cart"]`,
  ],
  ["a class", `<i class="sc-bdVaJa price"></i><i></i>`, "i.price"],
  [
    "two classes",
    `<i class="price old"></i><i class="price"></i><b class="old"></b><i class="old"></i>`,
    "i.price.old",
  ],
  ["its tag, where it is the only one", `<table></table>`, "table"],
  [
    "its place in what has a name",
    `<ul id="cart"><li></li><li><i></i></li></ul><ul><li></li><li><i></i></li></ul>`,
    "#cart i",
  ],
])("an element is named by %s", (_, html, selector) => {
  lay(html);
  expect(selectorOf(elementBySelector(document, `main ${selector}`)!)).toBe(selector);
});

test("what has no name is found by its place, in the nearest thing that has one", () => {
  lay(`<div id="cart"><div><p></p><p></p></div></div><div><p></p></div>`);
  expect(selectorFor("p:nth-of-type(2)")).toBe("#cart > div > p:nth-of-type(2)");
  expect(selectorOf(document.documentElement)).toBe("html");
});

test("the way goes through open shadow roots and frames of the same site", () => {
  lay(
    `<x-shop id="shop"><template shadowrootmode="open"><p></p><div><b></b></div><div><b></b></div></template></x-shop>`,
  );
  const inShadow = stage.querySelector("#shop")!.shadowRoot!.querySelectorAll("b")[1]!;
  expect(selectorOf(inShadow)).toBe("#shop >>> div:nth-of-type(2):not(* *) > b");
  expect(elementBySelector(document, selectorOf(inShadow)!)).toBe(inShadow);
  const frame = stage.appendChild(document.createElement("iframe"));
  const inFrame = frame.contentDocument!.body.appendChild(frame.contentDocument!.createElement("h1"));
  expect(selectorOf(inFrame)).toBe(`${selectorOf(frame)} >>> h1`);
  expect(elementBySelector(document, selectorOf(inFrame)!)).toBe(inFrame);
});

test("of what is masked, and of all in it, not even a name is told", () => {
  lay(`<div id="patient-file" data-private><p id="john-smith" class="smith">x</p></div><p>y</p>`);
  expect(selectorFor("#john-smith")).not.toMatch(/smith|patient/);
  expect(elementBySelector(document, selectorFor("#john-smith")!)).toBe(stage.querySelector("#john-smith"));
});

test("what was chosen or typed is not told by its label either", () => {
  lay(
    `<div role="listbox"><i role="option" aria-label="Anna Smith">x</i></div><p contenteditable><b aria-label="Ben">@</b></p>`,
  );
  for (const css of ["i", "b"]) {
    expect(selectorFor(css)).not.toMatch(/Anna|Ben/);
    expect(elementBySelector(document, selectorFor(css)!)).toBe(stage.querySelector(css));
  }
});

test("an element too deep to be told apart is described by the nearest around it that can be", () => {
  lay("<div></div>");
  let one = stage.firstElementChild!;
  for (let depth = 0; depth < 60; depth++) {
    one.append(document.createElement("div"));
    one = one.appendChild(document.createElement("div"));
  }
  expect(selectorOf(one)).toBeUndefined();
  const around = elementBySelector(document, describeElement(one)!.selector)!;
  expect(around.contains(one)).toBe(true);
  expect(selectorOf(around.lastElementChild!)).toBeUndefined();
});

test("a form whose fields are named like its properties is described all the same", () => {
  lay(`<form id="login"><input name="id"><input name="children"><input name="title"><button>Go</button></form>`);
  expect(selectorFor("form")).toBe("#login");
  expect(elementBySelector(document, selectorFor("[name=title]")!)).toBe(stage.querySelector("[name=title]"));
});
