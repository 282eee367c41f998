import axe from "axe-core";
import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { formsOfEachTest } from "../testing/controls.ts";
import { canvas, choose, editor, openEditor, press, stroke } from "../testing/draw-on-picture.ts";

const open = formsOfEachTest();
/** On a machine that is busy the parts come late. */
const poll = <T,>(look: () => T) => expect.poll(look, { timeout: 10_000 });
const root = () => document.querySelector("earshot-widget")!.shadowRoot!;
const find = <T extends HTMLElement = HTMLElement>(selector: string): T => root().querySelector<T>(selector)!;

/** Opens the editor whatever the form's language is. */
const openIn = async (locale: string) => {
  open({ options: { locale } });
  await poll(() => find(".add")?.checkVisibility()).toBe(true);
  find(".add").click();
  await poll(() => find("figcaption .quiet:nth-child(2)")).toBeTruthy();
  find("figcaption .quiet:nth-child(2)").click();
  await poll(() => find(".editor canvas")?.checkVisibility()).toBe(true);
};

const violations = async () => {
  await Promise.all(
    root()
      .getAnimations()
      .map(({ finished }) => finished),
  );
  const { violations } = await axe.run("earshot-widget", { rules: { region: { enabled: false } } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
};

for (const theme of ["light", "dark"] as const)
  test(`the editor has no accessibility fault in any state, ${theme}`, async () => {
    open({ options: { theme } });
    await openEditor();
    expect(await violations(), "fresh").toEqual([]);
    stroke([
      { x: 100, y: 100 },
      { x: 200, y: 200 },
    ]);
    await choose("Text");
    stroke([{ x: 100, y: 300 }]);
    await expect.element(editor.getByRole("textbox")).toBeVisible();
    expect(await violations(), "writing").toEqual([]);
    await userEvent.keyboard("x{Enter}");
    await choose("Select and move");
    await press("Cancel");
    expect(await violations(), "leaving").toEqual([]);
  });

test("its parts have names, and the tools and colours are one choice each", async () => {
  open();
  await openEditor();
  const tools = editor.getByRole("radiogroup", { name: "Tools" });
  expect(tools.getByRole("radio").elements()).toHaveLength(9);
  expect(editor.getByRole("radiogroup", { name: "Colors" }).getByRole("radio").elements()).toHaveLength(5);
  expect(root().activeElement).toBe(tools.getByRole("radio", { name: "Arrow" }).element());
  await userEvent.keyboard("{ArrowRight}");
  await expect.element(tools.getByRole("radio", { name: "Box" })).toBeChecked();
  await userEvent.keyboard("{Tab}{Tab}");
  expect(root().activeElement).toBe(canvas());
  await expect.element(editor.getByRole("application")).toHaveAccessibleDescription(/Arrow keys move the cross hair/);
  for (const name of ["Undo", "Redo", "Delete", "Zoom out", "Zoom in", "Cancel", "Done"])
    await expect.element(editor.getByRole("button", { name, exact: true })).toBeVisible();
});

for (const locale of ["en", "de", "fr", "pl", "ja", "ar"])
  test(`on the smallest phone nothing is cut off and every target is large enough, ${locale}`, async () => {
    await page.viewport(320, 568);
    await openIn(locale);
    const targets = [...find(".editor").querySelectorAll<HTMLElement>("button, label")];
    expect(targets.length).toBe(22);
    for (const target of targets) {
      const { left, right, width, height } = target.getBoundingClientRect();
      const name = target.title || target.textContent;
      expect({ name, isIn: left >= 0 && right <= 320 }).toEqual({ name, isIn: true });
      expect(Math.min(width, height), `${name}`).toBeGreaterThanOrEqual(24);
      expect(target.scrollWidth, `${name}`).toBeLessThanOrEqual(target.clientWidth + 1);
    }
    expect(find(".stage").getBoundingClientRect().height).toBeGreaterThan(250);
    expect(getComputedStyle(find(".editor")).direction).toBe(locale === "ar" ? "rtl" : "ltr");
    expect(await violations()).toEqual([]);
  });

test("with letters twice as large everything is still there", async () => {
  await page.viewport(640, 800);
  open();
  await openEditor();
  find(".editor").style.fontSize = "28px";
  for (const name of ["Done", "Cancel", "Undo", "Zoom in"]) {
    const { left, right, bottom } = editor.getByRole("button", { name, exact: true }).element().getBoundingClientRect();
    expect({ name, isIn: left >= 0 && right <= 640 && bottom <= 800 }).toEqual({ name, isIn: true });
  }
});
