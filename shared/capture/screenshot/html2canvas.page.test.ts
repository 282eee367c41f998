import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import type { CaptureOptions } from "./engine.ts";
import { html2canvasEngine } from "./html2canvas.ts";

const never = new AbortController().signal;
const stage = document.createElement("main");
stage.style.cssText = "display:flow-root;min-height:600px";

const add = (tag: string, style: string, text = "", attributes: Record<string, string> = {}): HTMLElement => {
  const element = document.createElement(tag);
  element.style.cssText = style;
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  stage.append(element);
  return element;
};

// What a custom element draws, the engine copies in a way of its own.
customElements.define("x-card", class extends HTMLElement {});

beforeEach(async () => {
  await page.viewport(800, 600);
  document.body.style.margin = "0";
  document.body.append(stage);
});
afterEach(() => {
  stage.replaceChildren();
  stage.remove();
  window.scrollTo(0, 0);
});

const pixelsOf = (source: CanvasImageSource, width = 800, height = 600) => {
  const context = new OffscreenCanvas(width, height).getContext("2d")!;
  context.drawImage(source, 0, 0, width, height);
  return context.getImageData(0, 0, width, height).data;
};
const capture = async (exclude: (element: Element) => boolean = () => false, more: Partial<CaptureOptions> = {}) => {
  const { bitmap, ...facts } = await html2canvasEngine(window, { exclude, ...more }, never);
  const data = pixelsOf(bitmap);
  return {
    ...facts,
    bitmap,
    data,
    at: (x: number, y: number) => [...data.slice((y * 800 + x) * 4, (y * 800 + x) * 4 + 3)],
  };
};
const box = (left: number, top: number, background: string) =>
  `position:absolute;left:${left}px;top:${top}px;width:200px;height:100px;background:${background}`;

test("the picture has the page's colours where the page has them, modern notations too", async () => {
  add("div", box(0, 0, "rgb(200, 30, 60)"));
  add("div", box(300, 200, "oklch(0.7 0.15 150)"));
  add("div", box(500, 400, "color-mix(in srgb, blue, white)"));
  const { at, method, durationMs, gaps } = await capture();
  expect(at(100, 50)).toEqual([200, 30, 60]);
  expect(at(400, 250)).toEqual([76, 184, 106].map((value) => expect.closeTo(value, -1)));
  expect(at(600, 450)).toEqual([128, 128, 255].map((value) => expect.closeTo(value, -1)));
  expect(at(700, 100)).toEqual([255, 255, 255]);
  expect([method, gaps]).toEqual(["html2canvas", []]);
  expect(durationMs).toBeGreaterThan(0);
});

test("what is drawn is what the browser shows", async () => {
  add("h1", "font:700 40px sans-serif;margin:20px;color:#123", "A page about coffee");
  add(
    "p",
    "font:16px/1.5 serif;margin:20px;width:500px",
    "Freshly roasted beans, sent on the day they leave the drum. ".repeat(6),
  );
  add("button", "margin:20px;padding:12px 24px;border:2px solid teal;border-radius:8px;background:#e0f5f5", "Order");
  const { data } = await capture();
  const shown = await page.screenshot({ base64: true, save: false });
  const image = new Image();
  image.src = `data:image/png;base64,${typeof shown === "string" ? shown : (shown as { base64: string }).base64}`;
  await image.decode();
  const truth = pixelsOf(image);
  let off = 0;
  let inked = 0;
  for (let index = 0; index < data.length; index += 4) {
    if (Math.abs(data[index]! - truth[index]!) > 64) off++;
    if (truth[index]! < 128) inked++;
  }
  expect(inked).toBeGreaterThan(3_000);
  expect(off / (data.length / 4)).toBeLessThan(0.02);
});

test("a scrolled page shows the part that is scrolled to, and its fixed bar on top", async () => {
  for (let index = 0; index < 20; index++)
    add("div", `height:200px;background:rgb(${index * 10}, 0, ${255 - index * 10})`);
  add("div", "position:fixed;top:0;left:0;width:100%;height:40px;background:rgb(0, 128, 0)");
  window.scrollTo(0, 1_900);
  const { at, bitmap } = await capture();
  expect([bitmap.width / devicePixelRatio, bitmap.height / devicePixelRatio]).toEqual([
    document.documentElement.clientWidth,
    600,
  ]);
  expect(at(400, 20)).toEqual([0, 128, 0]);
  expect(at(400, 70)).toEqual([90, 0, 165]); // 1,970: the tenth band
  expect(at(400, 550)).toEqual([120, 0, 135]); // 2,450: the thirteenth
});

test("a page that paints no background is as dark as its colour scheme makes it", async () => {
  document.documentElement.style.colorScheme = "dark";
  add("p", "margin:20px;font:20px serif", "light on dark");
  const { at } = await capture();
  document.documentElement.style.colorScheme = "";
  expect(at(700, 500)).toEqual([18, 18, 18]);
});

test("the widget is not in the picture", async () => {
  const widget = add("div", "position:fixed;inset:0;background:red");
  const { at } = await capture((element) => element === widget);
  expect(at(400, 300)).toEqual([255, 255, 255]);
});

/** The same page twice, with other secrets: pictures that are equal cannot show them. */
const differs = async (show: (secret: string) => unknown, more?: Partial<CaptureOptions>) => {
  const pictures: string[] = [];
  for (const secret of ["4111 1111 1111 1111", "swordfish and chips"]) {
    stage.replaceChildren();
    await show(secret);
    pictures.push((await capture(undefined, more)).data.join());
  }
  return pictures[0] !== pictures[1];
};
const STYLE = "display:block;font:30px monospace;width:500px;margin:20px";

test.each<[string, (secret: string) => void]>([
  ["a text field", (secret) => (add("input", STYLE) as HTMLInputElement).setAttribute("value", secret)],
  ["plain text", (secret) => add("p", STYLE, secret)],
  [
    "what stands in a slot",
    (secret) => {
      const host = add("x-card", STYLE);
      host.append(Object.assign(document.createElement("p"), { textContent: secret }));
      host.attachShadow({ mode: "open" }).innerHTML = "<div><slot></slot></div>";
    },
  ],
  [
    "a field whose name only sounds like a secret",
    (secret) => add("input", STYLE, "", { name: "shipping", value: secret }),
  ],
])("%s is in the picture", async (_name, show) => {
  expect(await differs(show)).toBe(true);
});

test.each<[string, (secret: string) => void]>([
  ["a password", (secret) => Object.assign(add("input", STYLE, "", { type: "password" }), { value: secret })],
  ["a placeholder of a password field", (secret) => add("input", STYLE, "", { type: "password", placeholder: secret })],
  [
    "a password that was made readable",
    (secret) => Object.assign(add("input", STYLE, "", { autocomplete: "current-password" }), { value: secret }),
  ],
  ["a card number", (secret) => add("input", STYLE, "", { autocomplete: "section-a CC-Number", value: secret })],
  ["a one-time code", (secret) => add("input", STYLE, "", { autocomplete: "one-time-code", value: secret })],
  [
    "a password that was made readable and has no autocomplete",
    (secret) => Object.assign(add("input", STYLE, "", { type: "text", name: "password" }), { value: secret }),
  ],
  ["a card's check digits", (secret) => add("input", STYLE, "", { name: "card[cvv]", value: secret })],
  ["a field whose label says PIN", (secret) => add("input", STYLE, "", { "aria-label": "Your PIN", value: secret })],
  [
    "a text field that shows dots",
    (secret) => add("input", `${STYLE};-webkit-text-security:disc`, "", { value: secret }),
  ],
  ["text that is shown as dots", (secret) => add("p", `${STYLE};-webkit-text-security:circle`, secret)],
  ["what Datadog masks", (secret) => add("p", STYLE, secret, { "data-dd-privacy": "mask" })],
  ["what Datadog hides", (secret) => add("p", STYLE, secret, { "data-dd-privacy": "hidden" })],
  ["what Hotjar suppresses", (secret) => add("p", STYLE, secret, { "data-hj-suppress": "" })],
  ["what Clarity masks", (secret) => add("p", STYLE, secret, { "data-clarity-mask": "true" })],
  ["what PostHog masks", (secret) => add("p", STYLE, secret, { class: "ph-mask" })],
  [
    "what stands in a masked slot, though it insists on being visible",
    (secret) => {
      const host = add("x-card", STYLE);
      host.innerHTML = `<p style="visibility:visible!important;position:absolute;left:300px;width:200px;height:90px;overflow:hidden"></p>`;
      host.firstElementChild!.textContent = secret;
      host.attachShadow({
        mode: "open",
      }).innerHTML = `<div data-earshot-mask style="width:20px;height:20px"><slot></slot></div>`;
    },
  ],
  [
    "bare text in a masked slot",
    (secret) => {
      const host = add("x-card", `${STYLE};height:50px`, secret);
      host.attachShadow({
        mode: "open",
      }).innerHTML = `<div data-earshot-mask style="display:contents;visibility:visible!important"><slot></slot></div>`;
    },
  ],
  ["masked text", (secret) => add("p", STYLE, secret, { "data-earshot-mask": "" })],
  ["a blocked element", (secret) => add("p", STYLE, secret, { "data-earshot-block": "" })],
  ["text that another vendor's mark hides", (secret) => add("p", STYLE, secret, { class: "ph-no-capture" })],
  [
    "a masked text area",
    (secret) => Object.assign(add("textarea", STYLE, "", { "data-private": "" }), { value: secret }),
  ],
  [
    "text deep in a masked element, though it insists on being visible",
    (secret) => {
      const outer = add("div", STYLE, "", { class: "sentry-mask" });
      const inner = document.createElement("b");
      inner.style.setProperty("visibility", "visible", "important");
      inner.textContent = secret;
      outer.append(inner);
    },
  ],
  [
    "masked text in a shadow root",
    (secret) => {
      const root = add("section", STYLE).attachShadow({ mode: "open" });
      const inner = document.createElement("p");
      inner.className = "rr-mask";
      inner.textContent = secret;
      root.append(inner);
    },
  ],
  [
    "a masked canvas",
    (secret) => {
      const canvas = add("canvas", "display:block", "", { "data-earshot-mask": "" }) as HTMLCanvasElement;
      const context = canvas.getContext("2d")!;
      context.font = "30px monospace";
      context.fillText(secret, 0, 40);
    },
  ],
])("%s is not in the picture", async (_name, show) => {
  expect(await differs(show)).toBe(false);
});

test("a field that held a password in an earlier picture is not in a later one, whatever it is called now", async () => {
  const passwords = new WeakSet<Element>();
  const show = (secret: string) => add("input", STYLE, "", { value: secret }) as HTMLInputElement;
  const readable = async (before: "text" | "password") =>
    differs(
      async (secret) => {
        const field = show(secret);
        field.type = before;
        await capture(undefined, { passwords });
        field.type = "text";
      },
      { passwords },
    );
  expect(await readable("text")).toBe(true);
  expect(await readable("password")).toBe(false);
});

test("a field shown as dots by a style sheet that cannot be copied is not in the picture", async () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".dots{-webkit-text-security:square}");
  document.adoptedStyleSheets.push(sheet);
  try {
    expect(await differs((secret) => add("input", STYLE, "", { class: "dots", value: secret }))).toBe(false);
  } finally {
    document.adoptedStyleSheets = [];
  }
});

test("a masked element is a plain box of its own size, and nothing else moves", async () => {
  add("p", `${box(100, 100, "white")};margin:0`, "secret", { "data-earshot-mask": "" });
  add("div", box(100, 300, "rgb(1, 2, 3)"));
  const { at } = await capture();
  expect([at(101, 101), at(298, 198), at(99, 150), at(150, 350)]).toEqual([
    [138, 143, 152],
    [138, 143, 152],
    [255, 255, 255],
    [1, 2, 3],
  ]);
});

test("where masking does not work there is no picture", async () => {
  add("input", STYLE, "", { type: "password", value: "secret" });
  const { setProperty } = CSSStyleDeclaration.prototype;
  CSSStyleDeclaration.prototype.setProperty = () => {}; // a page that has replaced what masking needs
  try {
    await expect(capture()).rejects.toMatchObject({ code: "masking_failed" });
  } finally {
    CSSStyleDeclaration.prototype.setProperty = setProperty;
  }
});

test("a frame of another page is named as a gap", async () => {
  add("iframe", box(50, 60, "white"));
  expect((await capture()).gaps).toEqual([{ reason: "frame", rect: expect.objectContaining({ x: 50, y: 60 }) }]);
});

test("nothing is left behind in the page", async () => {
  add("p", STYLE, "text", { "data-earshot-mask": "" });
  const before = document.documentElement.outerHTML;
  await capture();
  expect(document.documentElement.outerHTML).toBe(before);
});

test("a page with too many elements in view is refused at once, one with many below is not", async () => {
  for (let index = 0; index < 3_100; index++) add("i", "position:absolute;top:9000px");
  expect((await capture()).method).toBe("html2canvas");
  stage.replaceChildren();
  for (let index = 0; index < 3_100; index++) add("i", "position:absolute;top:10px");
  await expect(capture()).rejects.toMatchObject({ code: "screenshot_failed", details: { reason: "page_too_large" } });
});

test("a cancelled picture is aborted and leaves nothing behind", async () => {
  add("p", STYLE, "text");
  const before = document.documentElement.outerHTML;
  const controller = new AbortController();
  const picture = html2canvasEngine(window, { exclude: () => false }, controller.signal);
  controller.abort();
  await expect(picture).rejects.toMatchObject({ code: "aborted" });
  expect(document.documentElement.outerHTML).toBe(before);
});
