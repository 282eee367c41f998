import { createHash } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import type { HostileSite } from "./fixtures/hostile-site.ts";
import { dialogOf, openOn, test } from "./fixtures/hostile-visit.ts";
import { POLICIES, type Policy } from "./pages/hostile/policies.ts";

const STYLE = "h1 { color: rgb(200, 30, 60) }";
const hash = createHash("sha256").update(STYLE).digest("base64");
const SCRIPT = "default-src 'none'; script-src 'nonce-NONCE' 'strict-dynamic'";
const strict = (head: string, ...rules: string[]): Policy => ({
  headers: (server) => ({
    "Content-Security-Policy": [SCRIPT, `connect-src ${server}`, ...rules, "report-uri /reports"].join("; "),
  }),
  head,
});
const NONCED = `<style nonce="NONCE">${STYLE}</style>`;

/** What pages with a policy have, and a copy of them could be refused. */
const STRICTER: Record<string, Policy> = {
  "styles by nonce": strict(NONCED, "style-src 'nonce-NONCE'"),
  "styles by hash": strict(`<style>${STYLE}</style>`, `style-src 'sha256-${hash}'`),
  "no base address": strict(NONCED, "style-src 'nonce-NONCE'", "base-uri 'none'"),
  "all of it, and no Trusted Types policy": strict(
    NONCED,
    "style-src 'nonce-NONCE'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ),
};

test.skip(({ browserName }) => browserName !== "chromium", "measured in Chromium; reports of others are not");

/** What the browser asks of a site on its own, once: no page's doing. */
const ICON = "/favicon.ico";

const SVG = [40, 50].map((width) => `<svg width="${width}"><circle r="9" fill="teal" /></svg>`).join("");

/** Takes a picture. @returns What the site's collector, the console and the page heard of it. */
const takeOn = async (page: Page, site: HostileSite, policy: Policy) => {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (line) => {
    if (line.type() === "error" && !line.location().url.endsWith(ICON)) errors.push(line.text());
  });
  site.show({ policy }, "");
  await page.goto(site.url);
  await openOn(page);
  await page.getByRole("button", { name: "Add a screenshot" }).click();
  await expect(dialogOf(page).getByRole("button", { name: "Draw" })).toBeVisible({ timeout: 10_000 });
  // A report goes out a little later, by itself: there is nothing to wait for where there is none.
  await page.waitForTimeout(400);
  const reports = site.reports.filter((report) => !report.includes(`${ICON}"`));
  return { reports, errors, heard: await page.evaluate<string>("watch.violations.join()") };
};

for (const [name, policy] of Object.entries({ ...POLICIES, ...STRICTER }))
  test(`a picture is taken and nothing is reported, on the console neither, where its rules are: ${name}`, async ({
    page,
    site,
  }) => {
    expect(await takeOn(page, site, policy)).toEqual({ reports: [], errors: [], heard: "" });
  });

test("drawings in the page (SVG) are not tried where images may not be `data:`, and said to be missing", async ({
  page,
  site,
}) => {
  expect(await takeOn(page, site, strict(SVG))).toEqual({ reports: [], errors: [], heard: "" });
  await expect(dialogOf(page).getByText("Not in the screenshot: drawings")).toBeVisible();
});
