import { expect, type Page } from "@playwright/test";
import type { Served } from "../server-stub/scaled/start.ts";
import type { Feedback, FeedbackList } from "../shared/contract/record.ts";
import { kept } from "./fixtures/kept.ts";
import { decode, distance } from "./fixtures/picture.ts";
import { test as base } from "./fixtures/served.ts";
import { type ShopPage, startShopPage } from "./fixtures/shop-page.ts";

/** The stub is the real server; the page stands on another origin and carries the script tag of the README. */
const test = base.extend<{ shop: ShopPage }>({
  shop: async ({ stub }, use) => {
    const shop = await startShopPage({ tag: scriptTag(stub) });
    await use(shop);
    await shop.close();
  },
});

const scriptTag = ({ url, publishableKey }: Served): string =>
  `<script nonce="NONCE" async src="${url}/earshot.js" data-key="${publishableKey}"></script>`;

const TEXT = "The total does not change when I remove the tea.\nSecond line: Überraschung 👋";

const dialogOf = (page: Page) => page.getByRole("dialog", { name: "Send feedback" });
const open = async (page: Page, url: string) => {
  await page.bringToFront(); // Firefox gives the focus only to the tab in front
  await page.goto(url);
  await page.getByRole("button", { name: "Feedback" }).click();
  await expect(page.getByRole("textbox", { name: "Your message" })).toBeFocused();
};
const write = (page: Page, text = TEXT) => page.getByRole("textbox", { name: "Your message" }).fill(text);
const send = (page: Page) => page.getByRole("button", { name: "Send", exact: true }).click();
const sent = (page: Page) => expect(dialogOf(page).getByText("Thank you")).toBeVisible();

const read = async (stub: Served, path: string) =>
  fetch(stub.url + path, { headers: { Authorization: `Bearer ${stub.secretKey}` } });
const records = async (stub: Served): Promise<Feedback[]> =>
  ((await (await read(stub, "/v1/feedback")).json()) as FeedbackList).data;

/** What a host page must never notice. */
const hostIsUnharmed = async (page: Page) => {
  expect(await page.evaluate("errors")).toEqual([]);
  expect(await page.evaluate("violations")).toEqual([]);
};

test("a visitor's words and picture reach the API and the inbox as they were", async ({ page, stub, shop }) => {
  await page.setViewportSize({ width: 1000, height: 640 });
  await page.goto(`${shop.url}/cart?step=2&token=abc123#pay`);
  const truth = await page.screenshot();
  await page.getByRole("button", { name: "Feedback" }).click();
  await page.locator("label.chip", { hasText: "Problem" }).click(); // once it has come to rest: the form moves as it opens
  await expect(page.getByRole("radio", { name: "Problem" })).toBeChecked();
  await write(page);
  await page.getByRole("textbox", { name: /E-mail/ }).fill("ann@example.com");
  await page.getByRole("button", { name: "Add a screenshot" }).click();
  await expect(page.getByRole("img", { name: "Screenshot of this page" })).toBeVisible();
  await send(page);
  await sent(page);

  const [record, ...others] = await records(stub);
  expect(others).toEqual([]);
  expect(record).toMatchObject({
    content: TEXT,
    category: "problem",
    customerEmail: "ann@example.com",
    pageUrl: `${shop.url}/cart?step=2&token=removed`,
    pageTitle: "Beans & Leaves: your cart",
    sourceType: "widget",
    capture: { method: "renderer" },
    client: { viewport: { width: 1000, height: 640 }, sdk: { name: "earshot-widget" } },
  });

  const answer = await read(stub, record?.screenshot?.url ?? "");
  const type = answer.headers.get("content-type");
  const sentPicture = await decode(
    page,
    `data:${type};base64,${Buffer.from(await answer.arrayBuffer()).toString("base64")}`,
    1000,
  );
  const truthPicture = await decode(page, `data:image/png;base64,${truth.toString("base64")}`, 1000);
  let alike = 0;
  let looked = 0;
  for (let y = 2; y < 630; y += 7)
    for (let x = 2; x < 990; x += 7) {
      // The launcher's corner is ours and not in the picture; the password's field is painted over.
      if ((x > 800 && y > 540) || (y > 300 && y < 360)) continue;
      looked++;
      if (distance(sentPicture.at({ x, y }), truthPicture.at({ x, y })) < 32) alike++;
    }
  expect(alike / looked).toBeGreaterThan(0.97);
  expect(distance(sentPicture.at({ x: 400, y: 260 }), truthPicture.at({ x: 400, y: 260 }))).toBeLessThan(16); // the oklch card
  await hostIsUnharmed(page);

  await page.goto(await stub.signInLink());
  await page.getByText("The total does not change").first().click();
  const inbox = page.getByRole("main");
  await expect(inbox.getByText("Second line: Überraschung 👋").first()).toBeVisible();
  await expect(inbox.getByText("Beans & Leaves: your cart").first()).toBeVisible();
  await expect(inbox.getByText("ann@example.com").first()).toBeVisible();
  await expect
    .poll(() => page.evaluate(() => [...document.images].some((image) => image.naturalWidth >= 1000)))
    .toBe(true);
});

test("without an answer the words are kept, and sent by themselves when the server is back: once", async ({
  page,
  stub,
  shop,
}) => {
  stub.faults.add({ kind: "cut", times: 100 }); // a browser may repeat one by itself
  await open(page, shop.url);
  await write(page);
  await send(page);
  await expect(dialogOf(page).getByText("Saved, will be sent")).toBeVisible();
  stub.faults.clear();
  await page.reload();
  await expect
    .poll(async () => (await records(stub)).map(({ content }) => content), { timeout: 20_000 })
    .toEqual([TEXT]);
  await hostIsUnharmed(page);
});

test("an answer that is lost after the server stored it makes no second record", async ({ page, stub, shop }) => {
  stub.faults.add({ kind: "lose-answer" });
  await open(page, shop.url);
  await write(page);
  await send(page);
  await expect.poll(() => stub.requests.filter(({ method }) => method === "POST").length, { timeout: 20_000 }).toBe(2);
  await sent(page);
  expect((await records(stub)).map(({ content }) => content)).toEqual([TEXT]);
});

test("the tab closed right after send loses nothing: the next page of the site sends it", async ({
  context,
  stub,
  shop,
}) => {
  stub.faults.add({ kind: "cut", times: 100 });
  const page = await context.newPage();
  await open(page, shop.url);
  await write(page);
  await send(page);
  await expect(dialogOf(page).getByText("Saved, will be sent")).toBeVisible();
  await page.close();
  stub.faults.clear();
  await (await context.newPage()).goto(shop.url);
  await expect.poll(async () => (await records(stub)).length, { timeout: 20_000 }).toBe(1);
});

test("a site that is not allowed is told so in words, and the text can be edited or copied", async ({
  page,
  context,
  serve,
}) => {
  const stub = await serve({ origins: ["example.com"] });
  const shop = await startShopPage({ tag: scriptTag(stub) });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  await open(page, shop.url);
  await write(page);
  await send(page);
  await expect(dialogOf(page).getByText("Not sent yet")).toBeVisible();
  await dialogOf(page).getByRole("button", { name: "Copy as text" }).click();
  await expect(dialogOf(page).getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("The total does not change");
  await dialogOf(page).getByRole("button", { name: "Edit" }).click();
  await expect(page.getByRole("textbox", { name: "Your message" })).toHaveValue(TEXT);
  expect(complaints.join("\n")).toContain(shop.url); // the site's developer reads which origin to allow
  expect(await records(stub)).toEqual([]);
  await shop.close();
});

test("a draft survives closing, and a reload", async ({ page, shop }) => {
  await open(page, shop.url);
  await write(page, "half a thou");
  await page.keyboard.press("Escape");
  await expect(dialogOf(page)).toBeHidden();
  await expect(page.getByRole("button", { name: "Feedback" })).toBeFocused();
  await page.reload();
  await page.getByRole("button", { name: "Feedback" }).click();
  await expect(page.getByRole("textbox", { name: "Your message" })).toHaveValue("half a thou");
});

test("the whole way works by keyboard alone", async ({ page, stub, shop }) => {
  await page.goto(shop.url);
  await page.getByRole("button", { name: "Feedback" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Your message" })).toBeFocused();
  await page.keyboard.type("typed");
  await page.keyboard.press("Control+Enter");
  await sent(page);
  expect((await records(stub)).map(({ content }) => content)).toEqual(["typed"]);
});

test("under a strict policy with Trusted Types the form opens, sends, and causes no report", async ({ page, stub }) => {
  const shop = await startShopPage({
    tag: scriptTag(stub),
    policy: `default-src 'none'; script-src 'nonce-NONCE' 'strict-dynamic'; style-src 'nonce-NONCE'; img-src 'self'; connect-src ${stub.url}; require-trusted-types-for 'script'; trusted-types 'none'`,
  });
  await open(page, shop.url);
  await write(page);
  await send(page);
  await sent(page);
  expect((await records(stub)).map(({ content }) => content)).toEqual([TEXT]);
  await hostIsUnharmed(page);
  await shop.close();
});

test("nothing is stored, no cookie is set and nothing is asked of the server before somebody opens the form", async ({
  page,
  stub,
  shop,
}) => {
  await page.goto(shop.url);
  await expect(page.getByRole("button", { name: "Feedback" })).toBeVisible();
  expect(await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length])).toEqual(["", 0, 0]);
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  expect(stub.requests.map(({ path }) => path)).toEqual(["/earshot.js"]);
});

test("a text in one tab survives that another tab sends its own, and goes when it is sent itself", async ({
  context,
  stub,
  shop,
}) => {
  const [a, b] = [await context.newPage(), await context.newPage()];
  await open(a, shop.url);
  await write(a, "from tab A");
  await expect
    .poll(async () => (await a.evaluate(kept, "drafts")).map(({ content }) => content))
    .toEqual(["from tab A"]);
  await open(b, shop.url);
  await expect(b.getByRole("textbox", { name: "Your message" })).toHaveValue("from tab A"); // it begins with what is there
  await write(b, "from tab B");
  await send(b);
  await sent(b);
  await a.reload();
  await a.getByRole("button", { name: "Feedback" }).click();
  await expect(a.getByRole("textbox", { name: "Your message" })).toHaveValue("from tab A");
  await send(a);
  await sent(a);
  for (const page of [a, b]) {
    await open(page, shop.url);
    await expect(page.getByRole("textbox", { name: "Your message" })).toHaveValue("");
  }
  expect((await records(stub)).map(({ content }) => content)).toEqual(["from tab A", "from tab B"]);
});

test("a page with an old library that changes how lists are written sends what every page sends", async ({
  page,
  stub,
}) => {
  const library = `<script>
    Array.prototype.toJSON = function () { return "[" + this.join(", ") + "]"; };
    Object.prototype.toJSON = String.prototype.toJSON = function () { return String(this); };
    Array.from = (list) => [].slice.call(list);
  </script>`;
  const shop = await startShopPage({
    tag: library + scriptTag(stub).replace("data-key", 'data-tags="beta,checkout" data-key'),
  });
  await open(page, shop.url);
  await write(page);
  await page.getByRole("button", { name: "Add a screenshot" }).click();
  await expect(page.getByRole("img", { name: "Screenshot of this page" })).toBeVisible();
  await send(page);
  await sent(page);
  expect(await records(stub)).toMatchObject([
    { content: TEXT, tags: ["beta", "checkout"], capture: { gaps: expect.any(Array) } },
  ]);
  await shop.close();
});

test("a policy of the page that forbids our server is told as such, and nothing is promised", async ({
  page,
  stub,
}) => {
  const shop = await startShopPage({
    tag: scriptTag(stub),
    policy: `default-src 'none'; script-src 'nonce-NONCE' 'strict-dynamic'; style-src 'nonce-NONCE'; connect-src 'self'`,
  });
  const lines: string[] = [];
  page.on("console", (message) => message.text().startsWith("[earshot]") && lines.push(message.text()));
  await open(page, shop.url);
  await write(page);
  await send(page);
  await expect(dialogOf(page).getByText("Not sent yet")).toBeVisible();
  await expect(dialogOf(page).getByText("The rules of this site do not let it be sent.")).toBeVisible();
  await dialogOf(page).getByRole("button", { name: "Edit" }).click();
  await expect(page.getByRole("textbox", { name: "Your message" })).toHaveValue(TEXT);
  expect(lines).toEqual([expect.stringContaining(stub.url)]);
  expect(await records(stub)).toEqual([]);
  await shop.close();
});
