import { expect } from "@playwright/test";
import { connected, test } from "./fixtures/extension-test.ts";
import { decode } from "./fixtures/picture.ts";
import { PRIVATE_COLORS, PUBLIC_COLOR, startPrivatePage } from "./fixtures/private-page.ts";

test("nothing private is in the picture, wherever the page draws it, and the page is as before", async ({
  extension,
  stub,
  api,
}) => {
  const drawn = await startPrivatePage();
  try {
    const options = await connected(extension, api, stub);
    const page = await extension.browser.newPage();
    await page.goto(drawn.url);
    const before = await page.screenshot({ encoding: "base64" });
    const colors = async (dataUrl: string) => {
      const picture = await decode(options, dataUrl, await page.evaluate(() => innerWidth));
      return PRIVATE_COLORS.filter(({ color }) => picture.share(color, 13) > 0).map(({ name }) => name);
    };
    expect(await colors(`data:image/png;base64,${before}`)).toEqual(PRIVATE_COLORS.map(({ name }) => name));

    const popup = await extension.clickAction(page);
    await popup.waitForSelector(">>> figure canvas");
    const preview = await popup.$eval(">>> figure canvas", (canvas) => (canvas as HTMLCanvasElement).toDataURL());
    expect(await colors(preview)).toEqual([]);
    expect((await decode(options, preview, 1_000)).share(PUBLIC_COLOR, 13)).toBeGreaterThan(0);
    await popup.close();
    expect(await page.screenshot({ encoding: "base64" })).toBe(before);
  } finally {
    await drawn.close();
  }
});
