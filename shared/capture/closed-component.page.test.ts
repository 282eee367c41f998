import { expect, test } from "vitest";
import { isClosedComponent, mayBeClosed } from "./closed-component.ts";
import { add, stage, stageOfEachTest } from "./testing/stage.ts";

stageOfEachTest();

customElements.define("x-shut", class extends HTMLElement {});

const shut = (tag: string, inside: string, light = "", style = "display:block") => {
  const host = add(tag, style);
  host.innerHTML = light;
  host.attachShadow({ mode: "closed" }).innerHTML = inside;
  return host;
};
const SECRET = "<p data-earshot-mask>secret</p>";

test.each<[string, () => Element]>([
  ["a component", () => shut("x-shut", SECRET)],
  ["a component with a line break and a comment in it", () => shut("x-shut", SECRET, "\n  <!-- here -->\n")],
  ["a component whose text nobody sees", () => shut("x-shut", SECRET, "fallback")],
  ["a component whose element nobody sees", () => shut("x-shut", SECRET, "<b>fallback</b>")],
  ["an element of the language", () => shut("div", SECRET)],
  ["an element of the language that something else stands in", () => shut("section", SECRET, "<b>fallback</b>")],
  ["an element in a line", () => shut("span", "secret", "", "")],
  ["an element that more is in than there is room for", () => shut("div", SECRET, "", "height:5px;overflow:hidden")],
  ["a component with a ground of its own", () => shut("x-shut", SECRET, "", "display:block;background:#eee")],
])("%s with a closed root is one that cannot be looked into", (_name, make) => {
  const element = make();
  expect([isClosedComponent(element), mayBeClosed(element)]).toEqual([true, true]);
});

test.each<[string, () => Element]>([
  ["a box with a ground", () => add("div", "width:100px;height:50px;background:red")],
  ["a sheet over the window", () => add("div", "position:fixed;inset:0")],
  [
    "an item as high as its neighbours",
    () => {
      add("div", "display:flex", "").innerHTML = "<div></div><p style='height:90px'>text</p>";
      const item = stage.querySelector("div > div") as HTMLElement;
      item.style.width = "20px";
      return item;
    },
  ],
  ["an empty field for text", () => add("div", "display:block", "", { contenteditable: "" })],
  [
    "what has text only by its style",
    () => {
      add("style", "", ".said::before{content:'text'}");
      return add("div", "", "", { class: "said" });
    },
  ],
  [
    "what something hidden stands in",
    () => {
      const element = add("div", "height:50px");
      element.innerHTML = "<script type='text/x'></script><p hidden>x</p>";
      return element;
    },
  ],
  ["text", () => add("p", "", "text")],
  [
    "an element around a component without a box",
    () => {
      const element = add("div", "");
      element.innerHTML = "<x-shut style='display:contents'>text</x-shut>";
      return element;
    },
  ],
])("%s is none", (_name, make) => {
  const element = make();
  expect([isClosedComponent(element), mayBeClosed(element)]).toEqual([false, false]);
});

test("a component that only has a ground is one in doubt only, and so is one with something in it", () => {
  for (const element of [
    add("x-card", "display:block;height:40px;background:linear-gradient(red, blue)"),
    add("x-card", "display:block", "label"),
    shut("x-shut", `<slot></slot>${SECRET}`, "label"),
  ])
    expect([isClosedComponent(element), mayBeClosed(element)]).toEqual([false, true]);
});
