import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isThere } from "./fixtures/pictures-engines.ts";
import { isLacking } from "./fixtures/pictures-lacks.ts";
import {
  expect,
  isPicture,
  type PictureWindow,
  type Refused,
  show,
  type Taken,
  take,
  test,
  VIEWPORT,
} from "./fixtures/pictures-test.ts";
import { problemsOf } from "./fixtures/pictures-verdict.ts";

const PAGE = readFileSync(join(import.meta.dirname, "pages/pictures/bad-input.html"), "utf8");
/** The ways of the page to make it hard. */
const WAYS = [...PAGE.matchAll(/^ {4}"([^"]+)"\(\) \{/gm)].map((match) => match[1]!);
/** The page is not asked for it: some have nothing left that answers. */
const MARK = {
  name: "a mark",
  rect: { x: 0, y: 0, width: 200, height: 100 },
  points: [
    { x: 50, y: 50, color: "#06c" },
    { x: 150, y: 50, color: "#fa0" },
  ],
};
/** Where the mark is not to be seen. */
const WITHOUT_MARK = ["a page without a body", "a page that is hidden"];
const MOST_MS = 8_000;

/** How it may end: with a picture, or a reason that a program can read. */
const isKnown = (taken: Taken | Refused): boolean =>
  isPicture(taken) || (taken.refused === "screenshot_failed" && Boolean(taken.reason));

test.skip(!isThere("renderer"), "the renderer is not written yet");
test.use({ viewport: VIEWPORT });

for (const way of WAYS)
  test(`${way}: a picture or a reason, in time, and the page hears nothing of it`, async ({
    page,
    site,
    judge,
    browserName,
  }) => {
    const lack = isLacking(way, browserName);
    test.fixme(Boolean(lack), lack);
    await show(page, site, `bad-input#${encodeURIComponent(way)}`, "domcontentloaded");
    const taken = await take(page, "renderer");
    expect(isKnown(taken), JSON.stringify(taken).slice(0, 800)).toBe(true);
    expect(taken.tookMs).toBeLessThan(MOST_MS);
    expect(await page.evaluate(() => (window as unknown as PictureWindow).heard.errors)).toEqual([]);
    if (!isPicture(taken) || WITHOUT_MARK.includes(way)) return;
    // What stands beside it is drawn as ever: the mark is where it was.
    const comparison = await judge({ truth: taken.png, picture: taken.png }, VIEWPORT.width, [MARK]);
    expect(problemsOf({ taken, features: [MARK], comparison }, "a mark")).toEqual([]);
  });

test("fifty thousand elements end in a picture or a reason, and the page goes on meanwhile", async ({ page, site }) => {
  await show(page, site, "many");
  await page.evaluate(() => {
    let last = performance.now();
    Object.assign(window, { longest: 0 });
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      const now = performance.now();
      const all = window as unknown as { longest: number };
      all.longest = Math.max(all.longest, now - last);
      last = now;
      setTimeout(() => channel.port2.postMessage(0), 4);
    };
    channel.port2.postMessage(0);
  });
  const taken = await take(page, "renderer");
  expect(isKnown(taken), JSON.stringify(taken).slice(0, 500)).toBe(true);
  expect(taken.tookMs).toBeLessThan(MOST_MS);
  // Far more than it should be, for machines that are busy; a page that hangs is off by more than that.
  expect(await page.evaluate("longest")).toBeLessThan(2_500);
});

for (const [name, style] of [
  ["without width or height", "width:0;height:0;border:0"],
  ["that is not displayed", "display:none"],
  ["one pixel wide", "width:1px;height:1px;border:0"],
] as const)
  test(`a view ${name} ends in a picture or a reason`, async ({ page, site }) => {
    await show(page, site, "bad-input");
    await page.evaluate((style) => {
      const frame = Object.assign(document.createElement("iframe"), { id: "view", srcdoc: "<p>in it</p>" });
      frame.style.cssText = style;
      document.body.append(frame);
      return new Promise((done) => frame.addEventListener("load", done));
    }, style);
    const taken = await take(page, "renderer", { frame: "#view" });
    expect(isKnown(taken), JSON.stringify(taken).slice(0, 500)).toBe(true);
    expect(taken.tookMs).toBeLessThan(MOST_MS);
  });
