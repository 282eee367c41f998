import { expect } from "@playwright/test";
import { CHROMIUM_ARGUMENTS, findChromium } from "../build/executable.ts";
import { type Form, test } from "./fixtures/form-test.ts";
import { decode, distance } from "./fixtures/picture.ts";

const executablePath = findChromium();
// The browser answers its own question as a user would who agrees.
test.use({
  launchOptions: {
    ...(executablePath ? { executablePath } : {}),
    args: [...CHROMIUM_ARGUMENTS, "--auto-accept-this-tab-capture"],
  },
});

/** Opens the form where none of the engines that draw pages can be fetched. */
const openWithoutEngines = async ({ page, open, button, write }: Form) => {
  await page.route(/assets\/(renderer|html2canvas)-.*\.js/, (route) => route.abort());
  await open();
  await write();
  await button("pictureAdd").click();
  await expect(button("pictureExact")).toBeVisible();
};

const stored = async ({ page, site, send, text }: Form) => {
  const sent = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/feedback"));
  await send();
  const body = (await sent).postDataJSON();
  await expect(text("sentTitle")).toBeVisible();
  return { body, url: site.shop.url };
};

for (const scale of [1, 2])
  test.describe(`at ${scale} pixels per CSS pixel`, () => {
    test.use({ viewport: { width: 900, height: 600 }, deviceScaleFactor: scale });

    test("the browser's own picture has the page as it is seen, without the form and without what is private", async ({
      form,
      context,
    }) => {
      await openWithoutEngines(form);
      await form.button("pictureExact").click();
      await expect(form.button("pictureRetake")).toBeVisible();
      const { body } = await stored(form);
      expect(body.capture.method).toBe("display-media");
      const blank = await context.newPage();
      const picture = await decode(blank, body.screenshotDataUrl, 900);
      expect(Math.abs(picture.height - 600)).toBeLessThanOrEqual(1);
      expect(distance(picture.at({ x: 500, y: 48 }), [32, 96, 64])).toBeLessThan(24);
      expect(distance(picture.at({ x: 150, y: 250 }), [214, 58, 44])).toBeLessThan(24);
      // Where the panel and the launcher stood there is the page.
      expect(distance(picture.at({ x: 850, y: 560 }), [255, 250, 242])).toBeLessThan(16);
      const box = await form.page.getByLabel("Password").evaluate((field) => {
        const { x, y, width, height } = field.getBoundingClientRect();
        return { x, y, width, height };
      });
      for (const share of [0.05, 0.3, 0.5, 0.9])
        expect(
          distance(picture.at({ x: box.x + box.width * share, y: box.y + box.height / 2 }), [138, 143, 152]),
        ).toBeLessThan(16);
    });
  });

/** What a browser, its user or a page can do to the question, and what is said of it. */
const FAULTS: [name: string, script: string, sentence: "pictureDenied" | "pictureOtherTab" | "pictureFailed"][] = [
  ["says no", "() => Promise.reject(new DOMException('', 'NotAllowedError'))", "pictureDenied"],
  ["cannot", "() => Promise.reject(new DOMException('', 'NotReadableError'))", "pictureFailed"],
  ["throws", "() => { throw new TypeError('patched') }", "pictureFailed"],
  [
    "gives something other than this page",
    "async () => document.createElement('canvas').captureStream(1)",
    "pictureOtherTab",
  ],
];

for (const [name, script, sentence] of FAULTS)
  test(`where the browser ${name} it is said, and the message can be sent without a picture`, async ({
    form,
    page,
  }) => {
    await page.addInitScript(`navigator.mediaDevices.getDisplayMedia = ${script}`);
    await openWithoutEngines(form);
    await form.button("pictureExact").click();
    await expect(form.text(sentence)).toBeVisible({ timeout: 4_000 });
    expect((await stored(form)).body).not.toHaveProperty("screenshotDataUrl");
  });

for (const [name, script] of [
  ["the browser cannot share tabs", "delete MediaDevices.prototype.getDisplayMedia"],
  ["the page may not share itself", "document.featurePolicy.allowsFeature = () => false"],
] as const)
  test(`where ${name} the browser's own picture is not offered`, async ({ form, page }) => {
    await page.addInitScript(script);
    await form.page.route(/assets\/(renderer|html2canvas)-.*\.js/, (route) => route.abort());
    await form.open();
    await form.button("pictureAdd").click();
    await expect(form.button("pictureWithout")).toBeVisible();
    await expect(form.button("pictureExact")).toBeHidden();
  });

test("a page that does not change is drawn again where its first frames were lost while sharing began", async ({
  form,
  page,
}) => {
  await page.addInitScript(`{
    const { get } = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "readyState");
    Object.defineProperty(HTMLMediaElement.prototype, "readyState", {
      get() { return this.getVideoPlaybackQuality().totalVideoFrames < 6 ? 0 : get.call(this); },
    });
  }`);
  await openWithoutEngines(form);
  await form.button("pictureExact").click();
  await expect(form.button("pictureRetake")).toBeVisible();
});

test("sharing has ended when the picture is there", async ({ form, page }) => {
  await page.addInitScript(`{
    const { getDisplayMedia } = MediaDevices.prototype;
    MediaDevices.prototype.getDisplayMedia = async function (...all) {
      return (window.shared = await getDisplayMedia.apply(this, all));
    };
  }`);
  await openWithoutEngines(form);
  await form.button("pictureExact").click();
  await expect(form.button("pictureRetake")).toBeVisible();
  expect(await page.evaluate("shared.getTracks().map(({ readyState }) => readyState).join()")).toBe("ended");
});
