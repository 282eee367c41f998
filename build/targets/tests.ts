import { playwright } from "@vitest/browser-playwright";
import type { ViteUserConfig } from "vitest/config";
import { CHROMIUM_ARGUMENTS, findChromium } from "../executable.ts";
import { databaseTests } from "./database-tests.ts";

const EXCLUDED = ["**/node_modules/**", "**/dist/**", "**/data/**", "e2e/**/*.spec.ts"];

/** Of the runner's own, one core is left free: half of a small machine. */
const ALL_CORES = "100%";

/** Logic runs in plain Node, whatever touches a page runs in a real Chromium: simulated ones have no dialog, popover or canvas. */
export default (): ViteUserConfig => {
  const executablePath = findChromium();
  return {
    publicDir: false,
    test: {
      // Many start processes, databases and browsers of their own; a machine that is busy is no fault of theirs.
      testTimeout: 60_000,
      hookTimeout: 60_000,
      projects: [
        {
          extends: true,
          test: {
            name: "unit",
            environment: "node",
            maxWorkers: ALL_CORES,
            include: ["**/*.test.ts"],
            exclude: [...EXCLUDED, "**/*.page.test.ts"],
          },
        },
        {
          // The tests of "unit" that need a database, once more: there on the embedded one, here on a real PostgreSQL.
          extends: true,
          test: {
            name: "postgres",
            environment: "node",
            maxWorkers: ALL_CORES,
            include: databaseTests(),
            globalSetup: "./server-stub/postgres/provide.ts",
            setupFiles: "./server-stub/postgres/use.ts",
          },
        },
        {
          extends: true,
          test: {
            name: "component",
            include: ["**/*.test.tsx", "**/*.page.test.ts"],
            exclude: EXCLUDED,
            browser: {
              enabled: true,
              headless: true,
              screenshotFailures: false,
              provider: playwright({
                launchOptions: { ...(executablePath ? { executablePath } : {}), args: CHROMIUM_ARGUMENTS },
              }),
              instances: [{ browser: "chromium" }],
            },
          },
        },
      ],
    },
  };
};
