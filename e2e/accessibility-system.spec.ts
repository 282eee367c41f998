import { type BrowserContext, expect, type Page } from "@playwright/test";
import { test as base } from "./fixtures/form-test.ts";
import { faultsOf } from "./fixtures/looks.ts";
import { screensOf } from "./fixtures/states.ts";

/** What a user has told the system, as the page hears it, and how each browser is told: Firefox only as it starts. */
const WISHES = {
  "dark colours": {
    query: "(prefers-color-scheme: dark)",
    media: { colorScheme: "dark" },
    preferences: { "ui.systemUsesDarkTheme": 1 },
  },
  "colours of their own": {
    query: "(forced-colors: active)",
    media: { forcedColors: "active" },
    preferences: { "ui.useAccessibilityTheme": 1, "browser.display.document_color_use": 2 },
  },
  "less motion": {
    query: "(prefers-reduced-motion: reduce)",
    media: { reducedMotion: "reduce" },
    preferences: { "ui.prefersReducedMotion": 1 },
  },
} as const;

/** A page of a browser that knows the wish. */
const test = base.extend<{ wish: keyof typeof WISHES }>({
  wish: ["dark colours" as const, { option: true }],
  context: async ({ browserName, playwright, launchOptions, channel, context, wish }, use) => {
    if (browserName === "chromium") return use(context);
    const started = { ...launchOptions, ...(channel ? { channel } : {}) };
    const browser = await playwright[browserName].launch({
      ...started,
      firefoxUserPrefs: WISHES[wish].preferences,
    });
    await use(await browser.newContext());
    await browser.close();
  },
  page: async (
    { browserName, context, wish }: { browserName: string; context: BrowserContext; wish: keyof typeof WISHES },
    use: (page: Page) => Promise<void>,
  ) => {
    const page = await context.newPage();
    if (browserName === "chromium") await page.emulateMedia(WISHES[wish].media);
    await use(page);
  },
});

for (const wish of Object.keys(WISHES) as (keyof typeof WISHES)[])
  test.describe(() => {
    test.use({ wish });
    test(`anybody can use the form who asked their system for ${wish}`, async ({ form }) => {
      const { page } = form;
      for await (const screen of screensOf(form)) {
        expect(await page.evaluate((query) => matchMedia(query).matches, WISHES[wish].query)).toBe(true);
        expect([screen, await faultsOf(page)]).toEqual([screen, []]);
      }
      const [surface, moving] = await page.evaluate(() => {
        const shell = document.querySelector("earshot-widget")?.shadowRoot?.querySelector(".shell") as Element;
        return [getComputedStyle(shell).backgroundColor, getComputedStyle(shell).transitionDuration];
      });
      if (wish === "dark colours") expect(surface).toBe("rgb(23, 25, 29)");
      if (wish === "less motion") expect(moving).toBe("0s");
    });
  });
