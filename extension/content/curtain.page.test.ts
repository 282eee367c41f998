import { afterEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { openRootOf } from "../../shared/capture/drawn-children.ts";
import { decodePicture } from "../../shared/capture/screenshot/decode.ts";
import { curtain } from "./curtain.ts";

const stage = document.createElement("main");
stage.style.cssText = "position:fixed;inset:0;background:white;font:16px sans-serif";
document.body.append(stage);
afterEach(() => stage.replaceChildren());

const MASKED = "[data-earshot-mask]";
const SECRET = "rgb(255, 0, 255)";
const masked = (): Element[] =>
  [...stage.querySelectorAll("*")].flatMap((element) => [
    ...(element.matches(MASKED) ? [element] : []),
    ...(element.shadowRoot?.querySelectorAll(MASKED) ?? []),
  ]);

/** How many pixels of the page have about the secret's colour. */
const secretPixels = async (): Promise<number> => {
  const shown = await page.screenshot({ base64: true, save: false });
  const base64 = typeof shown === "string" ? shown : (shown as { base64: string }).base64;
  const bitmap = await decodePicture(`data:image/png;base64,${base64}`);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d")!;
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  let found = 0;
  for (let at = 0; at < data.length; at += 4) if (data[at]! > 200 && data[at + 1]! < 90 && data[at + 2]! > 200) found++;
  return found;
};

/** Puts html into the page, some of it into the shadow root of its first element. */
const put = (html: string, inShadow?: string) => {
  stage.innerHTML = html;
  if (inShadow) stage.firstElementChild!.attachShadow({ mode: "open" }).innerHTML = inShadow;
  for (const popover of stage.querySelectorAll<HTMLElement>("[popover]")) popover.showPopover();
};
const TEXT = "████████";
const tag = (style: string, content = TEXT, name = "div") =>
  `<${name} data-earshot-mask style="color:${SECRET};${style}">${content}</${name}>`;

test.each<[string, string, string?]>([
  ["text", tag("")],
  [
    "a pseudo-element beside its element",
    `<style>.b::before{content:"${TEXT}";position:absolute;left:300px}</style><div data-earshot-mask class=b style="color:${SECRET};width:20px">.</div>`,
  ],
  ["a marker", `<ul style="padding-left:200px">${tag(`list-style:'${TEXT}' outside`, ".", "li")}</ul>`],
  ["a box's shadow", tag(`width:10px;height:10px;box-shadow:60px 0 0 4px ${SECRET}`, "")],
  ["a text's shadow", tag(`color:white;text-shadow:300px 0 0 ${SECRET}`)],
  ["a filter's shadow", tag(`color:white;filter:drop-shadow(300px 0 0 ${SECRET})`)],
  [
    "a shadow by a filter around it",
    `<div style="filter:drop-shadow(300px 0 0 ${SECRET})">${tag("color:black")}</div>`,
  ],
  ["a reflection around it", `<div style="-webkit-box-reflect:below 60px">${tag("")}</div>`],
  [
    "what hangs out",
    tag("width:20px;height:20px;position:relative", `<p style="position:absolute;left:300px">${TEXT}</p>`),
  ],
  ["a popover in it", tag("", `<p popover=manual style="color:${SECRET};margin:0;border:0">${TEXT}</p>`)],
  ["a row of a table", `<table>${tag("", `<td>${TEXT}</td>`, "tr")}</table>`],
  [
    "a drawing",
    `<svg><g data-earshot-mask><rect width="90" height="90" fill="${SECRET}" stroke="${SECRET}" stroke-width="50"/></g></svg>`,
  ],
  ["an element on whose opacity the page insists", tag("opacity:1!important")],
  [
    "a slot's element in a mask without a box",
    `<x-a><p style="color:${SECRET}">${TEXT}</p></x-a>`,
    `<div data-earshot-mask style="display:contents"><slot></slot></div>`,
  ],
  [
    "a slot's bare text in a mask without a box",
    `<x-a style="color:${SECRET};text-shadow:0 90px ${SECRET};-webkit-text-stroke:2px ${SECRET}">${TEXT}</x-a>`,
    `<div data-earshot-mask style="display:contents"><slot></slot></div>`,
  ],
  [
    "a pseudo-element of a mask without a box",
    `<style>.c::after{content:"${TEXT}"}</style><div data-earshot-mask class=c style="color:${SECRET};display:contents"></div>`,
  ],
])("%s is not drawn while the curtain is closed, and is again when it opens", async (_name, html, inShadow) => {
  put(html, inShadow);
  const before = await secretPixels();
  expect(before).toBeGreaterThan(100);
  const hiding = curtain(openRootOf, 5_000);
  expect(hiding.close(masked())).toBe(true);
  expect(await secretPixels()).toBe(0);
  hiding.open();
  expect(await secretPixels()).toBe(before);
});

test("where the page insists on showing it all, it is not certain", () => {
  put(tag("opacity:1!important;clip-path:none!important"));
  const hiding = curtain(openRootOf, 5_000);
  expect(hiding.close(masked())).toBe(false);
  hiding.open();
});

test.each<[string, (element: HTMLElement) => unknown]>([
  ["ends it", () => document.getAnimations().map((animation) => animation.cancel())],
  ["ends what it does", () => document.getAnimations().map((animation) => (animation.effect = null))],
  ["sets its own against it", (element) => element.animate({ opacity: [1, 1] }, { duration: 0, fill: "forwards" })],
  ["insists on showing it all", (element) => element.style.setProperty("opacity", "1", "important")],
])("it no longer holds once the page %s", (_, act) => {
  put(tag(""));
  const hiding = curtain(openRootOf, 5_000);
  hiding.close(masked());
  expect(hiding.holds()).toBe(true);
  act(stage.firstElementChild as HTMLElement);
  expect(hiding.holds()).toBe(false);
  hiding.open();
  for (const animation of document.getAnimations()) animation.cancel();
});

test("an element that is not drawn at all is no doubt", () => {
  put(`<div hidden>${tag("opacity:1!important;clip-path:none!important")}</div>`);
  const hiding = curtain(openRootOf, 5_000);
  expect(hiding.close(masked())).toBe(true);
  hiding.open();
});

test("the page notices nothing: no change of its document, no event, and the field keeps the focus", async () => {
  put(
    `<style>* { transition: all 0.1s }</style><div data-earshot-mask style="display:contents"><input data-earshot-mask></div>`,
  );
  const field = stage.querySelector("input")!;
  field.focus();
  const html = stage.outerHTML;
  const noticed: string[] = [];
  const observer = new MutationObserver((changes) => noticed.push(...changes.map(({ type }) => type)));
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  const events = ["blur", "focusout", "transitionrun", "transitionend", "animationstart", "animationend"];
  const note = ({ type }: Event) => noticed.push(type);
  for (const event of events) document.addEventListener(event, note, true);
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame(); // the style above has its own transition, which begins with the next frame and tells of its end with one
  await Promise.all(document.getAnimations().map(({ finished }) => finished));
  await frame();
  await frame();
  noticed.length = 0;

  const hiding = curtain(openRootOf, 5_000);
  hiding.close(masked());
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(getComputedStyle(field).opacity).toBe("0");
  hiding.open();
  expect(getComputedStyle(field).opacity).toBe("1");
  await new Promise((resolve) => setTimeout(resolve, 200));
  observer.disconnect();
  for (const event of events) document.removeEventListener(event, note, true);
  expect(noticed).toEqual([]);
  expect(document.activeElement).toBe(field);
  expect(stage.outerHTML).toBe(html);
  expect(document.getAnimations()).toEqual([]);
});

test("it opens by itself when whoever closed it does not", async () => {
  put(tag(""));
  curtain(openRootOf, 50).close(masked());
  expect(getComputedStyle(stage.firstElementChild!).opacity).toBe("0");
  await expect.poll(() => getComputedStyle(stage.firstElementChild!).opacity).toBe("1");
});
