import { join } from "node:path";
import { type BrowserContext, chromium } from "@playwright/test";
import { findChromium } from "../../build/executable.ts";
import { startStub } from "../../server-stub/start.ts";
import { fillSqlite } from "../server/list-rows.ts";
import { ROUNDS } from "../server/setting.ts";
import { fixed, machine, print, table } from "../server/table.ts";

/*
 * `npm run bench:console`: from the navigation to the first feedback that is seen, nothing of the console in the browser's cache; and
 * from the server's 201 to the row in a console that is open. With 1,000 and with ROWS (100,000) records, in turns.
 */
const FEW = 1_000;
const MANY = Number(process.env.ROWS ?? 100_000);

/** Notes in the page when each text first appeared: milliseconds since the navigation, and since 1970. */
const watch = (): void => {
  const seen: Record<string, { sinceStart: number; at: number }> = {};
  Object.assign(window, { seen });
  const note = (name: string) => {
    seen[name] ??= { sinceStart: performance.now(), at: Date.now() };
  };
  new MutationObserver(() =>
    // After the frame that shows it.
    requestAnimationFrame(() => {
      if (document.querySelector(".list-pane [data-id]")) note("first");
      for (const row of document.querySelectorAll(".list-pane [data-id]")) {
        const name = /new-\d+/.exec(row.textContent ?? "")?.[0];
        if (name) note(name);
      }
    }),
  ).observe(document, { childList: true, subtree: true, characterData: true });
};

type Seen = { sinceStart: number; at: number };
const seenIn = async (context: BrowserContext, url: string, act: (page: string) => Promise<string>) => {
  const page = await context.newPage();
  await page.addInitScript(watch);
  await page.goto(url);
  const of = async (name: string): Promise<Seen> => {
    const found = await page.waitForFunction(
      (key) => (window as unknown as { seen: Record<string, Seen> }).seen[key],
      name,
    );
    return (await found.jsonValue()) as Seen;
  };
  const first = await of("first");
  await page.getByRole("status").filter({ hasText: "Live" }).waitFor();
  const name = await act(url);
  const answered = Date.now();
  const after = await of(name);
  await page.close();
  return { first: first.sinceStart, arrived: Math.max(0, after.at - answered) };
};

process.stdout.write(`${machine()}\n`);
table("The console", "records", "first feedback ms", "new feedback ms");
const browser = await chromium.launch({ executablePath: findChromium() ?? "" });
let count = 0;
const sides = await Promise.all(
  [FEW, MANY].map(async (rows) => {
    const stub = await startStub({ clock: "running" });
    fillSqlite(join(stub.folder, "earshot.db"), rows);
    const signedIn = await browser.newContext();
    const page = await signedIn.newPage();
    await page.goto(await stub.signInLink());
    await page.locator(".list-pane [data-id]").first().waitFor();
    const state = await signedIn.storageState();
    await signedIn.close();
    return { rows, stub, state, best: { first: Number.POSITIVE_INFINITY, arrived: Number.POSITIVE_INFINITY } };
  }),
);
for (let round = 0; round < ROUNDS * 3; round++)
  for (const { stub, state, best } of sides) {
    const context = await browser.newContext({ storageState: state }); // an empty cache each time
    const { first, arrived } = await seenIn(context, stub.url, async (url) => {
      const name = `new-${++count}`;
      const answer = await fetch(`${url}/v1/feedback`, {
        method: "POST",
        headers: { Authorization: `Bearer ${stub.secretKey}`, "Content-Type": "application/json" },
        body: JSON.stringify({ content: `Here is ${name}` }),
      });
      if (answer.status !== 201) throw new Error(`submitting answered ${answer.status}`);
      return name;
    });
    best.first = Math.min(best.first, first);
    best.arrived = Math.min(best.arrived, arrived);
    await context.close();
  }
for (const { rows, best } of sides) print(fixed(rows), fixed(best.first), fixed(best.arrived));
await browser.close();
await Promise.all(sides.map(({ stub }) => stub.close()));
