import { defineConfig } from "@playwright/test";
import { CHROMIUM_ARGUMENTS, findChromium, findFirefox } from "./build/executable.ts";
import type { ServedOptions } from "./e2e/fixtures/served.ts";

/** Browsers of the system; none is downloaded. Where one is missing the runner says so itself. */
const at = (executablePath: string | undefined) => (executablePath ? { executablePath } : {});
const chromium = {
  browserName: "chromium" as const,
  launchOptions: { ...at(findChromium()), args: CHROMIUM_ARGUMENTS },
};
/**
 * The stock browser over WebDriver BiDi, not the runner's own build of it. As in the other, scrollbars take no room and no
 * icon of a site is asked for: neither is the widget's doing.
 */
const firefox = {
  browserName: "firefox" as const,
  channel: "moz-firefox",
  launchOptions: {
    ...at(findFirefox()),
    firefoxUserPrefs: { "ui.useOverlayScrollbars": 1, "browser.chrome.site_icons": false },
  },
};

/**
 * What a user does, in a real browser, on what `npm run build` made. Two at a time; one where tests start many processes of
 * their own, or measure.
 */
export default defineConfig<object, ServedOptions>({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  workers: 2,
  // Generous: a machine that does much else at the same time is slow, not wrong.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  use: {
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    trace: "off", // it takes a quarter of the time; what the page was like is written down also without
    screenshot: "only-on-failure",
  },
  projects: [
    {
      name: "chromium",
      testIgnore: ["e2e/faults/**", "e2e/scaled/**", "e2e/webkit/**"],
      use: chromium,
    },
    // What a page's visitor does, once more. The extension's tests start browsers of their own.
    {
      name: "firefox",
      testMatch: [
        "e2e/{widget,accessibility,delivery,editor,frameworks,hostile,keyboard,launcher,modals,picker,pictures,replies,settings}*.spec.ts",
      ],
      // What a screen reader finds is worked out by the runner, not the browser: once is enough.
      testIgnore: "e2e/accessibility-names.spec.ts",
      use: firefox,
    },
    // The core of it in the nearest to Safari that runs on Linux, by a driver of its own.
    { name: "webkit", testMatch: "e2e/webkit/**/*.spec.ts", workers: 1 },
    // The same tests on two processes over PostgreSQL, Redis and a bucket, behind a balancer, and what only these can break.
    {
      name: "scaled",
      workers: 1,
      testMatch: ["e2e/*.spec.ts", "e2e/scaled/*.spec.ts"],
      // What is tested there is the browser's side, whatever the server's form.
      testIgnore: [
        "e2e/{accessibility,delivery,editor,exact-screenshot,frameworks,hostile,keyboard,launcher,modals,picker,picture,replies,settings}*.spec.ts",
        "e2e/cleaned-pictures.spec.ts",
        "e2e/console-{audit,first-hour,hostile,install,keys,provider,usage,webhooks}.spec.ts",
        "e2e/extension-{accessibility,console,bad-input,errors,files,firefox,firefox-files,forged,full-page,hostile,kills,languages,menus,part,part-firefox,part-panel,privacy}.spec.ts",
      ],
      use: { ...chromium, form: "scaled" },
      // Five processes more than the others have, on the same machine.
      timeout: 90_000,
      expect: { timeout: 20_000 },
    },
    // The built server killed again and again: no browser is in it.
    { name: "faults", testMatch: "e2e/faults/**/*.spec.ts", workers: 1 },
  ],
});
