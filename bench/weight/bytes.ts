import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Browser } from "playwright";
import type { Widget } from "./peers.ts";
import type { Served } from "./serve.ts";
import { launcherOf, openForm, visit } from "./visit.ts";

type Weight = { gzip: number; brotli: number; requests: number };
export type Bytes = { load: Weight; form: Weight; after: Weight };

const weigh = (bodies: Buffer[], requests: number): Weight => ({
  gzip: bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0),
  brotli: bodies.reduce(
    (sum, body) => sum + brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
    0,
  ),
  requests,
});

/** What travels until the launcher is seen, until the form is open, and while somebody then writes; each body compressed alone. */
export const bytesOf = async (browser: Browser, served: Served, widget: Widget): Promise<Bytes> => {
  // On a slow line, so that what the form waits for is told apart from what only follows.
  const { page, close } = await visit(browser, served, widget, { slow: true });
  const bodies: Buffer[] = [];
  let requests = 0;
  const own = [`${served.url}`, `${served.url}host.css`, `${served.url}host.js`];
  page.on("response", async (response) => {
    if (own.includes(response.url()) || response.request().method() === "OPTIONS") return;
    const body = await response.body().catch(() => undefined);
    requests++;
    if (body && !/json/.test(response.headers()["content-type"] ?? "")) bodies.push(body);
  });
  const taken = async () => {
    await page.waitForTimeout(2_500);
    const weight = weigh(bodies.splice(0), requests);
    requests = 0;
    return weight;
  };
  try {
    await page.goto(served.url);
    await launcherOf(page, widget).waitFor({ state: "visible" });
    const load = await taken();
    load.gzip += gzipSync(widget.tag("")).length;
    load.brotli += brotliCompressSync(widget.tag("")).length;
    await launcherOf(page, widget).hover();
    const shown = page.locator(widget.field).first();
    await openForm(page, widget);
    const form = weigh(bodies.splice(0), requests);
    requests = 0;
    await shown.fill("It is slow.");
    return { load, form, after: await taken() };
  } finally {
    await close();
  }
};
