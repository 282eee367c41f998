import { expect, type Page } from "@playwright/test";
import { test } from "./fixtures/form-test.ts";

/** What has the focus: what it is called, or nothing, where it is on nothing of the widget. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.querySelector("earshot-widget")?.shadowRoot?.activeElement as HTMLInputElement | null;
    if (!element) return "";
    const labels = [...(element.labels ?? [])].map(({ textContent }) => textContent).join(" ");
    return (element.ariaLabel ?? (labels || element.textContent || "")).trim();
  });
const press = (page: Page, ...keys: string[]) =>
  keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
const isOn = (page: Page, name: string | RegExp) =>
  expect.poll(() => focused(page)).toMatch(typeof name === "string" ? new RegExp(`^${name}$`) : name);

test("Tab goes through the form in the order in which it is read, and back", async ({ form }) => {
  const { page } = form;
  await form.open();
  await expect(form.button("pick")).toBeVisible();
  const order = ["Your message", "E-mail optional", "Add a screenshot", "Point at something"];
  const isNext = async (key: string, name: string | RegExp) => {
    await page.keyboard.press(key);
    await isOn(page, name);
  };
  await isOn(page, "Your message");
  for (const name of order.slice(1)) await isNext("Tab", name);
  for (const name of order.slice(0, -1).reverse()) await isNext("Shift+Tab", name);
  // From behind, a choice that was not made yet is entered at its end or its beginning: browsers differ.
  await isNext("Shift+Tab", /^(Idea|Other)$/);
  await isNext("Shift+Tab", "Close");
});

test("the whole way by keyboard alone: the focus is never lost, and goes back to where it came from", async ({
  form,
}) => {
  const { page, site } = form;
  await page.goto(site.shop.url);
  await form.launcher.focus();
  await press(page, "Enter");
  await isOn(page, "Your message");
  await page.keyboard.type("It is slow");

  // A choice by arrows.
  await press(page, "Shift+Tab", "Space", "ArrowRight");
  await isOn(page, /^(Idea|Problem)$/);
  await expect(form.dialog.getByRole("radio", { name: await focused(page) })).toBeChecked();
  await press(page, "Tab");
  await isOn(page, "Your message");

  // A complaint takes the focus to its field.
  await press(page, "Tab");
  await page.keyboard.type("nobody");
  await press(page, "Control+Enter");
  await expect(form.text("emailInvalid")).toBeVisible();
  await isOn(page, "E-mail optional");
  await page.keyboard.type("@example.com");

  // A picture: taken, looked at, taken away.
  await press(page, "Tab");
  await isOn(page, "Add a screenshot");
  await press(page, "Enter");
  await isOn(page, "Show larger");
  await press(page, "Enter");
  await expect(page.getByRole("dialog", { name: "Screenshot of this page" })).toBeVisible();
  await isOn(page, "Close");
  await press(page, "Escape");
  await isOn(page, "Show larger");
  await expect(form.dialog).toBeVisible();
  await press(page, "Tab", "Tab", "Tab");
  await isOn(page, "Remove");
  await press(page, "Enter");
  await isOn(page, "Add a screenshot");

  // What will be sent, by Enter; each item by Space.
  await form.dialog.locator("summary").focus();
  await press(page, "Enter");
  await expect(form.dialog.getByRole("checkbox", { name: "Browser" })).toBeVisible();
  await expect(async () => {
    // In Firefox what scrolls is a stop on the way.
    await press(page, "Tab");
    expect(await focused(page)).toBe("Address of the page");
  }).toPass({ intervals: [50] });
  await press(page, "Space");
  await expect(form.dialog.getByRole("checkbox", { name: "Address of the page" })).not.toBeChecked();

  // Refused, back in the form, sent.
  site.stub.faults.add({ kind: "status", status: 403 });
  await press(page, "Control+Enter");
  await isOn(page, "Not sent yet");
  await form.button("refusedEdit").focus();
  await press(page, "Enter");
  await isOn(page, "Your message");
  await press(page, "Control+Enter");
  await isOn(page, "Thank you");
  await form.button("another").focus();
  await press(page, "Enter");
  await isOn(page, "Your message");
  await press(page, "Escape");
  await expect(form.dialog).toBeHidden();
  await isOn(page, "Feedback");
});
