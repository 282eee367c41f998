import { expect } from "@playwright/test";
import { html, RECORDER } from "./fixtures/host-site.ts";
import {
  test as base,
  isUnharmed,
  launcher,
  message,
  open,
  panel,
  scriptTag,
  send,
  sent,
  texts,
} from "./fixtures/host-test.ts";

/* Modals that people write themselves: what holds the focus, catches keys and closes at a press outside, in its rudest form. */

const page = (trap: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>By hand</title>${RECORDER}TAG</head>
<body><main><button>Behind</button></main>
<div id="box" role="dialog" aria-modal="true" aria-label="By hand"><label>Name <input id="name"></label><button>Save</button></div>
<script>const box = document.getElementById("box"), field = document.getElementById("name"); field.focus(); ${trap}</script></body></html>`;

const test = base.extend<{ show: (trap: string) => Promise<void> }>({
  show: async ({ page: tab, stub, site }, use) => {
    await use(async (trap) => {
      const { url } = await site(() => html(page(trap).replace("TAG", scriptTag(stub))));
      await tab.goto(url);
      await expect(launcher(tab)).toBeVisible();
    });
  },
});

const TRAPS = {
  "pulls the focus back whenever it is elsewhere": `
    document.addEventListener("focusin", ({ target }) => box.contains(target) || field.focus(), true);
    setInterval(() => box.contains(document.activeElement) || field.focus(), 50);`,
  "catches Tab and Escape on the way down": `
    document.addEventListener("keydown", (event) => {
      if (event.key === "Tab") { event.preventDefault(); field.focus(); }
      if (event.key === "Escape") { event.preventDefault(); box.remove(); }
    }, true);`,
  "closes at a press outside": `
    for (const type of ["pointerdown", "mousedown", "touchstart", "click"])
      document.addEventListener(type, ({ target }) => box.contains(target) || box.remove());`,
  "closes at a press outside, seen on the way down": `
    for (const type of ["pointerdown", "mousedown", "touchstart"])
      document.addEventListener(type, ({ target }) => box.contains(target) || box.remove(), true);`,
  "stops all that is pressed outside it": `
    for (const type of ["pointerdown", "mousedown", "mouseup"])
      document.addEventListener(type, (event) => box.contains(event.target) || event.preventDefault(), true);`,
};

for (const [name, trap] of Object.entries(TRAPS))
  test(`a modal that ${name} is open as before after the form was used above it`, async ({ page: tab, stub, show }) => {
    await show(trap);
    await launcher(tab).hover();
    await expect(panel(tab)).toBeAttached({ attached: false });
    await tab.waitForTimeout(500); // somebody moves there and then presses
    await open(tab);
    await tab.keyboard.type("above");
    await tab.keyboard.press("Tab");
    await expect(message(tab)).not.toBeFocused();
    await expect.poll(() => tab.evaluate(() => document.activeElement?.localName)).toBe("earshot-widget");
    await tab.getByText("Send feedback", { exact: true }).click();
    await send(tab);
    await sent(tab);
    await tab.keyboard.press("Escape");
    await expect(panel(tab)).toBeHidden();
    expect(await texts(stub)).toEqual(["above"]);
    await expect(tab.getByRole("dialog", { name: "By hand" })).toBeVisible();
    await isUnharmed(tab);
  });

test("where the page makes its body inert, launcher and form work all the same", async ({ page: tab, stub, show }) => {
  await show("document.body.inert = true;");
  await open(tab);
  await tab.keyboard.type("inert body");
  await send(tab);
  await sent(tab);
  await tab.keyboard.press("Escape");
  await expect(launcher(tab)).toBeVisible();
  expect(await texts(stub)).toEqual(["inert body"]);
});

test("where the page makes all of itself inert, the form still opens by its own code", async ({
  page: tab,
  stub,
  show,
}) => {
  await show("document.documentElement.inert = true;");
  await tab.evaluate("Earshot.open()");
  await expect(message(tab)).toBeFocused();
  await tab.keyboard.type("inert page");
  await send(tab);
  await sent(tab);
  await tab.keyboard.press("Escape");
  expect(await texts(stub)).toEqual(["inert page"]);
  await tab.evaluate(() => {
    document.documentElement.inert = false;
  });
  await open(tab);
});
