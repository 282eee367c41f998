import { expect, test } from "vitest";
import { add, box, capture, stage, stageOfEachTest } from "../testing/stage.ts";
import type { CaptureOptions } from "./engine.ts";

stageOfEachTest();

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

test("where something is masked is told after what is missing, and nothing of what it says", async () => {
  const at = (top: number) =>
    `position:absolute;box-sizing:border-box;margin:0;left:100px;top:${top}px;width:200px;height:40px`;
  const field = add("input", at(50), "", { type: "password", name: "hunter-name" }) as HTMLInputElement;
  field.value = "hunter2";
  add("div", at(150), "", { "data-earshot-mask": "hunter-mark" }).innerHTML = `<p class="rr-mask">hunter3</p>`;
  add("p", at(5_000), "hunter4", { "data-private": "" });
  add("iframe", at(250));
  const { gaps } = await capture();
  const rectAt = (y: number) => ({ x: 100, y, width: 200, height: 40 });
  expect(gaps.slice(0, 3)).toEqual([
    { reason: "frame", rect: rectAt(250) },
    { reason: "masked", rect: rectAt(50) },
    { reason: "masked", rect: rectAt(150) },
  ]);
  expect(JSON.stringify(gaps)).not.toContain("hunter");
});

test("a frame that is masked is not called missing", async () => {
  add("iframe", "position:absolute;left:0;top:0;width:200px;height:100px;border:0", "", { "data-earshot-block": "" });
  expect((await capture()).gaps).toEqual([{ reason: "masked", rect: { x: 0, y: 0, width: 200, height: 100 } }]);
});
