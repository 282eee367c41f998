import { afterEach, expect, test, vi } from "vitest";
import { textOf } from "./element-text.ts";

const stage = document.createElement("main");
const read = (html: string, css = "*") => {
  document.body.append(stage);
  stage.setHTMLUnsafe(html);
  return textOf(stage.querySelector(css)!);
};
afterEach(() => {
  vi.restoreAllMocks();
  stage.remove();
});

test.each([
  ["the text in it", "<p>Total: <b>12 €</b>\n  today</p>", "Total: 12 € today"],
  ["its label", `<button aria-label="Close">×</button>`, "Close"],
  ["what labels it", `<i aria-labelledby="a b"></i><b id="a">One</b><b id="b">two</b>`, "Onetwo"],
  ["the words for a picture", `<img alt="A cup of tea" width="9" height="9">`, "A cup of tea"],
  ["the words in a picture's place", `<a href="#x"><img alt="Home" width="9" height="9"></a>`, "Home"],
  ["the name of a field, not what is in it", `<input id="f" value="typed"><label for="f">City</label>`, "City"],
  ["a field's hint", `<textarea placeholder="Street">typed</textarea>`, "Street"],
  [
    "what its shadow root shows",
    `<p><template shadowrootmode="open">Shown<slot></slot></template> in a slot</p>`,
    "Shown in a slot",
  ],
])("an element is told by %s", (_, html, text) => {
  expect(read(html)?.replace("One two", "Onetwo")).toBe(text);
});

test.each([
  ["a field", `<input value="typed">`],
  ["a text area", "<textarea>typed</textarea>"],
  ["a choice", "<select><option selected>typed</option></select>"],
  ["an editor", "<div contenteditable>typed</div>"],
  ["an editor of the page's own", `<div role="textbox">typed</div>`],
  ["a mask", "<p data-earshot-mask>typed</p>"],
  ["a mask around it", `<div class="sentry-mask"><p id="it">typed</p></div>`],
  ["a block", `<p data-earshot-block aria-label="typed">typed</p>`],
  ["a secret's field", `<input name="password" type="text" placeholder="typed" value="typed">`],
  [
    "a slot that is masked",
    `<div><template shadowrootmode="open"><i data-private><slot></slot></i></template><p id="it">typed</p></div>`,
  ],
  ["text drawn as dots", `<p style="-webkit-text-security: disc">typed</p>`],
  ["what cannot be seen", `<p hidden>typed</p>`],
  ["a script", "<script type=x>typed</script>"],
])("what is in %s is never read, nor through what is around it", (_, html) => {
  const around = read(`<section>${html}</section>`, "section") ?? "";
  expect(around).not.toContain("typed");
  expect(textOf(stage.querySelector("#it") ?? stage.querySelector("section > *")!) ?? "").not.toContain("typed");
});

test.each([
  ["a paragraph of an editor", `<div contenteditable><p id="it" aria-label="typed">typed</p></div>`],
  ["a part of an editor that is not edited", `<div contenteditable><p contenteditable="false" id="it">typed</p></div>`],
  ["a line of the page's own editor", `<div role="textbox"><span id="it" title="typed">typed</span></div>`],
  ["an option", `<div role="listbox"><div role="option" id="it" aria-selected="true">typed</div></div>`],
  ["an option of a list", `<select size="2"><option id="it">typed</option></select>`],
  [
    "what is drawn in an editor's shadow root",
    `<div contenteditable><i id="host"><template shadowrootmode="open"><b id="it">typed</b></template></i></div>`,
  ],
  [
    "what is named by a line of an editor",
    `<i id="it" aria-labelledby="at"></i><p contenteditable><b id="at">typed</b></p>`,
  ],
])("%s is part of what was typed or chosen, and says nothing", (_, html) => {
  read(html);
  const host = stage.querySelector("#host")?.shadowRoot;
  expect(textOf((host ?? stage).querySelector("#it")!)).toBeUndefined();
});

test("a frame that is an editor as a whole says nothing, one that is not is read", () => {
  read("<iframe></iframe>", "iframe");
  const { contentDocument } = stage.querySelector("iframe")!;
  contentDocument!.body.innerHTML = "<p>typed</p>";
  const p = contentDocument!.querySelector("p")!;
  expect(textOf(p)).toBe("typed");
  contentDocument!.designMode = "on";
  expect(textOf(p)).toBeUndefined();
});

test.each([
  ["Mail to ann@example.com card 4111111111111111", "Mail to … card …"],
  ["Pay with 4111 1111 1111 1111 now", "Pay with … now"],
  ["Call +43-660-123.456.789", "Call +…"],
  ["Revoke eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9", "Revoke …"],
  ["Order 1234567 of 2026-11-21, 20:23", "Order 1234567 of 2026-11-21, 20:23"],
  [`${"so ".repeat(65)}ann@example.com`, `${"so ".repeat(65)}…`],
])("what looks private in a name is left out: %s", (label, text) => {
  expect(read(`<button aria-label="${label}">x</button>`)).toBe(text);
  expect(read(`<button>${label}</button>`)).toBe(text);
});

test("a label elsewhere that is masked tells nothing", () => {
  expect(read(`<button aria-labelledby="who"></button><p class="fs-mask"><b id="who">Ann</b></p>`)).toBeUndefined();
});

test("where it cannot be told whether an element is private, nothing of it is told", () => {
  vi.spyOn(Element.prototype, "matches").mockImplementation(() => {
    throw new Error("patched");
  });
  expect(read("<p>secret</p>")).toBeUndefined();
});

test("of a whole page, only a line or two is told", () => {
  const text = read(`<section>${"<p>Beans and tea. 👋</p>".repeat(500)}</section>`, "section")!;
  expect(text.length).toBeLessThanOrEqual(200);
  expect(text).toMatch(/^Beans and tea\. 👋 Beans .*…$/);
  expect(text.isWellFormed()).toBe(true);
});
