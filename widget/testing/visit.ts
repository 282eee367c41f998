import { type Browser, chromium, type Page } from "playwright";
import { afterAll, beforeAll } from "vitest";
import { CHROMIUM_ARGUMENTS, findChromium } from "../../build/executable.ts";
import { builtWidget, openSite, type SiteOptions } from "./site.ts";

export const KEY = `ear_pub_${"a".repeat(49)}`;
export const tag = (server: string, more = "") =>
  `<script async src="${server}/earshot.js" data-key="${KEY}" ${more}></script>`;

let browser: Browser;
/** Opens the browser before the tests of a file, and closes it after them. */
export const browserOfFile = (): void => {
  beforeAll(async () => {
    await builtWidget("earshot.js");
    const executablePath = findChromium();
    browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: CHROMIUM_ARGUMENTS });
  }, 60_000);
  afterAll(() => browser.close());
};

/** A page of another origin with the tag in it, in a browser profile of its own. */
export const visit = async (
  options: Partial<SiteOptions>,
  use: (page: Page, site: Awaited<ReturnType<typeof openSite>>) => Promise<void>,
) => {
  await using site = await openSite({ head: (server) => tag(server), ...options });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.addInitScript(() => {
      const reports: string[] = [];
      Object.assign(window, { reports });
      document.addEventListener("securitypolicyviolation", (event) => reports.push(event.violatedDirective));
    });
    await page.goto(site.url);
    await use(page, site);
  } finally {
    await context.close();
  }
};
export const launcher = (page: Page) => page.getByRole("button", { name: "Feedback", exact: true });
export const dialog = (page: Page) => page.getByRole("dialog", { name: "Send feedback" });
export const sendMessage = async (page: Page, text: string) => {
  await page.getByLabel("Your message").fill(text);
  await page.getByRole("button", { name: "Send", exact: true }).click();
};
