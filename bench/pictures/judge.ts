import { join } from "node:path";
import type { Browser } from "playwright";
import { bundle } from "./engines.ts";
import type { Rectangle } from "./visit.ts";

const ACROSS = 3;

type JudgeWindow = {
  earshotJudge: {
    compare(truth: string, picture: string, leftOut: Rectangle[]): Promise<{ ssim: number; off: number }>;
    sheet(pictures: { name: string; png: string | undefined }[], across: number): Promise<string>;
  };
};

/** Compares pictures in a page of a browser of its own. Pictures are PNGs in base64. */
export const openJudge = async (browser: Browser) => {
  const page = await browser.newPage();
  await page.evaluate(await bundle(join(import.meta.dirname, "judge.js"), "earshotJudge"));
  return {
    compare: (truth: string, picture: string, leftOut: Rectangle[]) =>
      page.evaluate(([a, b, rectangles]) => (window as unknown as JudgeWindow).earshotJudge.compare(a, b, rectangles), [
        truth,
        picture,
        leftOut,
      ] as const),
    /** All pictures of a page on one sheet: a PNG in base64. */
    sheet: (pictures: { name: string; png: string | undefined }[]) =>
      page.evaluate(([all, across]) => (window as unknown as JudgeWindow).earshotJudge.sheet(all, across), [
        pictures,
        ACROSS,
      ] as const),
  };
};
