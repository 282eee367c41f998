import { defineConfig } from "@playwright/test";
import { CHROMIUM_ARGUMENTS, findChromium } from "./build/executable.ts";
import type { ServedOptions } from "./e2e/fixtures/served.ts";

const executablePath = findChromium();
const chromium = {
  browserName: "chromium" as const,
  launchOptions: { ...(executablePath ? { executablePath } : {}), args: CHROMIUM_ARGUMENTS },
};

/**
 * What a user does, in a real browser, on what `npm run build` made. One worker: the tests start servers and browsers of
 * their own, and figures such as a start time mean nothing beside others.
 */
export default defineConfig<object, ServedOptions>({
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
      use: chromium,
    },
    // The same tests on two processes over PostgreSQL, Redis and a bucket, behind a balancer, and what only these can break.
    {
      name: "scaled",
      testMatch: ["e2e/*.spec.ts", "e2e/scaled/*.spec.ts"],
      // What is tested there is the browser's side, whatever the server's form.
      testIgnore: [
        "e2e/cleaned-pictures.spec.ts",
        "e2e/delivery*.spec.ts",
        "e2e/extension-{accessibility,privacy}.spec.ts",
      ],
      use: { ...chromium, form: "scaled" },
      // Five processes more than the others have, on the same machine.
      timeout: 90_000,
      expect: { timeout: 20_000 },
    },
    // The built server killed again and again: no browser is in it.
    { name: "faults", testMatch: "e2e/faults/**/*.spec.ts" },
  ],
});
