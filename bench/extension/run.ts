import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { storePackage } from "../../build/store-package.ts";
import { startStub } from "../../server-stub/start.ts";
import { percentile } from "../server/percentile.ts";
import { fixed, load, machine, print, table } from "../server/table.ts";
import { install, openBrowser, stopWorkers } from "./browser.ts";
import { servePages } from "./pages.ts";
import { barest, probed, type Told } from "./probe.ts";
import { quietOf } from "./quiet.ts";

/*
 * What a person waits for who clicks the extension's button, beside an extension that is nothing but a field and a bare picture, in
 * one browser and in turns. `ROUNDS` (20): clicks of each kind.
 */

const ROUNDS = Number(process.env.ROUNDS ?? 20);
const DIST = join(import.meta.dirname, "../../dist");
const GOALS = { form: 300, picture: 500, bytes: 250_000 };

process.stdout.write(`${machine()} at the start, ${ROUNDS} clicks of each kind.\n`);

table("Packages", "for", "zipped, kB", "goal");
for (const browser of ["chrome", "firefox"]) {
  const { length } = storePackage(join(DIST, `extension-${browser}`));
  print(browser, fixed(length / 1_000, 1), `under 250: ${length < GOALS.bytes ? "yes" : "no"}`);
}

const folder = probed(join(DIST, "extension-chrome"));
const pages = await servePages();
const { background } = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
if (!background) throw new Error("This build has no worker.");

const browser = await openBrowser();
const ours = await install(browser, folder, "extension/options/index.html");
const ceiling = await install(browser, barest(), "home.html");
const stub = await startStub({ origins: [ours.origin] });
const connect = (home: Page) =>
  home.evaluate(
    (server, key) =>
      chrome.storage.local.set({
        connections: [{ id: crypto.randomUUID(), server, key, app: { id: "0123456789abcdef01234567", name: "Shop" } }],
      }),
    stub.url.replace("localhost", "127.0.0.1"),
    stub.publishableKey,
  );
await connect(ours.home);
const [simple, heavy] = [await browser.newPage(), await browser.newPage()];
await simple.goto(pages.simple);
await heavy.goto(pages.heavy);

type Click = { form: number; picture: number };
const timed = ({ clicked, ready = Number.NaN, picture = Number.NaN }: Told & { clicked: number }): Click => ({
  form: ready - clicked,
  picture: picture - ready,
});
const kinds: [string, () => Promise<Click>, Click[]][] = [
  ["an empty one, simple page", async () => timed(await ceiling.click(simple)), []],
  ["an empty one, 10,000 elements", async () => timed(await ceiling.click(heavy)), []],
  [
    "**Earshot**, worker asleep, simple page",
    async () => {
      await stopWorkers(ours.home);
      return timed(await ours.click(simple));
    },
    [],
  ],
  ["**Earshot**, worker awake, simple page", async () => timed(await ours.click(simple)), []],
  ["**Earshot**, worker awake, 10,000 elements", async () => timed(await ours.click(heavy)), []],
];
for (const [, click] of kinds) await click(); // what a browser reads for the first time it reads slowly
for (let round = 0; round < ROUNDS; round++) for (const [, click, all] of kinds) all.push(await click());

const goal = (value: number, most: number): string => `${fixed(value)}${value < most ? "" : " (missed)"}`;
table(
  "From the click on the button",
  "extension",
  `form, ms: median (goal ${GOALS.form})`,
  "p95",
  `from there to the picture, ms: median (goal ${GOALS.picture})`,
  "p95",
  "without a picture",
);
for (const [name, , all] of kinds) {
  const form = all.map((one) => one.form);
  const picture = all.map((one) => one.picture).filter((ms) => !Number.isNaN(ms));
  print(
    name,
    goal(percentile(form, 0.5), GOALS.form),
    fixed(percentile(form, 0.95)),
    goal(percentile(picture, 0.5), GOALS.picture),
    fixed(percentile(picture, 0.95)),
    all.length - picture.length,
  );
}
const median = (kind: number, of: "form" | "picture") =>
  percentile(
    (kinds[kind]?.[2] ?? []).map((one) => one[of]),
    0.5,
  );
const both = (kind: number) => median(kind, "form") + median(kind, "picture");
table("Beside the empty one", "", "form", "click to picture");
for (const [name, kind, least] of [
  ["worker asleep, simple page", 2, 0],
  ["worker awake, simple page", 3, 0],
  ["worker awake, 10,000 elements", 4, 1],
] as const)
  print(
    name,
    `${fixed(median(kind, "form") / median(least, "form"), 2)} times`,
    `${fixed(both(kind) / both(least), 2)} times`,
  );
process.stdout.write(`\nload ${load()}\n`);
await browser.close();

const { before, composing, browsers, idleMs } = await quietOf(folder, pages.simple, connect);
table("While nobody asks", "", "measured", "goal");
print(
  `requests from the browser's start to the first click, beside ${browsers} of Chromium's own to Google`,
  before.length,
  "0",
);
print("the same until something is sent, form and picture included", composing.length, "0");
print("requests that reached the server", stub.requests.length, "0");
print(
  "worker stopped, seconds after its last work",
  Number.isNaN(idleMs) ? "not within 90" : fixed(idleMs / 1_000),
  "30",
);
for (const one of [...before, ...composing]) process.stdout.write(`asked: ${one}\n`);
pages.close();
await stub.close();
