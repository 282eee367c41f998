import axe from "axe-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { LIMITS } from "../shared/contract/limits.ts";
import { EarshotError } from "../shared/errors.ts";
import { openForm } from "./testing/open-form.ts";

const LOCALES = ["en", "de", "fr", "es", "pt-BR", "it", "nl", "pl", "ja", "zh-CN", "ko", "ar", "he"];
const problem = new EarshotError("storage_full", "");
const saved = new EarshotError("network_error", "");
const refused = [{ id: "e", submission: { content: "from last week" }, problem }];

let form: ReturnType<typeof openForm> | undefined;
beforeEach(() => {
  document.title = "Test";
});
afterEach(() => {
  form?.mounted.destroy();
  form = undefined;
});

const root = () => document.querySelector("earshot-widget")!.shadowRoot!;
const find = <T extends HTMLElement = HTMLElement>(selector: string): T => root().querySelector<T>(selector)!;
/** What is loaded for it may take a while. */
const shown = (selector: string) =>
  expect.poll(() => find(selector)?.checkVisibility() ?? false, { timeout: 10_000 }).toBe(true);
const write = (selector: string, text: string) => {
  const field = find<HTMLTextAreaElement>(selector);
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
};
const press = (selector: string) => find(selector).click();

/** Opens the form in a language, with everything in it that can be. */
const openIn = async (locale: string, theme: "light" | "dark" = "light") => {
  form = openForm({ options: { locale, theme, tags: ["beta"] }, refused });
  await shown("dialog.shell .notice");
};
/** The screens of the form, one after the other, found by what they are and not by what they are called. */
const SCREENS: [string, () => unknown][] = [
  ["empty", () => shown("#content")],
  [
    "with complaints",
    () => {
      write("#email", "x");
      press("footer .primary");
      return shown("#email-note");
    },
  ],
  [
    "with too much",
    () => {
      write("#email", "");
      write("#content", "x".repeat(LIMITS.content + 1_234));
      return shown("#content-note");
    },
  ],
  [
    "with a picture",
    () => {
      press(".add");
      return shown("figure canvas");
    },
  ],
  [
    "with all that will be sent",
    () => {
      press("summary");
      return shown("details li");
    },
  ],
  [
    "saved",
    async () => {
      write("#content", "It is slow.");
      press("footer .primary");
      await expect.poll(() => form!.submissions.length).toBe(1);
      form!.deliver({ state: "saved", problem: saved, nextTryAt: 1 });
      await shown(".saved");
    },
  ],
  [
    "needs you",
    () => {
      form!.deliver({ state: "needs-you", problem, entry: "e" });
      return shown(".needs-you");
    },
  ],
];

/** What sticks out of the panel, or does not fit its own box, sideways. */
const overflowing = (): string[] => {
  const panel = find("dialog.shell").getBoundingClientRect();
  return [...root().querySelectorAll<HTMLElement>("dialog.shell, dialog.shell *:not(svg, svg *)")]
    .filter((one) => one.checkVisibility())
    .filter((one) => {
      const { left, right } = one.getBoundingClientRect();
      return (
        left < panel.left - 1 ||
        right > panel.right + 1 ||
        (one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0)
      );
    })
    .map((one) => `${one.localName}.${one.className} ${one.textContent?.slice(0, 60)}`);
};

/** What a browser does that is told to double the text and nothing else. */
const doubleText = () => {
  const all = [...root().querySelectorAll<HTMLElement>("dialog.shell *:not(svg, svg *)")];
  const sizes = all.map((one) => Number.parseFloat(getComputedStyle(one).fontSize));
  for (const [index, one] of all.entries()) if (!one.style.fontSize) one.style.fontSize = `${2 * sizes[index]!}px`;
};

for (const locale of LOCALES) {
  test(`in ${locale} every screen fits, 320 px wide`, async () => {
    await page.viewport(320, 640);
    await openIn(locale);
    for (const [name, reach] of SCREENS) {
      await reach();
      expect({ name, overflowing: overflowing() }).toEqual({ name, overflowing: [] });
    }
  });

  test(`in ${locale} every screen fits with text of twice the size`, async () => {
    await page.viewport(1280, 900);
    await openIn(locale);
    for (const [name, reach] of SCREENS) {
      await reach();
      doubleText();
      expect({ name, overflowing: overflowing() }).toEqual({ name, overflowing: [] });
    }
  });
}

const violations = async () => {
  // A colour in the middle of a fade is nobody's.
  const once = root()
    .getAnimations()
    .filter((one) => one.effect?.getTiming().iterations === 1);
  await Promise.all(once.map(({ finished }) => finished));
  const { violations } = await axe.run("earshot-widget", { rules: { region: { enabled: false } } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
};
for (const locale of ["de", "ar", "he"])
  for (const theme of ["light", "dark"] as const)
    test(`in ${locale} no screen has an accessibility fault, ${theme}`, async () => {
      await page.viewport(1280, 900);
      await openIn(locale, theme);
      for (const [name, reach] of SCREENS) {
        await reach();
        expect({ name, violations: await violations() }).toEqual({ name, violations: [] });
      }
    });

test.each([
  ["de-AT", "de", "ltr"],
  ["pt-PT", "pt-BR", "ltr"],
  ["iw", "he", "rtl"],
  ["tlh", "en", "ltr"],
])("asked for %s the panel says that it is in %s, %s, for whoever reads it out", async (locale, tag, direction) => {
  await openIn(locale);
  const { lang, dir } = find("dialog.shell");
  expect({ lang, dir }).toEqual({ lang: tag, dir: direction });
});

test("from right to left the layout is the mirror of the other; what is typed keeps its own direction", async () => {
  await page.viewport(1280, 900);
  await openIn("he");
  press("summary");
  await shown("details li");
  const middle = (selector: string) => {
    const { left, right } = find(selector).getBoundingClientRect();
    return (left + right) / 2;
  };
  expect(middle(".mark")).toBeGreaterThan(middle("h2"));
  expect(middle("header .icon")).toBeLessThan(middle("h2"));
  expect(middle("details li input")).toBeGreaterThan(middle("details li b"));
  const directionOf = (selector: string) => getComputedStyle(find(selector)).direction;
  expect([directionOf("#email"), directionOf("#content")]).toEqual(["rtl", "rtl"]); // as their placeholders
  write("#email", "ada@example.com");
  write("#content", "It is slow.");
  await expect.poll(() => [directionOf("#email"), directionOf("#content")]).toEqual(["ltr", "ltr"]);
  write("#content", "הדף איטי");
  await expect.poll(() => directionOf("#content")).toBe("rtl");
});

test("whatever the page's direction, an English form runs from left to right", async () => {
  document.documentElement.dir = "rtl";
  try {
    await openIn("en");
    expect(getComputedStyle(find("h2")).direction).toBe("ltr");
  } finally {
    document.documentElement.removeAttribute("dir");
  }
});

test("a site's own sentence stands in any language, and the others stay that language's", async () => {
  form = openForm({ options: { locale: "fr", texts: { send: "Hop !" } } });
  await shown("footer .primary");
  expect(find("footer .primary").textContent).toBe("Hop !");
  expect(find("h2").textContent).toBe("Donner votre avis");
});

test("a number is written as the language writes it", async () => {
  await openIn("de");
  write("#content", "x".repeat(LIMITS.content + 1_234));
  await expect.poll(() => find("#content-note").textContent).toBe("Zu lang: 1.234 Zeichen zu viel.");
});

test("without a locale the form speaks the page's language", async () => {
  document.documentElement.lang = "nl-BE";
  try {
    form = openForm();
    await shown("dialog.shell");
    expect(find("h2").textContent).toBe("Feedback geven");
  } finally {
    document.documentElement.lang = "en";
  }
});

test("in a container nothing is shown before it can be read in its language", async () => {
  const container = document.body.appendChild(document.createElement("div"));
  form = openForm({ options: { locale: "it", container } });
  expect(find(".shell").textContent).toBe("");
  await expect.poll(() => find("h2")?.textContent).toBe("Invia un feedback");
  form.mounted.destroy();
  container.remove();
});

test("closed before its language has come, the form stays closed; what it was opened with is kept", async () => {
  form = openForm({ options: { locale: "pl" } });
  form.mounted.open({ content: "kept" });
  form.mounted.close();
  await expect.poll(() => find("h2")?.textContent).toBe("Prześlij opinię");
  expect(find<HTMLDialogElement>("dialog.shell").open).toBe(false);
  form.mounted.open();
  await expect.poll(() => find<HTMLTextAreaElement>("#content").value).toBe("kept");
});
