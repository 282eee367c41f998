import { afterEach, expect, test } from "vitest";
import { openRootOf } from "../../shared/capture/drawn-children.ts";
import { longPage } from "./long-page.ts";

const stage = document.createElement("main");
document.body.append(stage);
const style = document.createElement("style");
document.head.append(style);
afterEach(() => {
  stage.replaceChildren();
  style.textContent = "";
});

const LENGTH = 4_000;
const top = (selector: string): number => document.querySelector(selector)!.getBoundingClientRect().top;
const isSeen = (selector: string): boolean => top(selector) > -1_000;
const put = (html: string, css = "") => {
  style.textContent = `body{margin:0} ${css}`;
  stage.innerHTML = `${html}<div style="height:${LENGTH}px"></div>`;
};
const begun = (longestMs?: number) => {
  const page = longPage(window, openRootOf, longestMs);
  const stand = page.begin("one");
  if (stand === "zoomed") throw new Error("zoomed");
  return { page, stand };
};

test("what sticks is seen in its own place only, and sticks again afterwards", async () => {
  put(`<header style="position:sticky;top:0;height:50px"></header>`);
  const { page, stand } = begun();
  await page.step(1_000, stand.length);
  expect(top("header")).toBe(-1_000);
  window.scrollTo(0, 500);
  page.end("one");
  window.scrollTo(0, 500);
  expect(top("header")).toBe(0);
  window.scrollTo(0, 0);
});

test("what sticks to a box of its own in the page is left alone", async () => {
  put(
    `<div id="box" style="height:100px;overflow:auto"><b style="position:sticky;top:0;display:block">x</b><p style="height:900px"></p></div>`,
  );
  const box = document.querySelector("#box")!;
  box.scrollTop = 300;
  const { page, stand } = begun();
  await page.step(0, stand.length);
  expect(top("b")).toBe(top("#box"));
  page.end("one");
});

test("what is fixed at the top is in the first window, at the bottom in the last, and what scrolls with the page in its own", async () => {
  put(
    `<nav style="position:fixed;top:0;height:40px;width:90px"></nav><footer style="position:fixed;bottom:0;height:40px;width:90px"></footer>
     <div style="transform:translateX(0);height:10px"><i style="position:fixed;top:0;height:5px;width:5px"></i></div>`,
  );
  const { page, stand } = begun();
  const seen = async (to: number) => {
    await page.step(to, stand.length);
    return [isSeen("nav"), isSeen("footer")];
  };
  expect(await seen(0)).toEqual([true, false]);
  expect(await seen(900)).toEqual([false, false]);
  expect(top("i")).toBe(-900);
  expect(await seen(stand.length - stand.frame.height)).toEqual([false, true]);
  page.end("one");
  expect([isSeen("nav"), isSeen("footer")]).toEqual([true, true]);
});

test("a page that scrolls smoothly and snaps goes where it is told, and back where it was", async () => {
  put(`<h1 style="scroll-snap-align:start">x</h1>`, "html{scroll-behavior:smooth}");
  window.scrollTo({ top: 1_500, behavior: "instant" });
  style.textContent += "html{scroll-snap-type:y mandatory}";
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const from = window.scrollY;
  const { page, stand } = begun();
  expect(await page.step(700, stand.length)).toMatchObject({ top: 700 });
  page.end("one");
  expect(window.scrollY).toBe(from);
  style.textContent = "";
  window.scrollTo(0, 0);
});

test("nobody asks any more: it is put back by itself", async () => {
  put(`<nav style="position:fixed;top:0;height:40px;width:90px"></nav>`);
  window.scrollTo(0, 321);
  const { page, stand } = begun(1_500);
  await page.step(2_000, stand.length);
  expect([window.scrollY, isSeen("nav")]).toEqual([2_000, false]);
  await expect.poll(() => [window.scrollY, isSeen("nav")], { timeout: 5_000 }).toEqual([321, true]);
  expect(page.stand()).toBeUndefined();
  expect(await page.step(100, stand.length)).toBeUndefined();
  expect(window.scrollY).toBe(321);
  window.scrollTo(0, 0);
});

test("who was stopped and says so late ends no other visit", async () => {
  put("");
  const { page, stand } = begun();
  page.begin("two");
  await page.step(500, stand.length);
  page.end("one");
  expect(window.scrollY).toBe(500);
  page.end("two");
  expect(window.scrollY).toBe(0);
});

test("the page notices nothing but that it is scrolled", async () => {
  put(`<header style="position:sticky;top:0;height:50px"></header><nav style="position:fixed;top:0">x</nav>`);
  const html = document.documentElement.outerHTML;
  const noticed: string[] = [];
  const observer = new MutationObserver((changes) => noticed.push(...changes.map(({ type }) => type)));
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  const { page, stand } = begun();
  await page.step(900, stand.length);
  page.end("one");
  await new Promise((resolve) => setTimeout(resolve, 50));
  observer.disconnect();
  expect(noticed).toEqual([]);
  expect(document.documentElement.outerHTML).toBe(html);
  expect(document.getAnimations()).toEqual([]);
});
