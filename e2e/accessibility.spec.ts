import { expect } from "@playwright/test";
import { LOCALES, type Locale, test } from "./fixtures/form-test.ts";
import { doubleText, faultsOf, overflowing, tooFaint, wear } from "./fixtures/looks.ts";
import { STATES, screensOf } from "./fixtures/states.ts";

const none = (found: Record<string, string[]>) => Object.fromEntries(Object.keys(found).map((where) => [where, []]));

/** Every state, in every dress it can have: axe finds nothing, and nothing is to be scrolled sideways. */
for (const [name, reach] of Object.entries(STATES))
  test(`anybody can use: ${name}`, async ({ form, browserName }) => {
    const { page } = form;
    await reach(form);
    const found: Record<string, string[]> = {};
    for (const theme of ["light", "dark"] as const) {
      await wear(page, theme);
      found[theme] = [...(await faultsOf(page)), ...(await tooFaint(page))];
    }
    if (browserName === "chromium") {
      await page.emulateMedia({ forcedColors: "active" });
      found["forced colours"] = await faultsOf(page);
      await page.emulateMedia({ forcedColors: null });
    }
    await page.setViewportSize({ width: 320, height: 640 });
    found["320 px"] = [...(await faultsOf(page)), ...(await overflowing(page))];
    await doubleText(page);
    found["320 px, text of twice the size"] = await overflowing(page);
    expect(found).toEqual(none(found));
  });

for (const locale of Object.keys(LOCALES) as Locale[])
  test(`anybody can use the form in ${locale}`, async ({ formIn }) => {
    const form = formIn(locale);
    await form.page.setViewportSize({ width: 320, height: 640 });
    const found: Record<string, string[]> = {};
    for await (const screen of screensOf(form))
      for (const theme of ["light", "dark"] as const) {
        await wear(form.page, theme);
        found[`${screen}, ${theme}`] = [
          ...(await faultsOf(form.page)),
          ...(await tooFaint(form.page)),
          ...(await overflowing(form.page)),
        ];
      }
    expect(found).toEqual(none(found));
  });
