import { expect, type Page } from "@playwright/test";
import { html } from "./fixtures/host-site.ts";
import { test as base, launcher, message, open, panel, scriptTag, send, sent, texts } from "./fixtures/host-test.ts";

/* Native modals where our script does not look for them by itself: open before it came, and within components. */

const DIALOG = `<dialog aria-label="Theirs"><p>In theirs</p><input aria-label="Name"></dialog>`;
const page = (body: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Modals</title></head><body><main>Behind</main>${body}TAG</body></html>`;
const IN_COMPONENT = `<x-outer></x-outer><script>
  const inner = document.querySelector("x-outer").attachShadow({ mode: "open" }).appendChild(document.createElement("x-inner"));
  window.theirs = inner.attachShadow({ mode: "open" });
  theirs.innerHTML = ${JSON.stringify(DIALOG)};
  const show = () => theirs.querySelector("dialog").showModal();
</script>`;

const test = base.extend<{ show: (body: string) => Promise<void> }>({
  show: async ({ page: tab, stub, site }, use) => {
    await use(async (body) => {
      const { url } = await site(() => html(page(body).replace("TAG", scriptTag(stub))));
      await tab.goto(url);
      await expect(launcher(tab)).toBeAttached();
    });
  },
});

/** The form opens, sends, and leaves their modal as it was. */
const isUsable = async (tab: Page, stub: Parameters<typeof texts>[0]) => {
  await open(tab);
  await tab.keyboard.type("above theirs");
  await send(tab);
  await sent(tab);
  await tab.keyboard.press("Escape");
  await expect(panel(tab)).toBeHidden();
  await expect(tab.getByRole("dialog", { name: "Theirs" })).toBeVisible();
  expect(await texts(stub)).toEqual(["above theirs"]);
};

/** No modal of theirs is in the way of the launcher. */
const isInReach = (tab: Page) =>
  expect
    .poll(() =>
      launcher(tab).evaluate((button) => {
        const { x, y, width, height } = button.getBoundingClientRect();
        return document.elementFromPoint(x + width / 2, y + height / 2)?.localName;
      }),
    )
    .toBe("earshot-widget");

/** As a hand does: it moves there, and presses once. Nothing is tried again. */
const pressOnce = async (tab: Page) => {
  const { x, y, width, height } = (await launcher(tab).boundingBox())!;
  await tab.mouse.move(x - 50, y);
  await tab.mouse.move(x + width / 2, y + height / 2);
  await tab.waitForTimeout(200);
  await tab.mouse.click(x + width / 2, y + height / 2);
};

test("over a modal that was open before our script came, the first press opens the form", async ({
  page: tab,
  stub,
  show,
}) => {
  await show(`${DIALOG}<script>document.querySelector("dialog").showModal()</script>`);
  await isInReach(tab);
  await pressOnce(tab);
  await expect(message(tab)).toBeFocused();
  await tab.keyboard.press("Escape");
  await isUsable(tab, stub);
});

test("over a modal within components, once somebody used the form, launcher and form work", async ({
  page: tab,
  stub,
  show,
}) => {
  await show(IN_COMPONENT);
  await open(tab);
  await tab.keyboard.press("Escape");
  await tab.evaluate("show()");
  await isUsable(tab, stub);
});
