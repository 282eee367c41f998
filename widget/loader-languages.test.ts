import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright";
import { expect, test } from "vitest";
import { builtWidget } from "./testing/site.ts";
import { browserOfFile, KEY, sendMessage, tag, visit } from "./testing/visit.ts";

browserOfFile();

const pageIn = (lang: string, more = "") => ({
  head: (server: string) => `<script>document.documentElement.lang = "${lang}"</script>${tag(server, more)}`,
});
const open = async (page: Page) => {
  await page.locator("earshot-widget button").click();
  await page.getByRole("dialog").waitFor();
};
const title = (page: Page) => page.getByRole("dialog").getByRole("heading").first().textContent();
const warningsOf = (page: Page): string[] => {
  const lines: string[] = [];
  page.on("console", (message) => message.text().startsWith("[earshot]") && lines.push(message.text()));
  return lines;
};
const LANGUAGES = new Set(readdirSync(join(import.meta.dirname, "locales")).map((file) => file.replace(".ts", "")));
/** Those that were asked for, but English, which follows every form. */
const languagesIn = (paths: string[]) =>
  paths
    .map((path) => /^\/assets\/([a-z-]+)-[\w-]{8}\.js$/.exec(path)?.[1] ?? "")
    .filter((name) => name !== "en" && LANGUAGES.has(name));

test.each([
  ["de-CH", "", "de", "Feedback geben"],
  ["en", 'data-locale="pt"', "pt-br", "Enviar feedback"],
  ["ja", 'data-locale="ar_EG"', "ar", "إرسال ملاحظات"],
])(
  "a page in %s %s loads its own language (%s), when it is about to be read, and no other",
  async (lang, more, name, heading) => {
    await visit(pageIn(lang, more), async (page, { paths }) => {
      await page.locator("earshot-widget button").waitFor();
      expect(paths).toEqual(["/earshot.js"]);
      await open(page);
      expect(await title(page)).toBe(heading);
      expect(languagesIn(paths)).toEqual([name]);
    });
  },
);

test.each(["en-GB", "tlh", ""])("a page in %j loads no language at all, and reads English", async (lang) => {
  await visit(pageIn(lang), async (page, { paths }) => {
    await open(page);
    expect(await title(page)).toBe("Send feedback");
    expect(languagesIn(paths)).toEqual([]);
  });
});

test("a language that does not come keeps no form from opening: English, and one line for the developer", async () => {
  const tamper = (path: string, code: string) => (path.includes("/fr-") ? undefined : code);
  await visit({ ...pageIn("fr"), tamper }, async (page, { state }) => {
    const warnings = warningsOf(page);
    await open(page);
    expect(await title(page)).toBe("Send feedback");
    await sendMessage(page, "in English then");
    await page.getByText("Thank you").waitFor();
    expect(state.received).toMatchObject([{ content: "in English then" }]);
    expect(warnings).toEqual([expect.stringContaining('The form is in English: "fr" could not be loaded.')]);
  });
});

test("nor does a page's policy that lets only what opens the form through", async () => {
  const files = (await builtWidget("integrity.json")).toString().match(/assets\/(panel|launcher)-[\w-]{8}\.js/g);
  const policy = (server: string) =>
    ["script-src 'unsafe-inline'", `${server}/earshot.js`, ...(files ?? []).map((file) => `${server}/${file}`)].join(
      " ",
    );
  await visit({ ...pageIn("fr"), policy }, async (page) => {
    const warnings = warningsOf(page);
    await open(page);
    expect(await title(page)).toBe("Send feedback");
    expect(warnings).toHaveLength(1);
  });
});

test("a language that dawdles does not either: the form opens in English, and changes when the words come", async () => {
  await visit(pageIn("es"), async (page) => {
    const asked = Promise.withResolvers<() => Promise<void>>();
    await page.route("**/assets/es-*", (route) => asked.resolve(() => route.continue()));
    await open(page);
    expect(await title(page)).toBe("Send feedback");
    await page.getByLabel("Your message").fill("half a thou");
    await (await asked.promise)();
    await page.getByRole("heading", { name: "Enviar comentarios" }).waitFor();
    expect(await page.getByLabel("Tu mensaje").inputValue()).toBe("half a thou");
  });
});

test("a pinned loader shows no language that somebody changed", async () => {
  const head = async (server: string) => {
    const table = JSON.parse((await builtWidget("integrity.json")).toString()) as Record<string, string>;
    const [src, integrity] = Object.entries(table).find(([path]) => path.startsWith("assets/earshot-")) ?? [];
    return `<script async src="${server}/${src}" integrity="${integrity}" crossorigin data-key="${KEY}" data-locale="it"></script>`;
  };
  await visit({ head }, async (page) => {
    await open(page);
    expect(await title(page)).toBe("Invia un feedback");
  });
  const tamper = (path: string, code: string) => (path.includes("/it-") ? `window.tampered = true;${code}` : code);
  await visit({ head, tamper }, async (page) => {
    await open(page);
    expect(await title(page)).toBe("Send feedback");
    expect(await page.evaluate(() => "tampered" in window)).toBe(false);
  });
});

test("the launcher's word is the site's, without a language being loaded", async () => {
  await visit(pageIn("fr", 'data-launcher-text="Votre avis"'), async (page, { paths }) => {
    await page.getByRole("button", { name: "Votre avis", exact: true }).waitFor();
    expect(paths).toEqual(["/earshot.js"]);
  });
});

test("the launcher runs as the page does, before and after the panel has come", async () => {
  const head = (server: string) =>
    `<script>Object.assign(document.documentElement, { lang: "he", dir: "rtl" })</script>${tag(server)}`;
  await visit({ head }, async (page) => {
    const launcher = page.locator("earshot-widget button").first();
    // The mark stands where a line of text begins.
    const looks = () =>
      launcher.evaluate((button) => {
        const mark = document.createRange();
        mark.selectNodeContents(button);
        const [word, { left, right }] = [mark.getBoundingClientRect(), button.getBoundingClientRect()];
        return [right - word.right > word.left - left, getComputedStyle(button).direction];
      });
    await launcher.waitFor();
    expect(await looks()).toEqual([true, "rtl"]);
    await open(page);
    expect(await looks()).toEqual([true, "rtl"]);
  });
});

test("a page can choose the language and single sentences before the script has come", async () => {
  const queued = `<script>
    window.Earshot ??= [];
    Earshot.push(["init", { locale: "fr", texts: { title: "One idea?" } }]);
  </script>`;
  await visit({ head: (server) => queued + tag(server) }, async (page, { paths }) => {
    await open(page);
    expect(await title(page)).toBe("One idea?");
    await page.getByRole("button", { name: "Envoyer", exact: true }).waitFor();
    expect(languagesIn(paths)).toEqual(["fr"]);
  });
});
