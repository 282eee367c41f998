import type { Page } from "@playwright/test";
import { ENGINES, type EngineName, isThere } from "./fixtures/pictures-engines.ts";
import { expect, isPicture, type PictureWindow, show, type TakeOptions, take, test } from "./fixtures/pictures-test.ts";

/** What a page looks like that has noticed nothing. */
const UNTOUCHED = { changed: [], globals: [], records: [], listeners: [], errors: [], violations: [] };

/** Takes a picture while the page watches itself. */
const watched = async (page: Page, engine: EngineName, options: TakeOptions = {}) => {
  const said: string[] = [];
  page.on("pageerror", (error) => said.push(error.message));
  page.on("console", (line) => {
    if (line.type() === "error" || line.type() === "warning") said.push(line.text());
  });
  await page.evaluate(() => (window as unknown as PictureWindow).beginWatch());
  const taken = await take(page, engine, options);
  const noticed = await page.evaluate(() => (window as unknown as PictureWindow).endWatch());
  return { taken, noticed, said };
};

for (const engine of ENGINES)
  test.describe(engine, () => {
    test.skip(!isThere(engine), "this engine is not written yet");

    for (const name of ["paint", "forms", "media", "structure", "scroll", "layers"])
      test(`a page notices nothing: ${name}`, async ({ page, site }) => {
        await show(page, site, name);
        const { taken, noticed, said } = await watched(page, engine);
        expect(isPicture(taken), JSON.stringify(taken).slice(0, 500)).toBe(true);
        expect(noticed).toEqual(UNTOUCHED);
        expect(said).toEqual([]);
      });

    test("no element of the page's own kind is made again", async ({ page, site }) => {
      await show(page, site, "structure");
      await take(page, engine);
      expect(await page.evaluate("madeSoFar()")).toBe(1);
    });

    for (const abortAfter of [0, 5, 60])
      test(`it can be cancelled after ${abortAfter} ms, and leaves nothing`, async ({ page, site }) => {
        await show(page, site, "many?of=500");
        const { taken, noticed, said } = await watched(page, engine, { abortAfter });
        // Where it would have refused the page it may have done so by then.
        const known = ["aborted", ...(abortAfter > 0 ? ["screenshot_failed"] : [])];
        expect(known).toContain("refused" in taken ? taken.refused : "a picture");
        expect(taken.tookMs).toBeLessThan(3_000);
        expect(noticed).toEqual(UNTOUCHED);
        expect(said).toEqual([]);
      });
  });
