import { expect } from "@playwright/test";
import type { Page } from "puppeteer-core";
import type { Served } from "../server-stub/scaled/start.ts";
import { createEarshot } from "../shared/api/client.ts";
import type { InstalledExtension } from "./fixtures/extension.ts";
import { connected, shows, test, write, written } from "./fixtures/extension-test.ts";
import { BLOCKS, SECRET_COLOR, SECRETS } from "./fixtures/painted-page.ts";
import { centre, decode, distance } from "./fixtures/picture.ts";

/** What private parts are painted over with. */
const COVER = [0x8a, 0x8f, 0x98] as const;
type Box = { x: number; y: number; width: number; height: number };

const isPopup = (target: { url(): string }) => target.url().endsWith("/popup/index.html");

/** The popup with a picture in it. */
const withPicture = async (popup: Page): Promise<Page> => {
  await popup.waitForSelector(">>> figure canvas");
  return popup;
};

/** Presses the button in the popup; resolves when the popup is gone and the selector lies over the page. */
const choose = async (popup: Page, page: Page) => {
  const closed = new Promise((resolve) => popup.once("close", resolve));
  const button = await popup.waitForSelector(`::-p-aria(Part of the page[role="button"])`);
  await button?.focus();
  await popup.keyboard.press("Enter").catch(() => {}); // it may be gone before the key comes up
  await closed;
  await page.waitForFunction(() => document.activeElement?.matches("[data-earshot-part]"));
};

/** The popup that comes after this. */
const nextPopup = async (extension: InstalledExtension, act: () => Promise<unknown>): Promise<Page> => {
  expect(extension.browser.targets().filter(isPopup)).toEqual([]);
  const opened = extension.browser.waitForTarget(isPopup);
  await act();
  return (await opened).asPage();
};

const drag = async (page: Page, { x, y, width, height }: Box) => {
  await page.mouse.move(x + width, y + height);
  await page.mouse.down();
  await page.mouse.move(x + 20, y + 30, { steps: 4 });
  await page.mouse.move(x, y, { steps: 2 });
  await page.mouse.up();
};

/** What the page itself hears, kept in its window. */
const listen = (page: Page) =>
  page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const types = "pointerdown pointermove pointerup mousedown mousemove mouseup click keydown keyup wheel".split(" ");
    for (const type of types) window.addEventListener(type, ({ type }) => heard.push(type), true);
  });
const heardBy = (page: Page) => page.evaluate(() => (window as unknown as { heard: string[] }).heard);

const latest = async (api: string, stub: Served) => {
  const { data } = await createEarshot({ baseUrl: api, apiKey: stub.secretKey }).feedback.list();
  const answer = await fetch(new URL(data[0]?.screenshot?.url ?? "", api), {
    headers: { authorization: `Bearer ${stub.secretKey}` },
  });
  const bytes = Buffer.from(await answer.arrayBuffer()).toString("base64");
  return { feedback: data[0], dataUrl: `data:${answer.headers.get("content-type")};base64,${bytes}` };
};

/** How many pixels of two pictures are not the same, boxes aside. */
const difference = (page: Page, a: string, b: string, aside: Box[]) =>
  page.evaluate(
    async (a, b, aside) => {
      const pixels = async (dataUrl: string) => {
        const image = new Image();
        image.src = dataUrl;
        await image.decode();
        const context = new OffscreenCanvas(image.naturalWidth, image.naturalHeight).getContext("2d")!;
        context.drawImage(image, 0, 0);
        for (const { x, y, width, height } of aside) context.fillRect(x - 3, y - 3, width + 6, height + 6);
        return context.getImageData(0, 0, image.naturalWidth, image.naturalHeight);
      };
      const [one, other] = await Promise.all([pixels(a), pixels(b)]);
      let different = 0;
      for (let at = 0; at < one.data.length; at++) if (Math.abs(one.data[at]! - other.data[at]!) > 8) different++;
      return { different, sizes: [one.width, one.height, other.width, other.height] };
    },
    a,
    b,
    aside,
  );

test("a region dragged in the page comes back into the popup, and is sent: the page's own pixels of it, what is private painted over", async ({
  extension,
  stub,
  api,
  painted,
}) => {
  const options = await connected(extension, api, stub);
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  await listen(page);
  const box: Box = { x: 150, y: 40, width: 520, height: 180 };
  const popup = await withPicture(await extension.clickAction(page));
  await write(popup, "This part");
  await choose(popup, page);
  // An element first, which its author then thinks better of.
  const about = await withPicture(
    await nextPopup(extension, async () => {
      await page.mouse.move(260, 100);
      await page.mouse.click(300, 100);
    }),
  );
  await expect.poll(() => written(about)).toBe("This part");
  await about.keyboard.press("End");
  await write(about, " here");
  await choose(about, page);
  const again = await withPicture(await nextPopup(extension, () => drag(page, box)));
  expect(await page.$("[data-earshot-part]")).toBeNull();
  expect(await heardBy(page)).toEqual([]);
  await expect.poll(() => written(again)).toBe("This part here");
  await again.locator("::-p-aria(Send)").click();
  await shows(again, "Thank you");

  const { feedback, dataUrl } = await latest(api, stub);
  expect(feedback).toMatchObject({ content: "This part here", capture: { method: "tab" } });
  expect(feedback?.capture?.gaps).toEqual([
    { reason: "masked", rect: { x: 300, y: 0, width: 200, height: 20 } },
    { reason: "masked", rect: { x: 300, y: 40, width: 200, height: 40 } },
    { reason: "masked", rect: { x: 300, y: 100, width: 200, height: 60 } },
  ]);
  expect(feedback?.element).toBeNull();
  const reference = `data:image/png;base64,${await page.screenshot({ encoding: "base64", clip: box })}`;
  const inBox = (secret: Box) => ({ ...secret, x: secret.x - box.x, y: secret.y - box.y });
  const secrets = Object.values(SECRETS); // those beside the box, too: what covers them is a little larger than they are
  const { different, sizes } = await difference(options, dataUrl, reference, secrets.map(inBox));
  expect(sizes).toEqual([box.width, box.height, box.width, box.height]);
  expect(different).toBe(0);
  const picture = await decode(options, dataUrl, box.width);
  for (const secret of [SECRETS.card, SECRETS.marked]) {
    expect(distance(picture.at(centre(inBox(secret))), COVER)).toBeLessThan(8);
  }
  expect(picture.share(SECRET_COLOR)).toBe(0);
});

test("an element is taken by a click, another by keyboard; the submission says which", async ({
  extension,
  stub,
  api,
  painted,
}) => {
  const options = await connected(extension, api, stub);
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  await listen(page);
  const [, green, blue] = BLOCKS;
  const popup = await withPicture(await extension.clickAction(page));
  await write(popup, "The green one");
  await choose(popup, page);
  const clicked = await withPicture(
    await nextPopup(extension, async () => {
      await page.mouse.move(260, 100);
      await page.mouse.click(300, 100);
    }),
  );
  await clicked.locator("::-p-aria(Send)").click();
  await shows(clicked, "Thank you");
  const first = await latest(api, stub);
  const { color: _, ...rect } = green!;
  expect(first.feedback).toMatchObject({ content: "The green one", element: { rect } });
  const picture = await decode(options, first.dataUrl, rect.width);
  expect(picture.height).toBe(rect.height);
  expect(picture.share(green!.color, 8)).toBe(1);
  await clicked.close();

  await page.evaluate(() => {
    document.body.style.minHeight = "600px"; // all in it stands beside it: there would be no way up
  });
  const third = await withPicture(await extension.clickAction(page));
  await write(third, "The blue one");
  await choose(third, page);
  const byKey = await withPicture(
    await nextPopup(extension, async () => {
      for (const key of ["ArrowDown", "ArrowRight", "ArrowRight", "Enter"] as const) await page.keyboard.press(key);
    }),
  );
  expect(await heardBy(page)).toEqual([]);
  await byKey.locator("::-p-aria(Send)").click();
  await shows(byKey, "Thank you");
  const second = await latest(api, stub);
  expect(second.feedback).toMatchObject({
    content: "The blue one",
    element: { rect: { x: blue!.x, y: blue!.y, width: blue!.width, height: blue!.height } },
  });
  expect((await decode(options, second.dataUrl, blue!.width)).share(blue!.color, 8)).toBe(1);
});

test("Escape gives back the form; a page that makes events up takes nothing and cancels nothing", async ({
  extension,
  stub,
  api,
  painted,
}) => {
  await connected(extension, api, stub);
  const page = await extension.browser.newPage();
  await page.goto(painted.url);
  const popup = await withPicture(await extension.clickAction(page));
  await write(popup, "As before");
  await choose(popup, page);
  const view = await page.evaluate(() => {
    const host = document.querySelector("[data-earshot-part]")!;
    const make = [
      ...["pointerdown", "pointermove", "pointerup"].map(
        (type) => new PointerEvent(type, { bubbles: true, composed: true, clientX: 300, clientY: 100, pointerId: 1 }),
      ),
      new MouseEvent("click", { bubbles: true, composed: true, clientX: 300, clientY: 100 }),
      ...["keydown", "keyup"].flatMap((type) =>
        ["Enter", "Escape"].map((key) => new KeyboardEvent(type, { key, bubbles: true, composed: true })),
      ),
    ];
    for (const target of [host, document.body, document.documentElement, window]) {
      for (const event of make) target.dispatchEvent(event);
    }
    host.setAttribute("style", "display:none!important;opacity:0!important;visibility:hidden!important");
    const sheet = document.createElement("style");
    sheet.textContent = "[data-earshot-part],[data-earshot-part] *{display:none!important;transition:all 9s!important}";
    document.head.append(sheet);
    const { display, opacity, visibility } = getComputedStyle(host);
    return { root: host.shadowRoot, frames: window.length, display, opacity, visibility };
  });
  expect(view).toEqual({ root: null, frames: 2, display: "contents", opacity: "1", visibility: "visible" }); // its own two
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  expect(await page.$("[data-earshot-part]")).not.toBeNull();
  expect(extension.browser.targets().filter(isPopup)).toEqual([]);

  const again = await withPicture(await nextPopup(extension, () => page.keyboard.press("Escape")));
  expect(await page.$("[data-earshot-part]")).toBeNull();
  await expect.poll(() => written(again)).toBe("As before");
  await again.locator("::-p-aria(Send)").click();
  await shows(again, "Thank you");
  const { dataUrl } = await latest(api, stub);
  const seen = await page.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  expect((await decode(page, dataUrl, seen.width)).height).toBeCloseTo(seen.height, 0); // the usual picture
});
