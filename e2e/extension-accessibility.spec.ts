import { expect } from "@playwright/test";
import type { Page } from "puppeteer-core";
import { faults } from "./fixtures/axe.ts";
import { connect, connected, shows, test } from "./fixtures/extension-test.ts";

for (const scheme of ["light", "dark"]) {
  test(`every screen can be used by everybody, in ${scheme}`, async ({ extension, stub, api, painted }) => {
    const inScheme = async (page: Page) => {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      // Colours on their way from one scheme to the other are of neither.
      await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
    };
    const page = await extension.browser.newPage();
    await page.goto(painted.url);
    const welcome = await extension.clickAction(page);
    await inScheme(welcome);
    await shows(welcome, "Say what you think");
    expect(await faults(welcome)).toEqual([]);
    await welcome.close();

    const options = await extension.open("options");
    await inScheme(options);
    expect(await faults(options)).toEqual([]);
    await connect(options, "nonsense here", stub.publishableKey);
    await shows(options, "Write the address");
    expect(await faults(options)).toEqual([]);
    await options.close();

    const settings = await connected(extension, api, stub);
    await inScheme(settings);
    expect(await faults(settings)).toEqual([]);

    const popup = await extension.clickAction(page);
    await inScheme(popup);
    await popup.waitForSelector(">>> figure canvas");
    expect(await faults(popup)).toEqual([]);
  });
}
