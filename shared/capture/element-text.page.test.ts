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
