import { expect, type Page } from "@playwright/test";
import { isHeard, MODALS, openSettings, settings, modalTest as test } from "./fixtures/host-modals.ts";
import { focused, isUnharmed, launcher, message, panel, records, send, sent, texts } from "./fixtures/host-test.ts";

/*
 * The modals of pages, from the libraries themselves: each keeps the focus, hides what is beside it and closes at a press
 * outside in a way of its own. Who stands before one can say something about it, and goes on where they were.
 */

const TEXT = "Is this right? Yes / no, s";

/** Theirs as it was before: it holds the focus, takes a text and a press, and closes when told. */
const worksAsBefore = async (page: Page) => {
  await expect(settings(page)).toHaveCount(1);
  const name = page.getByRole("textbox", { name: "Display name" });
  await name.fill("Ann");
  await page.keyboard.press("Tab");
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("Open details");
  await expect(name).toHaveValue("Ann");
  await page.getByRole("button", { name: "Close settings" }).click();
  await expect(settings(page)).toHaveCount(0);
  await launcher(page).click();
  await expect(message(page)).toBeFocused();
};

/** From the page's end Tab goes on in the browser's own bar, and not in every browser into the page again. */
const tabTo = (page: Page, place: string, key = "Tab") =>
  expect(async () => {
    await page.keyboard.press(key);
    expect(await focused(page)).toBe(place);
  }).toPass({ intervals: [50] });

/** Draws an arrow on the picture: our editor is one more modal, above theirs and ours. */
const drawArrow = async (page: Page) => {
  await page.getByRole("button", { name: "Draw", exact: true }).click();
  const editor = page.getByRole("dialog", { name: "Draw on the screenshot" });
  const { x, y, width, height } = (await editor.getByRole("application").boundingBox())!;
  await page.mouse.move(x + width * 0.4, y + height * 0.4);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.6, y + height * 0.6, { steps: 3 });
  await page.mouse.up();
  await expect(editor.getByRole("button", { name: "Undo" })).toBeEnabled();
  await editor.getByRole("button", { name: "Done" }).click();
  await expect(editor).toBeHidden();
};

for (const name of MODALS) {
  test(`${name}: by mouse the form opens above, takes text and a picture that is drawn on, sends, and leaves their modal open`, async ({
    page,
    stub,
    show,
  }) => {
    await show(name);
    await openSettings(page);
    await isHeard(page, "Feedback");
    await launcher(page).click();
    await expect(message(page)).toBeFocused();
    await isHeard(page, "Send");
    await page.evaluate("heard.length = 0");
    await page.keyboard.type(TEXT);
    await page.getByText("Send feedback", { exact: true }).click(); // plain ground: the keys after it are still ours
    await page.keyboard.press("s");
    await expect(message(page)).toHaveValue(TEXT);
    await page.getByRole("button", { name: "Add a screenshot" }).click();
    await expect(page.getByRole("img", { name: "Screenshot of this page" })).toBeVisible();
    await drawArrow(page);
    await page.getByText("What will be sent").click();
    await send(page);
    await sent(page);
    await page.keyboard.press("Escape");
    await expect(panel(page)).toBeHidden();
    expect(await page.evaluate("heard")).toEqual([]);
    await expect.poll(() => focused(page)).toMatch(/^(Feedback|in their modal)$/);
    const [record] = await records(stub);
    expect(record).toMatchObject({ content: TEXT, pageTitle: `Settings, ${name}`, capture: expect.anything() });
    await worksAsBefore(page);
    await isUnharmed(page);
  });

  test(`${name}: by keyboard the launcher is a stop of the round in their modal`, async ({ page, stub, show }) => {
    await show(name);
    await page.getByRole("button", { name: "Open settings" }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("textbox", { name: "Display name" })).toBeVisible();
    await tabTo(page, "Feedback");
    await tabTo(page, "in their modal", "Shift+Tab");
    await tabTo(page, "Feedback");
    await page.keyboard.press("Enter");
    await expect(message(page)).toBeFocused();
    await page.keyboard.type("typed");
    await page.keyboard.press("Control+Enter");
    await sent(page);
    await page.keyboard.press("Escape");
    await expect(panel(page)).toBeHidden();
    await expect(settings(page)).toHaveCount(1);
    await expect.poll(() => focused(page)).toMatch(/^(Feedback|in their modal)$/);
    expect(await texts(stub)).toEqual(["typed"]);
    await isUnharmed(page);
  });
}
