import { expect, type Page } from "@playwright/test";
import { details, MODALS, openSettings, settings, modalTest as test } from "./fixtures/host-modals.ts";
import { focused, isUnharmed, launcher, message, open, panel, send, sent, texts } from "./fixtures/host-test.ts";

/* The form opened from inside a modal, over two of them, and over one that goes away. */

const close = async (page: Page) => {
  await page.keyboard.press("Escape");
  await expect(panel(page)).toBeHidden();
};

for (const name of MODALS) {
  test(`${name}: a button in their modal opens the form, their own code too, and the focus comes back to it`, async ({
    page,
    stub,
    show,
  }) => {
    await show(name);
    await openSettings(page);
    await page.getByRole("button", { name: "Report a problem" }).click();
    await expect(message(page)).toBeFocused();
    await page.keyboard.type("about this");
    await close(page);
    await expect.poll(() => focused(page)).toBe("in their modal");
    await page.getByRole("button", { name: "Tell us" }).click();
    await expect(message(page)).toHaveValue("From the page's own code");
    await send(page);
    await sent(page);
    await close(page);
    await expect.poll(() => focused(page)).toBe("in their modal");
    await expect(settings(page)).toHaveCount(1);
    expect(await texts(stub)).toEqual(["From the page's own code"]);
    await isUnharmed(page);
  });

  test(`${name}: over two of their modals it works as over one, and outlives both`, async ({ page, stub, show }) => {
    await show(name);
    await openSettings(page);
    await page.getByRole("button", { name: "Open details" }).click();
    await expect(page.getByRole("textbox", { name: "Note" })).toBeVisible();
    await open(page);
    await page.keyboard.type("half a thought");
    await close(page);
    await expect(details(page)).toHaveCount(1);
    await open(page);
    await expect(message(page)).toHaveValue("half a thought");
    for (const modal of ["details", "settings"]) {
      // As their own code may, whatever is open above.
      await page
        .getByRole("button", { name: `Close ${modal}`, includeHidden: true })
        .evaluate((button) => (button as HTMLElement).click());
      await expect(page.getByRole("button", { name: `Close ${modal}`, includeHidden: true })).toBeHidden();
    }
    await expect(message(page)).toHaveValue("half a thought");
    await message(page).press("End");
    await page.keyboard.type(", and the rest");
    await send(page);
    await sent(page);
    await close(page);
    await expect(launcher(page)).toBeVisible();
    await open(page);
    expect(await texts(stub)).toEqual(["half a thought, and the rest"]);
    await isUnharmed(page);
  });
}
