import { expect, type Page } from "@playwright/test";
import { test as base } from "./fixtures/served.ts";
import { type ShopPage, startShopPage } from "./fixtures/shop-page.ts";

/** What a visitor can do with the launcher besides pressing it, and what the site's developer is told. */
const test = base.extend<{ tag: string; shop: ShopPage; lines: string[] }>({
  /** Attributes of the script tag. */
  tag: ["", { option: true }],
  shop: async ({ stub, tag }, use) => {
    const given = tag.includes("data-key") ? tag : `data-key="${stub.publishableKey}" ${tag}`;
    const shop = await startShopPage({ tag: `<script async src="${stub.url}/earshot.js" ${given}></script>` });
    await use(shop);
    await shop.close();
  },
  lines: async ({ page }, use) => {
    const lines: string[] = [];
    page.on("console", (line) => line.text().startsWith("[earshot]") && lines.push(line.text()));
    await use(lines);
  },
});

const launcher = (page: Page) => page.locator("earshot-widget").locator(".launcher, button").first();
const menu = (page: Page) => page.getByRole("menu");
const dialog = (page: Page) => page.getByRole("dialog", { name: "Send feedback" });
const boxOf = async (page: Page) => (await launcher(page).boundingBox())!;
/** Comes near, and waits until it can be moved. */
const comeNear = async (page: Page) => {
  await launcher(page).hover();
  await expect(page.locator("earshot-widget .more")).toBeVisible();
};
const drag = async (page: Page, x: number, y: number) => {
  const { x: left, y: top, width, height } = await boxOf(page);
  await page.mouse.move(left + width / 2, top + height / 2);
  await page.mouse.down();
  await page.mouse.move(left, top, { steps: 3 });
  await page.mouse.move(x, y, { steps: 5 });
  await page.mouse.up();
};
const stored = (page: Page) => page.evaluate(() => Object.keys(localStorage));

test.beforeEach(async ({ page }) => {
  await page.setViewportSize({ width: 1000, height: 700 });
  await page.emulateMedia({ reducedMotion: "reduce" });
});

test("it looks the same before and after somebody came near, and by keyboard it has a ring", async ({ page, shop }) => {
  const looks = () =>
    launcher(page).evaluate((element) => {
      const { backgroundColor, color, font, padding, borderRadius } = getComputedStyle(element);
      return { backgroundColor, color, font, padding, borderRadius };
    });
  await page.goto(shop.url);
  const before = await looks();
  expect(before.backgroundColor).toBe("rgb(255, 255, 255)");
  await comeNear(page);
  await page.mouse.move(10, 10);
  await expect.poll(looks).toEqual(before);
  await launcher(page).focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  const ring = () =>
    launcher(page).evaluate((element) =>
      element.matches(":focus-visible") ? getComputedStyle(element).outlineStyle : "",
    );
  await expect.poll(ring).toBe("solid");
});

test("dragged to an edge it stays there: after a reload, before anything is loaded, and in a window of another size", async ({
  page,
  shop,
}) => {
  await page.goto(shop.url);
  await comeNear(page);
  expect(await stored(page)).toEqual([]);
  await drag(page, 20, 300);
  await expect.poll(async () => (await boxOf(page)).x).toBeCloseTo(20, 0);
  await expect(dialog(page)).toHaveCount(0);
  const there = await boxOf(page);
  expect(there.height).toBeGreaterThan(there.width); // upright, as at the side it is given by a site
  expect(await stored(page)).toEqual(["earshot"]);
  await page.mouse.move(500, 50);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.reload();
  const again = await boxOf(page);
  expect(again.x).toBeCloseTo(there.x, 0);
  expect(again.y).toBeCloseTo(there.y, 0);
  expect(asked).toEqual(["/", "/earshot.js"]);
  await page.setViewportSize({ width: 320, height: 240 });
  const small = await boxOf(page);
  expect(small.y).toBeGreaterThanOrEqual(20);
  expect(small.y + small.height).toBeLessThanOrEqual(220);
});

test("Esc takes a drag back", async ({ page, shop }) => {
  await page.goto(shop.url);
  await comeNear(page);
  const before = await boxOf(page);
  await page.mouse.down();
  await page.mouse.move(300, 300, { steps: 4 });
  await page.keyboard.press("Escape");
  await page.mouse.up();
  expect(await boxOf(page)).toEqual(before);
  await expect(dialog(page)).toHaveCount(0);
});

test("the press after a drag that was taken back is one again, however soon it comes", async ({ page, shop }) => {
  await page.clock.install();
  await page.goto(shop.url);
  await comeNear(page);
  const { x, y, width, height } = await boxOf(page);
  await page.mouse.down();
  await page.mouse.move(300, 300, { steps: 4 });
  await page.keyboard.press("Escape");
  await page.clock.pauseAt(Date.now() + 60_000);
  await page.mouse.up();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.up();
  await page.clock.resume();
  await expect(dialog(page)).toBeVisible();
});

test("a hand that trembles presses", async ({ page, shop }) => {
  await page.goto(shop.url);
  await comeNear(page);
  const before = await boxOf(page);
  const middle = { x: before.x + before.width / 2, y: before.y + before.height / 2 };
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.down();
  await page.mouse.move(middle.x + 3, middle.y - 3);
  await page.mouse.up();
  await expect(dialog(page)).toBeVisible();
});

test("by keyboard its menu moves it, and the form opens on its side", async ({ page, shop, browserName }) => {
  await page.goto(shop.url);
  await launcher(page).focus();
  await expect(launcher(page)).toHaveClass(/launcher/);
  await expect(page.locator("earshot-widget .more")).toHaveCount(1);
  if (browserName === "chromium") await page.keyboard.press("Shift+F10");
  else await launcher(page).dispatchEvent("contextmenu"); // without a window that key opens nothing in Firefox
  await expect(page.getByRole("menuitem")).toHaveText(["Move to the left", "Move to the top", "Hide on this site"]);
  await expect(page.getByRole("menuitem").first()).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("menuitem", { name: "Hide on this site" })).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await expect(menu(page)).toHaveCount(0);
  await expect(launcher(page)).toBeFocused();
  await expect.poll(async () => (await boxOf(page)).x).toBeCloseTo(20, 0);
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toBeVisible();
  expect((await dialog(page).boundingBox())?.x).toBeLessThan(100);
});

test("the dots that show on it open the same menu by one press; Esc closes it and leaves everything as it was", async ({
  page,
  shop,
}) => {
  await page.goto(shop.url);
  await comeNear(page);
  await page.getByRole("button", { name: "Move or hide this button" }).click();
  await expect(menu(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(menu(page)).toHaveCount(0);
  await expect(launcher(page)).toBeFocused();
  await expect(dialog(page)).toHaveCount(0);
  expect(await stored(page)).toEqual([]);
});

test("hidden it stays hidden, until the visitor takes that back: at once, or when the form was opened another way", async ({
  page,
  shop,
}) => {
  await page.goto(shop.url);
  await comeNear(page);
  const hide = async () => {
    await launcher(page).click({ button: "right" });
    await page.getByRole("menuitem", { name: "Hide on this site" }).click();
    await expect(launcher(page)).toBeHidden();
  };
  await hide();
  await expect(page.getByText("The feedback button is hidden on this site.")).toBeVisible();
  await page.getByRole("button", { name: "Show again" }).click();
  await expect(launcher(page)).toBeFocused();
  expect(await stored(page)).toEqual([]);
  await hide();
  await page.reload();
  await page.locator("earshot-widget").waitFor({ state: "attached" });
  await expect(launcher(page)).toBeHidden();
  await page.evaluate("Earshot.open()");
  await expect(dialog(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Show again" }).click();
  await expect(launcher(page)).toBeVisible();
  await page.reload();
  await expect(launcher(page)).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ hasTouch: true });
  test("a finger that rests on it opens the menu and not the form", async ({ page, shop }) => {
    await page.goto(shop.url);
    const { x, y, width, height } = await boxOf(page);
    const at = { clientX: x + width / 2, clientY: y + height / 2, pointerType: "touch", isPrimary: true, pointerId: 7 };
    await launcher(page).dispatchEvent("pointerenter", at);
    await expect(launcher(page)).toHaveClass(/launcher/);
    await launcher(page).dispatchEvent("pointerenter", at);
    await expect(page.locator("earshot-widget .more")).toHaveCount(1);
    await launcher(page).dispatchEvent("pointerdown", { ...at, button: 0 });
    await expect(menu(page)).toBeVisible();
    await expect(dialog(page)).toHaveCount(0);
  });
});

for (const [name, tag, sentence] of [
  ["no key", 'data-key=""', /key is empty/],
  ["a secret key", 'data-key="ear_sk_aaaa"', /SECRET key.*Revoke it now/],
  ["something else", 'data-key="pk_live_1"', /no publishable key.*"ear_pub_"/],
] as const)
  test.describe(`a tag with ${name}`, () => {
    test.use({ tag });
    test("shows nothing and says at once what to do", async ({ page, shop, lines }) => {
      await page.goto(shop.url);
      await expect.poll(() => lines).toEqual([expect.stringMatching(sentence)]);
      expect(await page.locator("earshot-widget").count()).toBe(0);
      expect(lines.join()).not.toContain("ear_sk_aaaa");
    });
  });

test.describe("a tag with mistakes", () => {
  test.use({ tag: 'data-postion="left" data-theme="drak" data-accent="blu" data-server="example" data-nscript="x"' });
  test("names each once when somebody comes near, and what was meant; what other tools put there is left alone", async ({
    page,
    shop,
    lines,
  }) => {
    await page.goto(shop.url);
    await launcher(page).hover();
    await expect.poll(() => lines.length).toBe(4);
    const text = lines.sort().join("\n");
    expect(text).toMatch(/data-postion is not known: did you mean data-position\?/);
    expect(text).toMatch(/data-theme cannot be "drak".*auto, light, dark/);
    expect(text).toMatch(/data-accent cannot be "blu".*CSS colour/);
    expect(text).toMatch(/data-server cannot be "example".*https:/);
    await page.evaluate("Earshot.init({ colour: 'red' }); Earshot.push(['opn'])");
    await expect.poll(() => lines.join("\n")).toMatch(/option "colour" of Earshot.init is not known/);
    await expect.poll(() => lines.join("\n")).toMatch(/"opn" \(did you mean "open"\?\)/);
  });
});
