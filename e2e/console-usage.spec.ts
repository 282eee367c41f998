import { expect, type Locator, type Page, test } from "@playwright/test";
import { STUB_EPOCH, STUB_KEYS } from "../server-stub/fixture.ts";
import { type Stub, startStub } from "../server-stub/start.ts";

/** Days go by on the server's clock, so this server is one process whose clock the test moves. */
const DAY = 24 * 3_600_000;
let stub: Stub;
test.beforeEach(async () => {
  stub = await startStub();
});
test.afterEach(() => stub.close());

const send = (body: object, headers: Record<string, string> = {}) =>
  fetch(`${stub.url}/v1/feedback`, {
    method: "POST",
    headers: { Authorization: `Bearer ${STUB_KEYS.secret}`, "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

/** Three days: two requests, then one with a refusal, then one from a page that may not use the key. */
const threeDays = async () => {
  await send({ content: "one" });
  await send({ content: "two" });
  stub.clock.advance(DAY);
  await send({ content: "three" });
  await send({ content: "" });
  stub.clock.advance(DAY);
  await send(
    { content: "four" },
    { Authorization: `Bearer ${STUB_KEYS.publishable}`, Origin: "https://elsewhere.example" },
  );
};

const open = async (page: Page, address = "usage") => {
  await page.clock.setFixedTime(STUB_EPOCH + 2 * DAY);
  await page.goto(await stub.signInLink());
  await expect(page.getByRole("navigation", { name: "Rooms" })).toBeVisible();
  await page.goto(`${stub.url}/#/${address}`);
  await expect(page.getByRole("heading", { level: 1, name: "Usage" })).toBeVisible();
};

const rowsOf = async (page: Page, title: string): Promise<Locator> => {
  const figure = page.getByRole("region", { name: title, exact: true });
  await figure.getByText("The figures as a table").click();
  return figure.locator("tbody tr, tfoot tr");
};

/** How many pixels of the chart are of this colour of the page. */
const painted = (page: Page, token: string): Promise<number> =>
  page
    .getByRole("img", { name: /requests in \d+ days by key/ })
    .locator("canvas")
    .evaluate((element, name) => {
      const canvas = element as HTMLCanvasElement;
      const probe = document.createElement("canvas").getContext("2d") as CanvasRenderingContext2D;
      probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(name);
      probe.fillRect(0, 0, 1, 1);
      const [red, green, blue] = probe.getImageData(0, 0, 1, 1).data;
      const { data } = (canvas.getContext("2d") as CanvasRenderingContext2D).getImageData(
        0,
        0,
        canvas.width,
        canvas.height,
      );
      let count = 0;
      for (let at = 0; at < data.length; at += 4)
        if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) count++;
      return count;
    }, token);

test("what was asked and refused on each day stands in charts, and the same in tables", async ({ page }) => {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (/Content Security Policy|TrustedHTML/.test(message.text())) complaints.push(message.text());
  });
  await threeDays();
  await open(page, "usage?days=7");
  const asSeen = { useInnerText: true };
  await expect(await rowsOf(page, "Requests by key")).toHaveText(
    [
      /^Jan 3\s+0\s+1$/,
      /^Jan 2\s+2\s+0$/,
      /^Jan 1\s+2\s+0$/,
      /^Dec 31\s+0\s+0$/,
      /^Dec 30\s+0\s+0$/,
      /^Dec 29\s+0\s+0$/,
      /^Dec 28\s+0\s+0$/,
      /^Sum\s+4\s+1$/,
    ],
    asSeen,
  );
  await expect((await rowsOf(page, "Refusals by code")).last()).toHaveText(/^Sum\s+1\s+1$/, asSeen);
  await expect.poll(() => painted(page, "--accent")).toBeGreaterThan(500);
  expect(complaints).toEqual([]);
});

test("the charts are drawn anew in the dark, and in another width", async ({ page }) => {
  await threeDays();
  await page.emulateMedia({ colorScheme: "light" });
  await open(page);
  const canvas = page.locator("canvas").first();
  await expect.poll(() => painted(page, "--accent")).toBeGreaterThan(100);
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(() => painted(page, "--accent")).toBeGreaterThan(100);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(async () => (await canvas.boundingBox())?.width).toBeLessThan(390);
});

test("a code leads to what it means and what to do; key and range stand in the address", async ({ page }) => {
  await threeDays();
  await open(page);
  await page.getByRole("link", { name: "origin_not_allowed" }).click();
  await expect(page.getByText(/add its origin to the key/)).toBeVisible();
  await expect(page).toHaveURL(/code=origin_not_allowed/);
  await page.getByRole("link", { name: "Stub publishable key" }).click();
  await expect(page.getByRole("combobox", { name: "Key" })).toHaveValue(/^[0-9a-f]{24}$/);
  await expect(page.getByRole("img", { name: /requests in 30 days by key, 1 in all/ })).toBeVisible();
  await page.getByRole("combobox", { name: "Time" }).selectOption("7");
  await expect(page).toHaveURL(/days=7/);
  await page.reload();
  await expect(page.getByRole("combobox", { name: "Time" })).toHaveValue("7");
  await expect(page.getByRole("img", { name: /requests in 7 days by key, 1 in all/ })).toBeVisible();
});
