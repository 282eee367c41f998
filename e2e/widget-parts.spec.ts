import { expect, type Page } from "@playwright/test";
import { html } from "./fixtures/host-site.ts";
import { launcher, message, open, panel, records, scriptTag, send, sent, test } from "./fixtures/host-test.ts";

/**
 * What a visitor meets when one file of the form does not come, and comes later. Firefox keeps in mind what it could not load
 * until the page is loaded anew: there nothing comes later, but nothing is lost either.
 */
const FORGETS_NOTHING = "a file that failed once is not asked for again in this browser";

test.beforeEach(async ({ page, site, stub }) => {
  const { url } = await site(() =>
    html(`<!doctype html><html lang="en"><title>Shop</title><h1>Shop</h1>${scriptTag(stub)}`),
  );
  await page.goto(url);
});

/** Keeps a file away; gives it free again. */
const without = async (page: Page, chunk: string) => {
  const address = `**/assets/${chunk}-*.js`;
  await page.route(address, (route) => route.abort());
  return () => page.unroute(address);
};
const again = (page: Page) => panel(page).getByRole("button", { name: "Try again", exact: true });
const notLoaded = (page: Page) => panel(page).getByText("A part of this form could not be loaded.");

test("no picture is taken that its visitor could not look at and remove", async ({ page, stub }) => {
  await without(page, "picture");
  await open(page);
  await message(page).fill("Without a picture");
  await page.getByRole("button", { name: "Add a screenshot" }).click();
  await expect(notLoaded(page)).toBeVisible();
  await expect(page.getByRole("button", { name: "Add a screenshot" })).toBeEnabled();
  await send(page);
  await sent(page);
  expect((await records(stub))[0]?.screenshot ?? undefined).toBeUndefined();
});

test("when how it stands cannot be shown, that is said, with the text and a way to try again", async ({
  page,
  browserName,
}) => {
  const free = await without(page, "en");
  await open(page);
  await expect(notLoaded(page)).toBeVisible();
  await message(page).fill("Precious words");
  await send(page);
  await expect(notLoaded(page)).toBeVisible();
  await expect(message(page)).toHaveValue("Precious words");
  await expect(again(page)).toBeVisible();
  if (browserName === "firefox") return;
  await free();
  await again(page).click();
  await sent(page);
  await expect(notLoaded(page)).toBeHidden();
});

test("parts of the form that did not come are fetched when their visitor says so, or opens it again", async ({
  page,
  browserName,
}) => {
  test.skip(browserName === "firefox", FORGETS_NOTHING);
  const free = await without(page, "en");
  await open(page);
  await expect(again(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await free();
  await launcher(page).click();
  await expect(page.getByRole("button", { name: "Attach files" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Point at something" })).toBeVisible();
  await expect(again(page)).toBeHidden();
});

for (const chunk of ["launcher", "panel"])
  test(`the launcher has its word again once the form has come: ${chunk}`, async ({ page, browserName }) => {
    test.skip(browserName === "firefox", FORGETS_NOTHING);
    const free = await without(page, chunk);
    await launcher(page).click();
    const button = page.getByRole("button", { name: /try again/i });
    await expect(button).toBeVisible();
    await free();
    await button.click();
    await expect(message(page)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(launcher(page)).toBeVisible();
  });

test("keys in the enlarged picture send nothing", async ({ page, stub, browserName }) => {
  await open(page);
  await message(page).fill("Not yet");
  await page.getByRole("button", { name: "Add a screenshot" }).click();
  await page.getByRole("button", { name: "Show larger" }).click();
  const viewer = page.getByRole("dialog", { name: "Screenshot of this page" });
  await expect(viewer).toBeVisible();
  await page.keyboard.press("Control+Enter");
  // In Firefox the keys press the button that has the focus, which closes it; the same as Escape does elsewhere.
  if (browserName !== "firefox") await page.keyboard.press("Escape");
  await expect(viewer).toBeHidden();
  await expect(message(page)).toHaveValue("Not yet");
  expect(await records(stub)).toEqual([]);
});
