import type { Page } from "@playwright/test";
import { ENGINES, type EngineName, isThere } from "./fixtures/pictures-engines.ts";
import { expect, isPicture, type PictureWindow, show, type TakeOptions, take, test } from "./fixtures/pictures-test.ts";

/** What a page looks like that has noticed nothing. */
const UNTOUCHED = { changed: [], globals: [], records: [], listeners: [], errors: [], violations: [] };

/** html2canvas measures fonts in the page's body for a moment. What else it leaves is as visible as any engine's. */
const isMeasuring = (engine: EngineName, record: string): boolean =>
  engine === "html2canvas" && record === "childList  BODY";

/** Takes a picture while the page watches itself. */
const watched = async (page: Page, engine: EngineName, options: TakeOptions = {}) => {
  const said: string[] = [];
  page.on("pageerror", (error) => said.push(error.message));
  page.on("console", (line) => {
    // html2canvas asks once more for pictures that are not there.
    const isAsking = engine === "html2canvas" && line.text().startsWith("Failed to load resource");
    if (line.type() === "error" && !isAsking) said.push(line.text());
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
        expect({ ...noticed, records: noticed.records.filter((record) => !isMeasuring(engine, record)) }).toEqual(
          UNTOUCHED,
        );
        expect(said).toEqual([]);
      });

    test("a page notices nothing that has put a `fetch` of its own in the browser's place", async ({ page, site }) => {
      await show(page, site, "media");
      await page.evaluate(() => {
        const { fetch } = window;
        window.fetch = (...given) => fetch(...given);
      });
      const { taken, noticed, said } = await watched(page, engine);
      expect(isPicture(taken), JSON.stringify(taken).slice(0, 500)).toBe(true);
      expect({ ...noticed, records: noticed.records.filter((record) => !isMeasuring(engine, record)) }).toEqual(
        UNTOUCHED,
      );
      expect(said).toEqual([]);
    });

    test("a frame shows what the page around it may not: that is drawn as the frame's, and nothing is reported", async ({
      page,
      site,
    }) => {
      test.fixme(engine === "html2canvas", "it does not look into frames");
      await page.route("**/pages/many*", async (route) => {
        const response = await route.fetch();
        await route.fulfill({
          response,
          headers: { ...response.headers(), "Content-Security-Policy": "img-src data:" },
        });
      });
      const body = `<body style="background:url(/photo.png)"><input type="image" src="/photo.png?2"><video poster="/photo.png?3"></video>`;
      await page.route("**/framed", (route) => route.fulfill({ body, contentType: "text/html" }));
      await show(page, site, "many?of=1");
      await page.evaluate(() => {
        const frame = Object.assign(document.createElement("iframe"), { src: "/framed" });
        document.body.prepend(frame);
        return new Promise((done) => frame.addEventListener("load", done));
      });
      const { taken, noticed } = await watched(page, engine);
      expect(isPicture(taken) && taken.gaps).toEqual([]);
      expect(noticed).toEqual(UNTOUCHED);
    });

    test("no element of the page's own kind is made again", async ({ page, site }) => {
      test.fixme(
        engine === "html2canvas",
        "it copies elements within the page's document, so that they are made again",
      );
      await show(page, site, "structure");
      await take(page, engine);
      expect(await page.evaluate("madeSoFar()")).toBe(1);
    });

    for (const abortAfter of [0, 5, 60])
      test(`it can be cancelled after ${abortAfter} ms, and leaves nothing`, async ({ page, site }) => {
        await show(page, site, "many?of=500");
        const { taken, noticed, said } = await watched(page, engine, { abortAfter });
        // Where it would have refused the page, or is quick, it may be done by then.
        const known = [
          "aborted",
          ...(abortAfter > 0 ? ["screenshot_failed"] : []),
          ...(abortAfter > 5 ? ["a picture"] : []),
        ];
        expect(known).toContain("refused" in taken ? taken.refused : "a picture");
        expect(taken.tookMs).toBeLessThan(3_000);
        expect({ ...noticed, records: noticed.records.filter((record) => !isMeasuring(engine, record)) }).toEqual(
          UNTOUCHED,
        );
        expect(said).toEqual([]);
      });
  });
