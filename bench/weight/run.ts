import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright";
import { CHROMIUM_ARGUMENTS, findChromium } from "../../build/executable.ts";
import { startStub } from "../../server-stub/start.ts";
import { load, machine, print, table } from "../server/table.ts";
import { type Bytes, bytesOf } from "./bytes.ts";
import { type Busy, loadCost, type Opening, openCost } from "./cost.ts";
import { type Guest, guestOf } from "./guest.ts";
import { type Manners, mannersOf } from "./manners.ts";
import { earshot, NATIVE, NOTHING, PEERS, type Widget } from "./peers.ts";
import { buildPeers, serve } from "./serve.ts";

/*
 * What a feedback widget costs the page it stands on: ours beside others, on one page, in one run. `ROUNDS` (3): the median counts.
 * Names on the command line pick the widgets; a part that a widget cannot do is a dash, with the reason below the table.
 */

if (!existsSync(join(import.meta.dirname, "node_modules"))) {
  const { status } = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: import.meta.dirname,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(1);
}

const ROUNDS = Number(process.env.ROUNDS ?? 3);
const names = process.argv.slice(2);
const reasons: string[] = [];

const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const rounds = async <T extends object>(work: () => Promise<T>): Promise<T> => {
  const all: T[] = [];
  for (let round = 0; round < ROUNDS; round++) all.push(await work());
  const keys = Object.keys(all[0] ?? {}) as (keyof T)[];
  return Object.fromEntries(keys.map((key) => [key, median(all.map((one) => Number(one[key])))])) as T;
};
const tried = async <T>(widget: Widget, part: string, work: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await work();
  } catch (problem) {
    reasons.push(`${widget.name}, ${part}: ${String((problem as Error).message).split("\n")[0]}`);
    return undefined;
  }
};
const n = (value: number | undefined, digits = 0): string =>
  value === undefined || Number.isNaN(value) ? "–" : value.toFixed(digits).replace(/^-0(\.0+)?$/, "0");
const kb = (bytes: number | undefined): string => n(bytes === undefined ? undefined : bytes / 1_024, 2);

process.stdout.write(`${machine()} at the start, ${ROUNDS} rounds.\n`);
await buildPeers();
const executablePath = findChromium();
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: CHROMIUM_ARGUMENTS });
const served = await serve();
const stub = await startStub({ origins: ["*"] });
const ours = earshot(stub.url, stub.publishableKey);
const widgets = [NATIVE, ours, ...PEERS].filter(
  ({ name }) => names.length === 0 || names.some((one) => name.toLowerCase().includes(one)),
);

type Row = {
  widget: Widget;
  bytes?: Bytes | undefined;
  load4?: Busy | undefined;
  load6?: Busy | undefined;
  open?: (Opening & { launcher: number }) | undefined;
  slow?: (Opening & { launcher: number }) | undefined;
  guest?: Guest | undefined;
  manners?: Manners | undefined;
};

const empty4 = await rounds(() => loadCost(browser, served, undefined, 4));
const empty6 = await rounds(() => loadCost(browser, served, undefined, 6));
const any4 = await rounds(() => loadCost(browser, served, NOTHING, 4));
const rows: Row[] = [];
for (const widget of widgets) {
  const row: Row = { widget };
  row.bytes = await tried(widget, "bytes", () => bytesOf(browser, served, widget));
  row.load4 = await tried(widget, "load at 4x", () => rounds(() => loadCost(browser, served, widget, 4)));
  row.load6 = await tried(widget, "load at 6x", () => rounds(() => loadCost(browser, served, widget, 6)));
  row.open = await tried(widget, "opening", () => rounds(() => openCost(browser, served, widget, { throttle: 4 })));
  row.slow = await tried(widget, "slow 4G", () =>
    rounds(() => openCost(browser, served, widget, { throttle: 4, slow: true })),
  );
  row.guest = await tried(widget, "guest", () => guestOf(browser, served, widget));
  row.manners = await tried(widget, "manners", () => mannersOf(browser, served, widget));
  rows.push(row);
  process.stderr.write(`${widget.name}\n`);
}

const sheet = (title: string, head: string[], cells: (row: Row) => string[]) => {
  table(title, "widget", ...head);
  for (const row of rows) print(row.widget.name, ...cells(row));
};

sheet(
  "Bytes, each file compressed alone",
  ["launcher, gzip / brotli KB", "+ form", "+ while writing", "requests"],
  ({ bytes }) => [
    `${kb(bytes?.load.gzip)} / ${kb(bytes?.load.brotli)}`,
    kb(bytes?.form.gzip),
    kb(bytes?.after.gzip),
    bytes ? `${bytes.load.requests} + ${bytes.form.requests} + ${bytes.after.requests}` : "–",
  ],
);
sheet(
  `Main thread, ms (any script at all at 4x: ${n(any4.busy - empty4.busy)} busy)`,
  ["script 4x / 6x", "busy beyond the empty page 4x", "longest task 4x / 6x", "TBT beyond 4x / 6x"],
  ({ load4, load6 }) => [
    `${n(load4?.script)} / ${n(load6?.script)}`,
    n(load4 && load4.busy - empty4.busy),
    `${n(load4?.longest)} / ${n(load6?.longest)}`,
    `${n(load4 && Math.max(0, load4.blocking - empty4.blocking))} / ${n(load6 && Math.max(0, load6.blocking - empty6.blocking))}`,
  ],
);
sheet(
  "Press to field",
  ["work 4x, ms", "longest task", "INP", "wall", "slow 4G: launcher / press to field"],
  ({ open, slow }) => [
    n(open?.work),
    n(open?.longest),
    n(open?.inp),
    n(open?.wall),
    `${n(slow?.launcher)} / ${n(slow?.wall)}`,
  ],
);
sheet(
  "A guest",
  [
    "heap KB",
    "nodes / listeners",
    "on window, document, html, body",
    "globals / patched / stored",
    "CLS / boxes moved",
    "20 opens: nodes / listeners / KB",
  ],
  ({ guest }) => [
    n(guest?.heapKb),
    `${n(guest?.nodes)} / ${n(guest?.listeners)}`,
    n(guest?.outside),
    `${n(guest?.globals)} / ${n(guest?.patched)} / ${n(guest?.stored)}`,
    `${n(guest?.shift, 3)} / ${n(guest?.movedBoxes)}`,
    `${n(guest?.leftNodes)} / ${n(guest?.leftListeners)} / ${n(guest?.leftKb)}`,
  ],
);
sheet(
  "Manners",
  ["strict CSP", "Trusted Types", "axe light / dark", "focus in, kept, Esc, returned", "key leak", "host CSS"],
  ({ manners: it }) =>
    it ? [it.csp, it.trustedTypes, it.axe, it.keys, it.leak, it.hostCss] : ["–", "–", "–", "–", "–", "–"],
);
process.stdout.write(`\n${reasons.map((reason) => `- ${reason}\n`).join("")}\nLoad after it: ${load()}.\n`);
await stub.close();
await browser.close();
await served.close();
