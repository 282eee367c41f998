import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright";
import { CHROMIUM_ARGUMENTS, findChromium } from "../../build/executable.ts";
import { startPictureSite } from "../../e2e/fixtures/pictures-site.ts";
import { load, machine } from "../server/table.ts";
import { buildEngines } from "./engines.ts";
import { median, type Result } from "./figures.ts";
import { openJudge } from "./judge.ts";
import { CORPUS, madeFor, PAGES } from "./pages.ts";
import { renderersOf } from "./renderers.ts";
import { serveFolder } from "./sites.ts";
import { printAll } from "./summary.ts";
import { type Call, type Outcome, visit } from "./visit.ts";

/*
 * What engines that draw a page within it make of it, and what that costs: ours beside the libraries, with the browser's own
 * screenshot as the truth, in one run. `PAGES` and `ENGINES` pick some, by names with commas between (pages by parts of theirs too);
 * `ROUNDS` (3): the median of the times counts; `MINUTES`: no page is begun after so many.
 */

const HERE = import.meta.dirname;
const SHEETS = join(HERE, "../../test-results/pictures");
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const UNTIL = Date.now() + Number(process.env.MINUTES ?? Number.POSITIVE_INFINITY) * 60_000;
const listed = (text = ""): string[] => text.split(",").filter(Boolean);

if (!existsSync(join(HERE, "node_modules"))) {
  const { status } = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: HERE,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(1);
}

process.stdout.write(`${machine()} at the start, rounds: ${ROUNDS}.\n`);
const engines = await buildEngines(listed(process.env.ENGINES));
const wanted = listed(process.env.PAGES);
const isWanted = (name: string): boolean =>
  wanted.some((text) => (PAGES.some((page) => page.name === text) ? name === text : name.includes(text)));
const pages = PAGES.filter(({ name }) => wanted.length === 0 || isWanted(name));

const executablePath = findChromium();
const launch = () =>
  chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    // What demonstrations ask of others' servers is not there, today as tomorrow.
    args: [...CHROMIUM_ARGUMENTS, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"],
  });
const browser = await launch();
const renderers = await renderersOf(browser);
const judgeBrowser = await launch();
const judge = await openJudge(judgeBrowser);
const corpus = await startPictureSite();
await rm(SHEETS, { recursive: true, force: true });
await mkdir(SHEETS, { recursive: true });

/** The same call of several rounds, as one. */
const middle = (calls: Call[]): Call | undefined => {
  const [first] = calls;
  if (!first) return undefined;
  const keys = Object.keys(first) as (keyof Call)[];
  return Object.fromEntries(keys.map((key) => [key, median(calls.map((call) => call[key]))])) as Call;
};

const results: Result[] = [];
for (const page of pages) {
  if (Date.now() > UNTIL) break;
  const own = page.folder === CORPUS;
  const site = own ? undefined : await serveFolder(page.folder, await madeFor(page.folder), page.policy ?? "");
  const drawn: { name: string; png: string | undefined }[] = [];
  for (const engine of engines) {
    const outcomes: Outcome[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      outcomes.push(await visit(browser, renderers, site?.url ?? corpus.url, page, engine));
      if (!outcomes[0]?.picture) break; // it would be no other the next time
    }
    const [{ truth, passwords, picture, failed, left } = { truth: "", passwords: [] }] = outcomes;
    const likeness = truth && picture ? await judge.compare(truth, picture, passwords) : { ssim: 0, off: 100 };
    results.push({
      page,
      engine,
      failed: picture ? undefined : failed,
      ...likeness,
      left,
      cold: picture ? middle(outcomes.flatMap(({ cold }) => cold ?? [])) : undefined,
      warm: middle(outcomes.flatMap(({ warm }) => warm ?? [])),
    });
    if (drawn.length === 0 && truth) drawn.push({ name: `${page.name}: the browser's own screenshot`, png: truth });
    const said = `${engine.name}: ${picture ? `SSIM ${likeness.ssim.toFixed(4)}` : failed}`;
    drawn.push({ name: said, png: picture });
    process.stderr.write(`${page.name}, ${said}\n`);
  }
  await writeFile(join(SHEETS, `${page.name}.png`), Buffer.from(await judge.sheet(drawn), "base64"));
  await site?.close();
}

printAll(engines, results);
process.stdout.write(`\nPages: ${new Set(results.map(({ page }) => page)).size}. Load after it: ${load()}.\n`);
await Promise.all([browser.close(), judgeBrowser.close(), corpus.close()]);
