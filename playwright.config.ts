import { defineConfig } from "@playwright/test";
import { CHROMIUM_ARGUMENTS, findChromium } from "./build/executable.ts";

const executablePath = findChromium();

/**
 * What a user does, in a real browser, on what `npm run build` made. One worker: the tests start servers and browsers of
 * their own, and figures such as a start time mean nothing beside others.
 */
export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  use: {
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
  projects: [
    {
      name: "chromium",
      testIgnore: ["e2e/faults/**", "e2e/scaled/**"],
      use: {
        browserName: "chromium",
        launchOptions: { ...(executablePath ? { executablePath } : {}), args: CHROMIUM_ARGUMENTS },
      },
    },
    // The built server killed again and again: no browser is in it.
    { name: "faults", testMatch: "e2e/faults/**/*.spec.ts" },
  ],
});
