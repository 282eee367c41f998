import { expect } from "@playwright/test";
import { middleOf, test } from "./fixtures/pointing.ts";

const SHOP = `<style>body{margin:0}</style><main><h1>Beans</h1><section id="cart"><p>Espresso</p>
<button class="css-1x2y3z" onclick="pressed = true"><b>Remove</b></button><a href="#away">Help</a></section></main>
<p data-earshot-mask id="jane-doe">Jane Doe</p><div style="height:2000px"></div><footer>Imprint</footer>`;

test("a press picks what is under the mouse, and the page hears nothing of it", async ({ pointing, page }) => {
  await pointing.begin(SHOP);
  await expect(pointing.dialog).toBeHidden();
  const button = page.locator("main button");
  const { x, y } = await middleOf(button);
  await page.mouse.move(x, y);
  await expect(pointing.says).toHaveText("Button Remove");
  await expect.poll(() => pointing.outline.boundingBox()).toEqual(await button.boundingBox());
  await page.mouse.click(x, y);
  await expect(pointing.card).toContainText("Remove");
  await expect(pointing.card.getByRole("button", { name: "Choose another" })).toBeFocused();
  expect(await pointing.heard()).toEqual([]);
  expect(await page.evaluate("[typeof pressed, location.hash]")).toEqual(["undefined", ""]);
  const box = (await button.boundingBox())!;
  const rect = {
    x: Math.round(box.x),
    y: Math.round(box.y),
    width: Math.round(box.width),
    height: Math.round(box.height),
  };
  expect((await pointing.sent()).element).toEqual({ selector: "#cart button", text: "Remove", rect });
});

test("what was pointed at can be chosen anew, removed, and left out of what is sent", async ({ pointing, page }) => {
  await pointing.begin(SHOP);
  const point = async (css: string) => {
    await pointing.begun();
    const { x, y } = await middleOf(page.locator(css));
    await page.mouse.click(x, y);
  };
  await point("h1");
  await expect(pointing.card).toContainText("Beans");
  await pointing.card.getByRole("button", { name: "Choose another" }).click();
  await point("#cart p");
  await expect(pointing.card).toContainText("Espresso");
  await pointing.card.getByRole("button", { name: "Remove" }).click();
  await expect(pointing.button).toBeFocused();
  await pointing.button.click();
  await point("h1");
  await pointing.dialog.getByText("What will be sent").click();
  await pointing.dialog.getByRole("checkbox", { name: "What you pointed at" }).uncheck();
  expect((await pointing.sent()).element).toBeNull();
});

test("the whole of it goes by keyboard, and says where one is", async ({ pointing, page }) => {
  await pointing.begin(SHOP);
  const steps: [string, string][] = [
    ["Tab", "Button Remove"],
    ["Tab", "Link Help"],
    ["Shift+Tab", "Button Remove"],
    ["ArrowLeft", "Part of the page Espresso"],
    ["ArrowUp", "Part of the page Espresso Remove Help"],
    ["ArrowDown", "Part of the page Espresso"],
    ["ArrowRight", "Button Remove"],
    ["ArrowDown", "Part of the page Remove"],
  ];
  for (const [key, text] of steps) {
    await page.keyboard.press(key);
    await expect(pointing.says, key).toHaveText(text);
  }
  await page.keyboard.press("Enter");
  expect(await pointing.heard()).toEqual([]);
  expect((await pointing.sent()).element).toMatchObject({ selector: "#cart b", text: "Remove" });
});

test("what is out of sight comes into sight, and the bar gives way to it", async ({ pointing, page }) => {
  await pointing.begin(SHOP);
  for (const key of ["ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight"])
    await page.keyboard.press(key);
  await expect(pointing.says).toHaveText("Part of the page Imprint");
  await expect(page.getByText("Imprint")).toBeInViewport();
  await expect(async () => {
    const [bar, spot] = [await pointing.bar.locator(".bar").boundingBox(), await pointing.outline.boundingBox()];
    expect(bar!.y + bar!.height).toBeLessThan(spot!.y);
  }).toPass({ timeout: 10_000 });
});

for (const way of ["Escape", "Cancel"])
  test(`${way} gives up: the form is as it was, the focus at the button`, async ({ pointing, page }) => {
    await pointing.begin(SHOP);
    if (way === "Escape") await page.keyboard.press("Escape");
    else await pointing.bar.getByRole("button", { name: "Cancel" }).click();
    await expect(pointing.button).toBeFocused();
    await expect(page.locator("earshot-widget iframe")).toHaveCount(0);
    expect(await pointing.heard()).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(pointing.dialog).toBeHidden();
    await expect(page.getByRole("button", { name: "Feedback" })).toBeFocused();
    expect(await page.evaluate("wrong")).toEqual([]);
  });

test("while one points, the page scrolls by the wheel", async ({ pointing, page }) => {
  await pointing.begin(SHOP);
  await page.mouse.move(200, 200);
  await page.mouse.wheel(0, 1500);
  await expect.poll(() => page.evaluate("scrollY")).toBeGreaterThan(500);
  expect(await pointing.heard()).toEqual([]);
});

test("of what is masked only a place is told", async ({ pointing, page }) => {
  await pointing.begin(SHOP);
  const { x, y } = await middleOf(page.locator("#jane-doe"));
  await page.mouse.move(x, y);
  await expect(pointing.says).toHaveText("Part of the page");
  await page.mouse.click(x, y);
  const { element } = await pointing.sent();
  expect(JSON.stringify(element)).not.toMatch(/jane/i);
  expect(await page.locator(element!.selector).getAttribute("id")).toBe("jane-doe");
});

test("what the site does with the form meanwhile ends the pointing", async ({ pointing, page }) => {
  await pointing.begin(SHOP);
  await page.evaluate("closes = 0; Earshot.on('close', () => closes++); Earshot.open()");
  await expect(pointing.dialog).toBeVisible();
  await expect(page.locator("earshot-widget iframe")).toHaveCount(0);
  expect(await page.evaluate("closes")).toBe(0);
  await pointing.button.click();
  await expect(pointing.bar.getByRole("application")).toBeFocused();
  await page.evaluate("Earshot.close()");
  await expect(page.locator("earshot-widget iframe")).toHaveCount(0);
  await expect(pointing.dialog).toBeHidden();
  expect(await page.evaluate("closes")).toBe(1);
  await page.evaluate("Earshot.open()");
  await pointing.button.click();
  await expect(pointing.bar.getByRole("application")).toBeFocused();
  await page.evaluate("Earshot.destroy()");
  await expect(page.locator("earshot-widget")).toHaveCount(0);
  expect(await page.evaluate("wrong")).toEqual([]);
});
