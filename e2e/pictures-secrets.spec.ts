import type { Page } from "@playwright/test";
import { ENGINES, type EngineName, isThere } from "./fixtures/pictures-engines.ts";
import { SECRETS, secretsOf } from "./fixtures/pictures-secrets.ts";
import type { PictureSite } from "./fixtures/pictures-site.ts";
import { expect, isPicture, type PictureWindow, show, take, test } from "./fixtures/pictures-test.ts";

type Look = { secrets: "one" | "other"; told?: boolean };

const takeOf = async (page: Page, site: PictureSite, engine: EngineName, { secrets, told = false }: Look) => {
  await page.goto("about:blank"); // else a page that differs in its fragment alone is not loaded again
  await show(page, site, `secrets?secrets=${secrets}${told ? "#told" : ""}`);
  // Not those that the page shows itself.
  await page.evaluate(() => (window as unknown as PictureWindow).heard.drawings.splice(0));
  const taken = await take(page, engine);
  if (!isPicture(taken)) throw new Error(JSON.stringify(taken));
  const drawings = await page.evaluate(() => (window as unknown as PictureWindow).heard.drawings);
  return { ...taken, drawings };
};

const plain = (drawing: string): string => {
  const [head = "", body = ""] = drawing.split(/,(.*)/s);
  return head.endsWith("base64") ? Buffer.from(body, "base64").toString() : decodeURIComponent(body);
};

for (const engine of ENGINES)
  test.describe(engine, () => {
    test.skip(!isThere(engine), "this engine is not written yet");

    test(`with ${SECRETS} other secrets a page's picture is the same, byte for byte`, async ({ page, site }) => {
      const one = await takeOf(page, site, engine, { secrets: "one" });
      const other = await takeOf(page, site, engine, { secrets: "other" });
      expect(other.gaps).toEqual(one.gaps);
      // html2canvas now and then draws one and the same page otherwise in Firefox; what a secret changes is never the same.
      const pictures = [one.png];
      const isSame = async (png = other.png): Promise<boolean> => {
        if (pictures.includes(png)) return true;
        if (engine === "renderer" || pictures.length > 4) return false;
        pictures.push((await takeOf(page, site, engine, { secrets: "one" })).png);
        return isSame((await takeOf(page, site, engine, { secrets: "other" })).png);
      };
      expect(await isSame()).toBe(true);
      if (engine !== "renderer") return; // others draw the page's own drawings one by one, and cover them in the picture
      expect(one.drawings.length).toBeGreaterThan(0);
      const told = one.drawings
        .map(plain)
        .flatMap((text) => secretsOf("one").filter((secret) => text.includes(secret)));
      expect(told).toEqual([]);
    });

    test("with other public words it is another: such pictures can be told apart", async ({ page, site }) => {
      const one = await takeOf(page, site, engine, { secrets: "one", told: true });
      const other = await takeOf(page, site, engine, { secrets: "other", told: true });
      expect(other.png === one.png).toBe(false);
    });

    test("there is no picture when masking throws", async ({ page, site }) => {
      await show(page, site, "secrets?secrets=one");
      await page.evaluate(() => (window as unknown as PictureWindow).heard.drawings.splice(0));
      const taken = await take(page, `${engine}-without-masker` as EngineName);
      expect(isPicture(taken)).toBe(false);
      expect(JSON.stringify(taken)).toContain("no masking");
      expect(taken).toMatchObject({ refused: "masking_failed" });
      const drawings = await page.evaluate(() => (window as unknown as PictureWindow).heard.drawings);
      expect(drawings.map(plain).filter((text) => secretsOf("one").some((secret) => text.includes(secret)))).toEqual(
        [],
      );
    });
  });
