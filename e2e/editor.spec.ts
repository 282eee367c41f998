import { expect } from "@playwright/test";
import axe from "axe-core";
import {
  BLUE_CARD,
  choose,
  editorOf,
  openEditor,
  SECRET,
  SIZE,
  secretOf,
  send,
  stored,
  stroke,
  test,
} from "./fixtures/editor-hand.ts";
import { type Color, distance } from "./fixtures/picture.ts";

for (const density of [1, 2])
  test.describe(`on a screen of ${density} pixels to a pixel`, () => {
    test.use({ viewport: SIZE, deviceScaleFactor: density });

    test("what is drawn is in the stored picture, where it was drawn, and what was blacked out is not", async ({
      page,
      stub,
      shop,
    }) => {
      await page.goto(shop.url);
      const secret = await secretOf(page);
      await openEditor(page, shop.url);
      await choose(page, "Black out");
      await stroke(page, SECRET, { x: SECRET.x + SECRET.width, y: SECRET.y + SECRET.height });
      await choose(page, "Box");
      await choose(page, "Green");
      await stroke(page, { x: 600, y: 420 }, { x: 900, y: 560 });
      await send(page);

      const picture = await stored(page, stub);
      const blackened: Color = [0, 0, 0];
      for (const at of [BLUE_CARD, { x: 284, y: 120 }, { x: 548, y: 296 }])
        expect(distance(picture.at(at), blackened)).toBeLessThan(12);
      expect(picture.share(secret)).toBeLessThan(0.0005);
      expect(distance(picture.at({ x: 600, y: 500 }), [18, 117, 61])).toBeLessThan(60);
      expect(distance(picture.at({ x: 750, y: 500 }), [255, 250, 242])).toBeLessThan(16);
      expect(distance(picture.at({ x: 150, y: 260 }), [214, 58, 44])).toBeLessThan(24);
      expect(await page.evaluate("errors")).toEqual([]);
      expect(await page.evaluate("violations")).toEqual([]);
    });
  });

test("a page that closes the form while somebody draws can be used again", async ({ page, shop }) => {
  await openEditor(page, shop.url);
  await page.evaluate("Earshot.close()");
  await expect(editorOf(page)).toHaveCount(0);
  await page.evaluate("document.body.addEventListener('click', () => (window.heardClick = true))");
  await page.mouse.click(20, 300);
  expect(await page.evaluate("window.heardClick")).toBe(true);
  await page.getByRole("button", { name: "Feedback" }).click();
  await expect(page.getByRole("button", { name: "Draw" })).toBeVisible();
});

test.describe("for everyone", () => {
  test.use({ viewport: SIZE });

  test("a secret is blacked out by keyboard alone, from the button to sending", async ({ page, stub, shop }) => {
    await page.goto(shop.url);
    const secret = await secretOf(page);
    await openEditor(page, shop.url);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await expect(editorOf(page).getByRole("application")).toBeFocused();
    await page.keyboard.press("8");
    // From the middle of the picture to the card's corner, and over it.
    for (let steps = 0; steps < 3; steps++) await page.keyboard.press("Shift+ArrowUp");
    for (let steps = 0; steps < 2; steps++) await page.keyboard.press("Shift+ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    for (let steps = 0; steps < 3; steps++) {
      await page.keyboard.press("Shift+ArrowDown");
      await page.keyboard.press("Shift+ArrowRight");
    }
    await expect(editorOf(page).getByRole("status")).toHaveText(
      "58% from the left, 50% from the top. 30% wide, 30% high",
    );
    await page.keyboard.press("Enter");
    await send(page);
    const picture = await stored(page, stub);
    expect(distance(picture.at(BLUE_CARD), [0, 0, 0])).toBeLessThan(12);
    expect(picture.share(secret)).toBeLessThan(0.0005);
  });

  for (const options of [
    { colorScheme: "dark", forcedColors: "none" },
    { colorScheme: "light", forcedColors: "active" },
    { colorScheme: "dark", forcedColors: "active" },
  ] as const)
    test(`axe finds nothing, ${options.colorScheme}, forced colours ${options.forcedColors}`, async ({
      page,
      shop,
    }) => {
      await page.emulateMedia(options);
      await openEditor(page, shop.url);
      await stroke(page, { x: 100, y: 400 }, { x: 300, y: 500 });
      await page.evaluate(axe.source);
      const run = () => (globalThis as unknown as { axe: typeof axe }).axe.run("earshot-widget");
      const { violations } = await page.evaluate(run);
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
    });
});
