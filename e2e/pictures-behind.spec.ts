import { decode } from "./fixtures/picture.ts";
import { expect, isPicture, show, take, test, VIEWPORT } from "./fixtures/pictures-test.ts";

test.use({ viewport: VIEWPORT });
test.skip(({ browserName }) => browserName !== "chromium", "one browser is enough for what is told");

test("html2canvas tells what it leaves out: pictures, drawings and frames of other sites, closed components", async ({
  page,
  site,
  context,
}) => {
  await show(page, site, "gaps");
  const places = await page.evaluate(() =>
    [...document.querySelectorAll("main > [data-gap]")].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const reason = (element as HTMLElement).dataset.gap || "component";
      return { reason, rect: { x, y, width, height }, isBoxed: /img|canvas/i.test(element.tagName) };
    }),
  );
  const taken = await take(page, "html2canvas");
  if (!isPicture(taken)) throw new Error(JSON.stringify(taken));
  expect(taken.gaps).toEqual(expect.arrayContaining(places.map(({ reason, rect }) => ({ reason, rect }))));
  expect(taken.gaps).toHaveLength(places.length);
  // A box stands where the picture was: nobody takes it for an empty place of the page.
  const { at } = await decode(await context.newPage(), `data:image/png;base64,${taken.png}`, VIEWPORT.width);
  for (const { reason, rect } of places.filter(({ isBoxed }) => isBoxed))
    expect([reason, at({ x: rect.x + 30, y: rect.y + 30 })]).toEqual([reason, [223, 223, 223]]);
});
