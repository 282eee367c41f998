import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { findChromium } from "../../build/executable.ts";
import { startStub } from "../../server-stub/start.ts";
import { fillSqlite } from "../server/list-rows.ts";
import { ROUNDS } from "../server/setting.ts";
import { fixed, machine, print, table } from "../server/table.ts";

/*
 * `npm run bench:console`, its second half: a list with ROWS (10,000) loaded rows, scrolled by the wheel and walked by `j`: the longest task of
 * the page meanwhile, how many keys of those pressed were answered, and how long from a key to the frame that shows its row.
 */
const ROWS = Number(process.env.ROWS ?? 10_000);
const KEYS = 200;

const loadAll = (page: Page, rows: number) =>
  page.evaluate(async (rows) => {
    const list = document.querySelector(".list-scroll")!;
    const last = () => Math.max(...[...document.querySelectorAll(".row")].map((row) => Number(row.ariaPosInSet)));
    while (last() < rows) {
      list.scrollTop = list.scrollHeight;
      await new Promise((later) => setTimeout(later, 20));
    }
    list.scrollTop = 0;
    await new Promise((later) => setTimeout(later, 500));
  }, rows);

/** Tasks of more than 50 ms, as the browser itself reports them, and the longest frame-to-frame time. */
const watch = (page: Page) =>
  page.evaluate(() => {
    const told = { longest: 0, frame: 0, isOn: true };
    Object.assign(window, { told });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) told.longest = Math.max(told.longest, duration);
    }).observe({ type: "longtask" });
    let before = performance.now();
    const next = () => {
      const now = performance.now();
      told.frame = Math.max(told.frame, now - before);
      before = now;
      if (told.isOn) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
const seen = (page: Page) =>
  page.evaluate(async () => {
    await new Promise((later) => setTimeout(later, 300)); // reports come after the task
    const { told } = window as unknown as { told: { longest: number; frame: number; isOn: boolean } };
    const { longest, frame } = told;
    Object.assign(told, { longest: 0, frame: 0 });
    return { longest, frame };
  });

process.stdout.write(`${machine()}\n`);
table("A long list", "rows", "by", "longest task ms", "longest frame ms", "answered");
const browser = await chromium.launch({ executablePath: findChromium() ?? "" });
const stub = await startStub({ clock: "running" });
fillSqlite(join(stub.folder, "earshot.db"), ROWS);
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await page.goto(await stub.signInLink());
const all = "new,triaged,queued,in_progress,done,archived";
await page.goto(`${stub.url}/#/inbox?status=${all}`);
await page.locator(".row").first().waitFor();
await loadAll(page, ROWS);
await watch(page);
await seen(page);
const best = { wheel: { longest: Infinity, frame: Infinity }, key: { longest: Infinity, frame: Infinity } };
let [moved, answered] = [0, 0];
for (let round = 0; round < ROUNDS; round++) {
  await page.locator(".list-scroll").hover();
  for (let turn = 0; turn < KEYS; turn++) await page.mouse.wheel(0, round % 2 === 0 ? 600 : -600);
  const wheel = await seen(page);
  moved = Math.max(moved, await page.locator(".list-scroll").evaluate(({ scrollTop }) => scrollTop));
  const at = () =>
    page.evaluate(() => Number(document.querySelector("[aria-current=true]")?.closest(".row")?.ariaPosInSet ?? 0));
  const before = await at();
  for (let turn = 0; turn < KEYS; turn++) await page.keyboard.press("j");
  const key = await seen(page);
  answered = (await at()) - before;
  for (const name of ["longest", "frame"] as const) {
    best.wheel[name] = Math.min(best.wheel[name], wheel[name]);
    best.key[name] = Math.min(best.key[name], key[name]);
  }
}
print(fixed(ROWS), "wheel", fixed(best.wheel.longest), fixed(best.wheel.frame), `${fixed(moved)} px`);
print(fixed(ROWS), "j", fixed(best.key.longest), fixed(best.key.frame), `${answered} of ${KEYS}`);
await browser.close();
await stub.close();
