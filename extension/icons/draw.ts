import { readFile, writeFile } from "node:fs/promises";
import { chromium } from "playwright";
import { CHROMIUM_ARGUMENTS, findChromium } from "../../build/executable.ts";

/** Draws the mark in the sizes that browsers ask for: `node extension/icons/draw.ts`, after a change of `mark.svg`. */
const SIZES = [16, 32, 48, 128];

const executablePath = findChromium();
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: CHROMIUM_ARGUMENTS });
const mark = await readFile(new URL("mark.svg", import.meta.url), "utf8");
for (const size of SIZES) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${mark}`);
  const png = await page.screenshot({ omitBackground: true });
  await writeFile(new URL(`../public/icon-${size}.png`, import.meta.url), png);
  await page.close();
}
await browser.close();
