import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright";
import type { Widget } from "./peers.ts";
import type { Served } from "./serve.ts";
import { launcherOf, openForm, type VisitOptions, visit } from "./visit.ts";

export type Manners = {
  csp: string;
  trustedTypes: string;
  axe: string;
  /** Focus goes in, Tab stays in, Escape closes, the focus returns. */
  keys: string;
  leak: string;
  hostCss: string;
};

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const NONCE =
  "script-src 'nonce-bench' 'strict-dynamic'; style-src 'self'; img-src 'self'; object-src 'none'; base-uri 'none'";
const TYPES = "require-trusted-types-for 'script'; trusted-types 'none'";
const HOST_RULES = [
  "*{all:revert;font-size:40px!important}",
  "div{display:none!important}",
  "button,input,textarea,form,dialog{background:red!important;padding:30px!important;font:40px cursive!important}",
];

const looks = (page: Page, selector: string): Promise<string> =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { font, color, backgroundColor, padding, borderRadius, display } = getComputedStyle(element);
      const { width, height } = element.getBoundingClientRect();
      return JSON.stringify([font, color, backgroundColor, padding, borderRadius, display, width, height]);
    });

/** `ok`, or what became of it: the form as it is on a page without rules against it. */
const underRules = async (
  browser: Browser,
  served: Served,
  widget: Widget,
  plain: string,
  options: VisitOptions,
): Promise<string> => {
  const { page, close } = await visit(browser, served, widget, options);
  try {
    await page.goto(served.url);
    const seen = await launcherOf(page, widget)
      .waitFor({ state: "visible", timeout: 4_000 })
      .then(
        () => true,
        () => false,
      );
    if (!seen) return "no launcher";
    const opened = await openForm(page, widget).then(
      () => true,
      () => false,
    );
    if (!opened) return "no form";
    await page.waitForTimeout(400);
    const reports = await page.evaluate(() => (window as unknown as { reports: string[] }).reports.length);
    const same = (await looks(page, widget.field)) === plain;
    return `${same ? "ok" : "looks other"}${options.policy ? `, ${reports} reports` : ""}`;
  } finally {
    await close();
  }
};

const axeOf = async (browser: Browser, served: Served, widget: Widget, dark: boolean): Promise<number> => {
  const { page, close } = await visit(browser, served, widget, { dark });
  try {
    await page.goto(served.url);
    await openForm(page, widget);
    await page.waitForTimeout(500);
    await page.evaluate(AXE);
    return await page.evaluate(async () => {
      type Axe = { run(context: object): Promise<{ violations: { nodes: unknown[] }[] }> };
      const { violations } = await (window as unknown as { axe: Axe }).axe.run({
        exclude: ["header", "main", "footer"],
      });
      return violations.reduce((sum, { nodes }) => sum + nodes.length, 0);
    });
  } finally {
    await close();
  }
};

const ACTIVE = `(() => { let at = document.activeElement; while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement; return at; })()`;

const keysOf = async (
  browser: Browser,
  served: Served,
  widget: Widget,
): Promise<{ keys: string; leak: string; plain: string }> => {
  const { page, close } = await visit(browser, served, widget);
  try {
    await page.goto(served.url);
    await openForm(page, widget);
    await page.waitForTimeout(500);
    const plain = await looks(page, widget.field);
    const inside = () =>
      page.evaluate(
        `(() => { const at = ${ACTIVE}; return at !== document.body && !(at.getRootNode() === document && at.closest("header, main, footer")); })()`,
      );
    const goesIn = await inside();
    let stays = true;
    for (let presses = 0; presses < 25; presses++) {
      await page.keyboard.press("Tab");
      // A browser lets the focus go to its own bar, which a page sees as its body.
      stays &&= await page.evaluate(
        `(() => { const at = ${ACTIVE}; return !(at.getRootNode() === document && at.closest("header, main, footer")); })()`,
      );
    }
    const field = page.locator(widget.field).first();
    await field.focus();
    await page.keyboard.type("j");
    const heard = await page.evaluate(() =>
      (window as unknown as { shortcuts: string[] }).shortcuts.filter((key) => /j$/.test(key)),
    );
    await page.keyboard.press("Escape");
    await page.waitForTimeout(300);
    const closed = !(await field.isVisible());
    const returned = closed && ((await page.evaluate(`(${ACTIVE}) !== document.body`)) as boolean);
    const yes = (one: unknown) => (one ? "y" : "n");
    return {
      keys: [goesIn, stays, closed, returned].map(yes).join(" "),
      leak: heard.length === 0 ? "no" : heard.some((key) => key === "j") ? "fires" : "fires in capture",
      plain,
    };
  } finally {
    await close();
  }
};

/** How the widget behaves on strict pages, to keyboards and to people who see otherwise. */
export const mannersOf = async (browser: Browser, served: Served, widget: Widget): Promise<Manners> => {
  const { keys, leak, plain } = await keysOf(browser, served, widget);
  const rules: string[] = [];
  for (const css of HOST_RULES) rules.push(await underRules(browser, served, widget, plain, { css }));
  const axe = [await axeOf(browser, served, widget, false), await axeOf(browser, served, widget, true)];
  return {
    keys,
    leak,
    hostCss: rules.join(" / "),
    axe: axe.join(" / "),
    csp: await underRules(browser, served, widget, plain, { policy: NONCE }),
    trustedTypes: await underRules(browser, served, widget, plain, { policy: TYPES }),
  };
};
