import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import type { Page } from "puppeteer-core";
import { faults } from "./fixtures/axe.ts";
import { shows, test, write } from "./fixtures/extension-test.ts";

const LOCALES = join(import.meta.dirname, "../extension/public/_locales");

/** What the extension says in a language. */
const sentencesIn = (language: string) => {
  const messages: Record<string, { message: string }> = JSON.parse(
    readFileSync(join(LOCALES, language, "messages.json"), "utf8"),
  );
  return (name: string, ...values: string[]) =>
    messages[name]!.message.replace(/\$([1-9])/g, (_, place) => values[place - 1] ?? "");
};

/** The page says which language it is in and how it is written, as does the form in it; nothing sticks out; axe has nothing to say. */
const isIn = async (page: Page, language: string, direction: string) => {
  const told = await page.evaluate(() => {
    const { lang, dir, scrollWidth, clientWidth } = document.documentElement;
    const form = document.querySelector("earshot-widget")?.shadowRoot?.querySelector<HTMLElement>("[lang]");
    return {
      lang,
      dir,
      tooWide: scrollWidth - clientWidth,
      form: form && [form.lang, getComputedStyle(form).direction],
    };
  });
  expect({ ...told, form: told.form ?? [language, direction] }).toEqual({
    lang: language,
    dir: direction,
    tooWide: 0,
    form: [language, direction],
  });
  expect(await faults(page)).toEqual([]);
};

for (const [language, direction] of [
  ["de", "ltr"],
  ["ar", "rtl"],
  ["ja", "ltr"],
] as const) {
  test.describe(`in a browser that speaks ${language}`, () => {
    test.use({ language });

    test("every screen does, from the welcome to the end of a connection", async ({
      extension,
      stub,
      api,
      painted,
    }, info) => {
      const say = sentencesIn(language);
      const looked = async (page: Page, name: string) => {
        await isIn(page, language, direction);
        await page.screenshot({ path: info.outputPath(`${name}.png`) });
      };
      const page = await extension.browser.newPage();
      await page.goto(painted.url);
      const welcome = await extension.clickAction(page);
      await shows(welcome, say("welcomeTitle"));
      await looked(welcome, "welcome");
      await welcome.close();

      const options = await extension.open("options");
      expect(await options.title()).toBe(say("optionsTitle"));
      const press = (words: string) => options.locator(`::-p-aria(${words})`).click();
      await options.locator("#code").fill("nonsense");
      await press(say("connect"));
      await options.waitForSelector("[aria-invalid=true]");
      await looked(options, "refused");
      await options.locator("#code").fill(stub.publishableKey);
      await options.locator("#server").fill(api);
      await press(say("connect"));
      await shows(options, "Stub app");
      await looked(options, "connected");

      const popup = await extension.clickAction(page);
      await popup.waitForSelector(">>> figure canvas");
      await write(popup, "Hello");
      await shows(popup, say("historyLink"));
      await looked(popup, "popup");
      await popup.locator(">>> button[type=submit]").click();
      await expect.poll(() => stub.requests.filter(({ method }) => method === "POST").length).toBe(1);
      await popup.close();

      const history = await extension.browser.newPage();
      await history.goto(`${extension.origin}/extension/history/index.html`);
      await shows(history, say("historyStateSent"));
      expect(await history.title()).toBe(`${say("historyTitle")} - Earshot`);
      const day = new Intl.DateTimeFormat(language, { dateStyle: "medium" }).format(new Date());
      await shows(history, day);
      await looked(history, "history");

      await options.bringToFront();
      await press(say("disconnectFrom", "Stub app"));
      await shows(options, say("forgetAll"));
      await looked(options, "ending");
      await press(say("forgetAll"));
      await shows(options, say("disconnected", "Stub app"));
    });
  });
}
