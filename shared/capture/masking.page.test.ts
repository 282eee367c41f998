import { expect, test } from "vitest";
import { isPrivate } from "./masking.ts";
import { stage, stageOfEachTest } from "./testing/stage.ts";

stageOfEachTest();

const usesIn = (drawing: string) => {
  stage.innerHTML = `<svg>${drawing}</svg>`;
  return [...stage.querySelectorAll("use")].map(isPrivate);
};

test.each([
  ["what is private", `<text id="t" data-earshot-mask>a</text><use href="#t"/>`],
  ["what has something private in it", `<symbol id="t"><g><text class="rr-mask">a</text></g></symbol><use href="#t"/>`],
  ["what stands in something private", `<g data-private><text id="t">a</text></g><use xlink:href="#t"/>`],
  ["what is written as dots", `<g style="-webkit-text-security:disc"><text id="t">a</text></g><use href="#t"/>`],
  ["by a name in other letters", `<text id="tä" data-private>a</text><use href="#t%C3%A4"/>`],
  ["by the page's own address", `<text id="t" data-private>a</text><use href="${location.pathname}#t"/>`],
])("what draws %s once more is private too", (_name, drawing) => {
  expect(usesIn(drawing)).toEqual([true]);
});

test("so is what uses something that uses it", () => {
  expect(usesIn(`<text id="t" data-private>a</text><g id="u"><use href="#t"/></g><use href="#u"/>`)).toEqual([
    true,
    true,
  ]);
});

test("what uses something else, nothing, or itself is not", () => {
  expect(
    usesIn(`<text data-private>a</text><text id="t">a</text><use href="#t"/><use href="#none"/><use href="#%"/><use/>
      <g id="round"><use href="#round"/></g>`),
  ).toEqual([false, false, false, false, false]);
});

test("a use in a component finds what is in it", () => {
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  root.innerHTML = `<svg><text id="t" data-private>a</text><use href="#t"/></svg>`;
  stage.append(host);
  expect(isPrivate(root.querySelector("use")!)).toBe(true);
});
