import { expect, type Page } from "@playwright/test";
import axe from "axe-core";
import type { Served } from "../server-stub/scaled/start.ts";
import type { FeedbackList } from "../shared/contract/record.ts";
import { type Color, decode, distance, type Point } from "./fixtures/picture.ts";
import { test as base } from "./fixtures/served.ts";
import { type ShopPage, startShopPage } from "./fixtures/shop-page.ts";

const tag = ({ url, publishableKey }: Served): string =>
  `<script nonce="NONCE" async src="${url}/earshot.js" data-key="${publishableKey}"></script>`;

/** A strict page: no style of ours may come from anywhere but scripts. */
const test = base.extend<{ shop: ShopPage }>({
  shop: async ({ stub, browserName }, use) => {
    // There the engine draws no style sheet that a page's policy allows by nonce: nothing could be told from anything.
    const styles = browserName === "firefox" ? "" : "style-src 'nonce-NONCE';";
    const policy = `script-src 'nonce-NONCE' 'strict-dynamic'; ${styles} connect-src ${stub.url}; object-src 'none'`;
    const shop = await startShopPage({ tag: tag(stub), policy });
    await use(shop);
    await shop.close();
  },
});

const editorOf = (page: Page) => page.getByRole("dialog", { name: "Draw on the screenshot" });
const choose = (page: Page, name: string) =>
  editorOf(page).getByRole("radio", { name, exact: true }).check({ force: true });

const SIZE = { width: 1000, height: 640 };
/** The shop's cards: the blue one is the secret, and no other part of the page has its colour. */
const SECRET = { x: 280, y: 116, width: 272, height: 184 };
const BLUE_CARD: Point = { x: 400, y: 260 };

/** Where a point of the page is in the editor, while all of the picture is shown. */
const onStage = async (page: Page, { x, y }: Point): Promise<Point> => {
  const box = (await editorOf(page).getByRole("application").boundingBox())!;
  const scale = Math.min((box.width - 32) / SIZE.width, (box.height - 32) / SIZE.height);
  return {
    x: box.x + (box.width - SIZE.width * scale) / 2 + x * scale,
    y: box.y + (box.height - SIZE.height * scale) / 2 + y * scale,
  };
};
const stroke = async (page: Page, from: Point, to: Point) => {
  const [a, b] = [await onStage(page, from), await onStage(page, to)];
  await page.mouse.move(a.x, a.y);
  await page.mouse.down();
  await page.mouse.move((a.x + b.x) / 2, (a.y + b.y) / 2);
  await page.mouse.move(b.x, b.y);
  await page.mouse.up();
};

/** Decodes outside the site: its policy allows no picture of that kind. */
const decoded = async (page: Page, dataUrl: string) => {
  const blank = await page.context().newPage();
  const picture = await decode(blank, dataUrl, SIZE.width);
  await blank.close();
  return picture;
};

/** The colour that only the secret has. */
const secretOf = async (page: Page): Promise<Color> => {
  const shot = await decoded(page, `data:image/png;base64,${(await page.screenshot()).toString("base64")}`);
  const secret = shot.at(BLUE_CARD);
  expect(shot.share(secret)).toBeGreaterThan(0.05);
  return secret;
};

const openEditor = async (page: Page, url: string) => {
  await page.goto(url);
  await page.getByRole("button", { name: "Feedback" }).click();
  await page.getByRole("textbox", { name: "Your message" }).fill("Look at this");
  await page.getByRole("button", { name: "Add a screenshot" }).click();
  await page.getByRole("button", { name: "Draw", exact: true }).click();
  await expect(editorOf(page)).toBeVisible();
};

/** The picture as the server has it. */
const stored = async (page: Page, stub: Served) => {
  const read = (path: string) => fetch(stub.url + path, { headers: { Authorization: `Bearer ${stub.secretKey}` } });
  const { data } = (await (await read("/v1/feedback")).json()) as FeedbackList;
  expect(data).toHaveLength(1);
  const answer = await read(data[0]?.screenshot?.url ?? "");
  const bytes = Buffer.from(await answer.arrayBuffer()).toString("base64");
  return decoded(page, `data:${answer.headers.get("content-type")};base64,${bytes}`);
};
const send = async (page: Page) => {
  await editorOf(page).getByRole("button", { name: "Done" }).click();
  await expect(editorOf(page)).toBeHidden();
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByText("Thank you")).toBeVisible();
};

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
