import { expect, type Page } from "@playwright/test";
import { html, RECORDER } from "./fixtures/host-site.ts";
import { isAlone, launcher, message, open, panel, records, scriptTag, send, sent, test } from "./fixtures/host-test.ts";

/* Pages that are exchanged under the widget, without a new document: one launcher, the draft kept, and what is sent is of now. */

const BODY = '<h1>Shop</h1><a href="/one">One</a> <a href="/two">Two</a>';
const pageOf = (path: string, head: string, end = "") =>
  `<!doctype html><html lang="en" class="${path.slice(1)}"><head><meta charset="utf-8"><title>Page ${path}</title>${head}</head><body>${BODY}${end}</body></html>`;

const writeAndClose = async (page: Page) => {
  await open(page);
  await page.keyboard.type("half a thought");
  await page.keyboard.press("Escape");
  await expect(panel(page)).toBeHidden();
};
const draftIsThere = async (page: Page) => {
  await isAlone(page);
  await open(page);
  await expect(message(page)).toHaveValue("half a thought");
};
/** That it was no new document, else a test says nothing. */
const mark = (page: Page) => page.evaluate("void (window.marked = true)");
const isMarked = async (page: Page) => expect(await page.evaluate("window.marked")).toBe(true);

for (const place of ["head", "body"])
  test(`Turbo, tag in the ${place}: visits, and back to a page of its cache`, async ({ page, stub, site, built }) => {
    const [turbo] = await built("frameworks/turbo/client.js");
    const drive = '<script type="module" src="/turbo.js"></script>';
    const tag = scriptTag(stub);
    const { url } = await site((path) => {
      if (path === "/turbo.js") return turbo;
      return html(place === "head" ? pageOf(path, RECORDER + drive + tag) : pageOf(path, RECORDER + drive, tag));
    });
    await page.goto(`${url}/one`);
    await mark(page);
    await writeAndClose(page);
    await page.getByRole("link", { name: "Two" }).click();
    await expect(page).toHaveTitle("Page /two");
    await draftIsThere(page);
    await page.keyboard.press("Escape");
    await page.evaluate("history.back()");
    await expect(page).toHaveTitle("Page /one");
    await draftIsThere(page);
    await page.evaluate("history.forward()"); // the page goes under the open form
    await expect(page).toHaveTitle("Page /two");
    await expect(message(page)).toHaveValue("half a thought");
    await send(page);
    await sent(page);
    await isMarked(page);
    expect(await records(stub)).toMatchObject([{ pageUrl: `${url}/two`, pageTitle: "Page /two" }]);
    await page.keyboard.press("Escape");
    await isAlone(page);
  });

/** What Astro's router does between two pages: the root's attributes, the head, the body, and scripts that ask for it run again. */
const swapTo = (page: Page, path: string) =>
  page.evaluate(async (to) => {
    const next = new DOMParser().parseFromString(await (await fetch(to)).text(), "text/html");
    const swap = () => {
      history.pushState({}, "", to);
      const root = document.documentElement;
      for (const { name } of [...root.attributes]) root.removeAttribute(name);
      for (const { name, value } of next.documentElement.attributes) root.setAttribute(name, value);
      for (const element of [...document.head.children]) element.remove();
      document.head.append(...next.head.children);
      document.body.replaceWith(next.body);
      for (const old of [...document.querySelectorAll("script[src]")]) {
        const again = document.createElement("script");
        for (const { name, value } of old.attributes) again.setAttribute(name, value);
        old.replaceWith(again);
      }
    };
    if (document.startViewTransition) await document.startViewTransition(swap).finished;
    else swap();
  }, path);

test("a body swap as Astro's, with a view transition and the tag run again: closed, and under an open form", async ({
  page,
  stub,
  site,
}) => {
  const { url } = await site((path) => html(pageOf(path, RECORDER + scriptTag(stub))));
  await page.goto(`${url}/one`);
  await mark(page);
  await writeAndClose(page);
  await swapTo(page, "/two");
  await draftIsThere(page);
  await swapTo(page, "/one");
  await expect(message(page)).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.type(", and the rest");
  await send(page);
  await sent(page);
  await isMarked(page);
  expect(await records(stub)).toMatchObject([
    { content: "half a thought, and the rest", pageUrl: `${url}/one`, pageTitle: "Page /one" },
  ]);
  await page.keyboard.press("Escape");
  await isAlone(page);
});

/** A whole new tree in an old document. */
const REPLACED = {
  "by document.write": `document.open(); document.write(NEW); document.close();`,
  "as an element": `
    const next = new DOMParser().parseFromString(NEW, "text/html").documentElement;
    document.documentElement.replaceWith(next);
    for (const old of [...next.querySelectorAll("script")]) {
      const again = document.createElement("script");
      for (const { name, value } of old.attributes) again.setAttribute(name, value);
      again.textContent = old.textContent;
      old.replaceWith(again);
    }`,
};
for (const [name, code] of Object.entries(REPLACED))
  test(`the root of the page replaced ${name}, with the tag in it: one launcher, the draft there`, async ({
    page,
    stub,
    site,
  }) => {
    const text = (path: string) => pageOf(path, RECORDER + scriptTag(stub));
    const { url } = await site((path) => html(text(path)));
    await page.goto(`${url}/one`);
    await mark(page);
    await writeAndClose(page);
    await page.evaluate(code.replaceAll("NEW", JSON.stringify(text("/two"))));
    await expect(page).toHaveTitle("Page /two");
    await draftIsThere(page);
    await send(page);
    await sent(page);
    expect(await records(stub)).toMatchObject([{ content: "half a thought", pageTitle: "Page /two" }]);
    await page.keyboard.press("Escape");
    await isAlone(page);
    await isMarked(page);
  });

const TAGS = {
  "async in the head": (tag: (attributes: string) => string) => pageOf("/one", RECORDER + tag("async")),
  "deferred in the head": (tag: (attributes: string) => string) => pageOf("/one", RECORDER + tag("defer")),
  "plain in the head": (tag: (attributes: string) => string) => pageOf("/one", RECORDER + tag("")),
  "at the end of the body": (tag: (attributes: string) => string) => pageOf("/one", RECORDER, tag("")),
  "three times": (tag: (attributes: string) => string) =>
    pageOf("/one", RECORDER + tag("async") + tag("defer"), tag("")),
  "by another script": (tag: (attributes: string) => string) =>
    pageOf(
      "/one",
      RECORDER,
      `<script>const made = document.createRange().createContextualFragment(${JSON.stringify(tag("")).replace("</", "<\\/")}); document.body.append(made);</script>`,
    ),
};
test("however the tag stands in the page, there is one launcher and it opens the form", async ({
  page,
  stub,
  site,
}) => {
  const { url } = await site((path) => {
    const make = Object.values(TAGS)[Number(path.slice(1))];
    return make && html(make((attributes) => scriptTag(stub, attributes)));
  });
  for (const [index, name] of Object.keys(TAGS).entries())
    await test.step(name, async () => {
      await page.goto(`${url}/${index}`);
      await expect(launcher(page)).toBeVisible();
      await open(page);
      await page.keyboard.press("Escape");
      await isAlone(page);
    });
});
