import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { type InstalledExtension, installExtension } from "./fixtures/extension.ts";

/*
 * `npm run store-screenshots`: the pictures that the stores show, of the built extension over a page made up for it. No server is
 * needed: what the extension would remember of one is put into its storage.
 */
const STORE = join(import.meta.dirname, "../extension/store");
const SITE = "https://orders.harborcoffee.example";
const WINDOW = { width: 1160, height: 652 };
const PANEL = 400;

const APP = { id: "0".repeat(24), name: "Harbor Coffee" };
const SERVER = "https://feedback.harborcoffee.example";
const CONNECTION = {
  id: "6d1f8c1e-52a7-4c3b-9d3e-2f7b8a90c001",
  server: SERVER,
  key: `ear_pub_${"demo".padEnd(49, "Xq7")}`,
  app: APP,
};
const OTHER = {
  id: "6d1f8c1e-52a7-4c3b-9d3e-2f7b8a90c002",
  server: "https://voices.oldport.example",
  key: `ear_pub_${"port".padEnd(49, "b3R")}`,
  app: { id: "1".repeat(24), name: "Old Port Museum" },
};
const WORDS = "The revenue of last week reads NaN €. I opened the orders as usual; the chart is fine.";

/** Three messages, the newest a few minutes old: times are written in full, so they stand still. */
const HISTORY = [
  { title: "Orders - Harbor Coffee", words: WORDS, state: "sent", at: "2026-11-22T09:41" },
  {
    title: "Stock - Harbor Coffee",
    words: "Could the list be sorted by shelf life? We go through it every Monday.",
    state: "sent",
    at: "2026-11-20T16:05",
  },
  {
    title: "Tickets - Old Port Museum",
    words: "The button to pay is below the fold on a small laptop.",
    state: "sent",
    at: "2026-11-18T11:27",
  },
].map(({ at, ...entry }, index) => ({
  ...entry,
  id: `6d1f8c1e-52a7-4c3b-9d3e-2f7b8a90d00${index}`,
  server: index === 2 ? OTHER.server : SERVER,
  app: index === 2 ? OTHER.app : APP,
  at: new Date(at).getTime(),
  feedback: `${index}`.repeat(24),
}));

const png = (page: Page): Promise<string> => page.screenshot({ encoding: "base64" });

/** Fades, and a caret that blinks, would make each run's picture another one. */
const atRest = (page: Page) =>
  page.evaluate(async () => {
    const focused = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
    if (focused instanceof HTMLElement) focused.blur();
    await Promise.all(document.getAnimations().map((animation) => animation.finished));
    await new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame)));
  });

const setUp = async (extension: InstalledExtension): Promise<Page> => {
  const options = await extension.open("options");
  await options.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "light" }]);
  await options.evaluate(
    (connections, history) => chrome.storage.local.set({ connections, history }),
    [CONNECTION],
    HISTORY,
  );
  return options;
};

const openSite = async ({ browser }: InstalledExtension): Promise<Page> => {
  const page = await browser.newPage();
  const html = await readFile(join(import.meta.dirname, "pages/store/orders.html"), "utf8");
  await page.setRequestInterception(true);
  page.on("request", (request) => void request.respond({ contentType: "text/html; charset=utf-8", body: html }));
  await page.setViewport(WINDOW);
  await page.goto(`${SITE}/`);
  return page;
};

/** The form, filled in: a category, the words, and the picture that came by itself. */
const fillIn = async (form: Page) => {
  await form.waitForSelector(">>> figure canvas");
  await form.locator(">>> textarea").fill(WORDS);
  await form.locator("::-p-aria(Problem)").click();
  await atRest(form);
};

const drag = async ({ mouse }: Page, from: [number, number], to: [number, number]) => {
  await mouse.move(...from);
  await mouse.down();
  await mouse.move(...to, { steps: 8 });
  await mouse.up();
};

const quoted = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

type Scene = { caption: string; address: string; page: string; popup?: string; panel?: string };

/** A drawn window with the real pictures in it, each pixel for pixel. */
const windowOf = ({ caption, address, page, popup, panel }: Scene, icon: string): string => `<!doctype html>
<meta charset="utf-8"><style>
  * { box-sizing: border-box; }
  body { margin: 0; width: 1280px; height: 800px; overflow: hidden; font: 15px/1.4 system-ui, sans-serif; color: #16181d; background: #e9edfd; }
  h1 { margin: 0; height: 96px; padding-top: 30px; font-size: 29px; font-weight: 650; letter-spacing: -0.01em; text-align: center; }
  .window { position: relative; width: ${WINDOW.width}px; margin: 0 auto; background: #fff; border-radius: 14px 14px 0 0; box-shadow: 0 2px 6px rgb(22 24 29 / 10%), 0 24px 64px rgb(52 81 224 / 18%); }
  .bar { display: flex; gap: 12px; align-items: center; height: 48px; padding: 0 16px; background: #f6f7f8; border-bottom: 1px solid #e3e5e8; border-radius: 14px 14px 0 0; }
  .bar i { width: 11px; height: 11px; background: #d3d6db; border-radius: 50%; }
  .bar i + i { margin-left: -4px; }
  .bar span { flex: 1; margin: 0 8px; padding: 5px 16px; color: #5c6370; background: #fff; border: 1px solid #e3e5e8; border-radius: 999px; }
  .bar b { display: grid; width: 34px; height: 34px; background: ${popup ? "#e3e5e8" : "none"}; border-radius: 8px; place-items: center; }
  .bar img { width: 20px; height: 20px; }
  .shots { display: flex; height: ${WINDOW.height}px; overflow: hidden; }
  .shots img { flex: none; }
  .shots .page { width: ${panel ? WINDOW.width - PANEL : WINDOW.width}px; height: ${WINDOW.height}px; object-fit: none; object-position: 0 0; }
  .panel { border-left: 1px solid #e3e5e8; }
  .popup { position: absolute; top: 46px; right: 14px; border-radius: 12px; box-shadow: 0 0 0 1px rgb(22 24 29 / 10%), 0 16px 48px rgb(22 24 29 / 26%); }
</style>
<h1>${quoted(caption)}</h1>
<div class="window">
  <div class="bar"><i></i><i></i><i></i><span>${quoted(address)}</span><b><img src="data:image/png;base64,${icon}"></b></div>
  <div class="shots"><img class="page" src="data:image/png;base64,${page}">${panel ? `<img class="panel" src="data:image/png;base64,${panel}">` : ""}</div>
  ${popup ? `<img class="popup" src="data:image/png;base64,${popup}">` : ""}
</div>`;

const promo = (icon: string): string => `<!doctype html>
<meta charset="utf-8"><style>
  body { margin: 0; width: 440px; height: 280px; display: grid; align-content: center; justify-items: center; font: 19px/1.4 system-ui, sans-serif; color: #fff; background: #3451e0; }
  img { width: 84px; height: 84px; border-radius: 20px; box-shadow: 0 0 0 2px rgb(255 255 255 / 30%); }
  b { margin-top: 18px; font-size: 36px; line-height: 1.2; letter-spacing: -0.01em; }
</style><img src="data:image/png;base64,${icon}"><b>Earshot</b>Say what you think, right on the page`;

/** What is seen of the form in popup and panel, the drawing on its picture, and the two pages. */
const takeShots = async (extension: InstalledExtension) => {
  const options = await setUp(extension);
  const site = await openSite(extension);
  const page = await png(site);
  const popup = await extension.clickAction(site);
  await fillIn(popup);
  await popup.$eval("main", (main) => main.scrollTo(0, 0)); // as it opens
  const inPopup = await png(popup);

  await site.setViewport(null); // a panel makes the page narrower, as it really is
  const opened = extension.browser.waitForTarget((target) => target.url().endsWith("/panel/index.html"));
  await popup.locator("::-p-aria(Open beside the page)").click();
  const panel = await (await opened).asPage();
  await panel.setViewport({ width: PANEL, height: WINDOW.height });
  await panel.waitForSelector(">>> figure canvas"); // what was written in the popup is there already
  await atRest(panel);
  // The words and the picture at once: the lines above have been filled in.
  await panel.$eval(">>> textarea", (field) => field.parentElement?.scrollIntoView({ block: "start" }));
  const inPanel = await png(panel);
  await panel.$eval(">>> figure", (figure) => figure.scrollIntoView({ block: "center" })); // its buttons out from under Send
  await panel.locator("::-p-aria(Draw)").click();
  await panel.waitForSelector(">>> [role=application]");
  await atRest(panel);
  await panel.mouse.click(116, 26); // a box around the card that is wrong
  await drag(panel, [230, 162], [341, 225]);
  await panel.mouse.click(74, 26); // and an arrow to it
  await drag(panel, [214, 306], [268, 236]);
  await panel.mouse.click(326, 26); // and who has ordered is nobody's business
  await drag(panel, [197, 386], [252, 446]);
  await atRest(panel);
  const drawing = await png(panel);

  const history = await extension.browser.newPage();
  await history.setViewport(WINDOW);
  await history.goto(`${extension.origin}/extension/history/index.html`);
  await history.waitForSelector("li");
  await options.evaluate((connections) => chrome.storage.local.set({ connections }), [CONNECTION, OTHER]);
  await options.setViewport(WINDOW);
  await options.reload();
  await options.waitForSelector("li");
  return { page, inPopup, inPanel, drawing, history: await png(history), options: await png(options) };
};

const extension = await installExtension({ language: "en-US" });
try {
  const shots = await takeShots(extension);
  const icon = await readFile(join(import.meta.dirname, "../extension/public/icon-128.png"), "base64");
  const paper = await extension.browser.newPage();
  const save = async (name: string, html: string, size = { width: 1280, height: 800 }) => {
    await paper.setViewport(size);
    await paper.setContent(html, { waitUntil: "load" });
    const path = join(STORE, "screenshots", `${name}.png`);
    await writeFile(path, await paper.screenshot());
    process.stdout.write(`${path}\n`);
  };
  const scenes: Record<string, Scene> = {
    "1-popup": {
      caption: "Say what you think, right on the page",
      address: SITE,
      page: shots.page,
      popup: shots.inPopup,
    },
    "2-drawing": {
      caption: "Point at what you mean, black out what is private",
      address: SITE,
      page: shots.page,
      panel: shots.drawing,
    },
    "3-panel": {
      caption: "Beside the page, for as long as you look around",
      address: SITE,
      page: shots.page,
      panel: shots.inPanel,
    },
    "4-history": { caption: "See what became of it", address: "Earshot", page: shots.history },
    "5-settings": { caption: "Your words go to your team's own server", address: "Earshot", page: shots.options },
  };
  for (const [name, scene] of Object.entries(scenes)) await save(name, windowOf(scene, icon));
  await save("promo-440x280", promo(icon), { width: 440, height: 280 });
} finally {
  await extension.close();
}
