import { expect, type Page, type Response, type Route } from "@playwright/test";
import type { Served } from "../server-stub/scaled/start.ts";
import type { AppSettings } from "../shared/contract/app.ts";
import type { Feedback, FeedbackList } from "../shared/contract/record.ts";
import { pick } from "./fixtures/pick.ts";
import { test } from "./fixtures/served.ts";
import { startShopPage } from "./fixtures/shop-page.ts";

/** What an app's owner sets at the server, as its visitors see it. */

const asOwner = async ({ url, secretKey }: Served, path: string, body?: object, method = body ? "POST" : "GET") => {
  const answer = await fetch(url + path, {
    method,
    headers: { Authorization: `Bearer ${secretKey}`, "Content-Type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  expect(answer.ok, await answer.clone().text()).toBe(true);
  return answer.json();
};
const appOf = async (stub: Served): Promise<string> => (await asOwner(stub, "/v1/apps")).data[0].id;
const set = async (stub: Served, settings: AppSettings, mode = "public") =>
  asOwner(stub, `/v1/apps/${await appOf(stub)}`, { settings, mode }, "PATCH");
const records = async (stub: Served): Promise<Feedback[]> =>
  ((await asOwner(stub, "/v1/feedback")) as FeedbackList).data;

const open = async (page: Page, { url, publishableKey }: Served, attributes = "", before = "") => {
  const tag = `<script nonce="NONCE" async src="${url}/earshot.js" data-key="${publishableKey}" ${attributes}></script>`;
  const shop = await startShopPage({ tag: before + tag });
  page.once("close", () => void shop.close());
  await page.goto(shop.url);
  await page.getByRole("button", { name: "Feedback" }).click();
  await expect(message(page)).toBeFocused();
};
const message = (page: Page) => page.getByRole("textbox", { name: "Your message" });
const email = (page: Page) => page.getByRole("textbox", { name: /E-mail/ });
const panel = (page: Page) => page.getByRole("dialog");
const sendAndSee = async (page: Page, text = "hello") => {
  await message(page).fill(text);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByText("Thank you")).toBeVisible();
};
const lines = (page: Page): string[] => {
  const said: string[] = [];
  page.on("console", (message) => message.text().startsWith("[earshot]") && said.push(message.text()));
  return said;
};
const categories = (page: Page) => panel(page).getByRole("group", { name: "What is it about?" }).getByRole("radio");
/** Keeps the browser waiting for the settings. */
const holdSettings = async (page: Page) => {
  const isIt = (answer: Response) => answer.url().endsWith("/v1/config") && answer.request().method() === "GET";
  const held: Route[] = [];
  await page.route("**/v1/config", (route) => void held.push(route));
  return {
    /** Resolves when they are there. */
    async letThrough() {
      await expect.poll(() => held.length).toBe(1);
      const came = page.waitForResponse(isIt, { timeout: 30_000 });
      await held[0]!.continue();
      await (await came).finished();
    },
  };
};
const asked = (stub: Served) => stub.requests.filter(({ method, path }) => method === "GET" && path === "/v1/config");

test("categories in the owner's order, a rating, topics; no e-mail address, no picture; words, colour, place of their own", async ({
  page,
  stub,
}) => {
  await set(stub, {
    form: {
      categories: ["praise", "problem"],
      rating: true,
      email: "off",
      screenshot: "off",
      tags: ["Checkout", "Search"],
    },
    theme: { scheme: "dark", accent: "#0a7d4f", position: "bottom-left" },
    texts: { title: "Tell the roasters", contentPlaceholder: "How was your coffee?" },
  });
  await open(page, stub);
  await expect(page.getByRole("dialog", { name: "Tell the roasters" })).toBeVisible();
  await expect(message(page)).toHaveAttribute("placeholder", "How was your coffee?");
  await expect(categories(page)).toHaveCount(2);
  expect(await categories(page).evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value))).toEqual([
    "praise",
    "problem",
  ]);
  await expect(email(page)).toBeHidden();
  await expect(page.getByRole("button", { name: "Add a screenshot" })).toBeHidden();
  const { left, color, accent } = await panel(page).evaluate((element) => ({
    left: element.getBoundingClientRect().left,
    color: getComputedStyle(element).backgroundColor,
    accent: getComputedStyle(element).getPropertyValue("--ear-accent"),
  }));
  expect([left < 100, color, accent]).toEqual([true, "rgb(23, 25, 29)", "#0a7d4f"]);
  await pick(panel(page).getByRole("radio", { name: "4 of 5" }));
  await pick(panel(page).getByRole("checkbox", { name: "Search" }));
  await pick(categories(page).first());
  await sendAndSee(page);
  expect(await records(stub)).toMatchObject([
    { content: "hello", category: "praise", rating: 4, tags: ["Search"], customerEmail: null, screenshot: null },
  ]);
});

test("no categories: the question is not asked", async ({ page, stub }) => {
  await set(stub, { form: { categories: [] } });
  await open(page, stub);
  await expect(email(page)).toBeVisible();
  await expect(categories(page)).toHaveCount(0);
});

test("the tag's own words win over the settings", async ({ page, stub }) => {
  await set(stub, {
    form: { screenshot: "off" },
    theme: { scheme: "dark", accent: "#0a7d4f", position: "bottom-left" },
    texts: { title: "Theirs", contentPlaceholder: "Theirs too" },
  });
  const texts = `<script nonce="NONCE">window.Earshot = [["init", { texts: { title: "Mine" } }]];</script>`;
  await open(page, stub, 'data-theme="light" data-position="bottom-right" data-accent="#aa0055"', texts);
  await expect(page.getByRole("dialog", { name: "Mine" })).toBeVisible();
  await expect(message(page)).toHaveAttribute("placeholder", "Theirs too");
  const { right, color, accent } = await panel(page).evaluate((element) => ({
    right: innerWidth - element.getBoundingClientRect().right,
    color: getComputedStyle(element).backgroundColor,
    accent: getComputedStyle(element).getPropertyValue("--ear-accent"),
  }));
  expect([right < 100, color, accent]).toEqual([true, "rgb(255, 255, 255)", "#aa0055"]);
});

test("in private mode nobody is asked who they are, and nothing that the page says of them is sent", async ({
  page,
  serve,
}) => {
  const stub = await serve({ mode: "private" });
  const app = await appOf(stub);
  await asOwner(stub, `/v1/apps/${app}/signing-secrets`, {});
  const { token } = await asOwner(stub, "/v1/tokens", { app, sub: "ann", ctx: { name: "Ann" } });
  await open(page, stub);
  await page.evaluate((token) => {
    const { Earshot } = window as unknown as { Earshot: Record<string, (given: unknown) => void> };
    Earshot.identify?.({ name: "Eve", email: "eve@example.com" });
    Earshot.setUserToken?.(token);
  }, token);
  await expect(email(page)).toBeHidden();
  await sendAndSee(page); // else the server refuses it: in private mode these come from the token alone
  expect(await records(stub)).toMatchObject([{ content: "hello", customerName: "Ann", customerEmail: null }]);
});

test("in private mode also where the settings cannot be had: who is signed in is not asked, and is not refused", async ({
  page,
  serve,
}) => {
  const stub = await serve({ mode: "private" });
  const app = await appOf(stub);
  await asOwner(stub, `/v1/apps/${app}/signing-secrets`, {});
  const { token } = await asOwner(stub, "/v1/tokens", { app, sub: "ann" });
  stub.faults.add({ path: "/v1/config", method: "GET", kind: "status", status: 500 });
  const calls = [
    ["setUserToken", token],
    ["identify", { name: "Eve", email: "eve@example.com" }],
  ];
  const queue = `<script nonce="NONCE">window.Earshot = ${JSON.stringify(calls)};</script>`;
  await open(page, stub, "", queue);
  await expect(email(page)).toBeHidden();
  await sendAndSee(page);
  expect(await records(stub)).toMatchObject([{ content: "hello", customerName: null, customer: { sub: "ann" } }]);
});

test("settings that come late leave a form that somebody writes in as it is", async ({ page, stub }) => {
  await set(stub, { form: { categories: ["praise"], email: "off" }, texts: { title: "Too late" } });
  const line = await holdSettings(page);
  await open(page, stub);
  await page.keyboard.type("in the middle of a");
  await expect(message(page)).toHaveValue("in the middle of a");
  await line.letThrough();
  await page.keyboard.type(" sentence");
  await expect(page.getByRole("dialog", { name: "Send feedback" })).toBeVisible();
  await expect(categories(page)).toHaveCount(5);
  await expect(message(page)).toHaveValue("in the middle of a sentence");
  await sendAndSee(page);
});

test("settings that come late shape a form that nobody has written in yet", async ({ page, stub }) => {
  await set(stub, { texts: { title: "Just in time" } });
  const line = await holdSettings(page);
  await open(page, stub);
  await line.letThrough();
  await expect(page.getByRole("dialog", { name: "Just in time" })).toBeVisible();
  await expect(message(page)).toBeFocused();
});

for (const [name, fault] of [
  ["fails", { kind: "status", status: 500 }],
  ["is cut off", { kind: "cut", times: 100 }],
  ["is garbage", { kind: "status", status: 200, body: "<h1>Welcome to the hotel</h1>" }],
  [
    "is of another shape",
    { kind: "status", status: 200, body: '{"form":[],"texts":{"title":7},"theme":"dark","mode":1}' },
  ],
] as const)
  test(`an answer that ${name} leaves the form as it is: it opens and sends, and the console is told nothing`, async ({
    page,
    stub,
  }) => {
    const said = lines(page);
    stub.faults.add({ path: "/v1/config", method: "GET", ...fault });
    await open(page, stub);
    await expect(page.getByRole("dialog", { name: "Send feedback" })).toBeVisible();
    await expect(categories(page)).toHaveCount(5);
    await sendAndSee(page);
    expect(said).toEqual([]);
    expect((await records(stub)).map(({ content }) => content)).toEqual(["hello"]);
    expect(await page.evaluate("[errors, violations]")).toEqual([[], []]);
  });

test("a page that is not allowed: its developer reads so when the form opens, in one line, not when it sends", async ({
  page,
  serve,
}) => {
  const stub = await serve({ origins: ["example.com"] });
  const said = lines(page);
  await open(page, stub);
  await expect.poll(() => said).toEqual([expect.stringContaining("Add localhost to the key's allowed origins")]);
  expect(said[0]).toContain("origin_not_allowed");
});

test("the browser keeps the settings for a minute, and asks then whether they have changed", async ({ page, stub }) => {
  await set(stub, { texts: { title: "Kept" } });
  await open(page, stub);
  await page.reload();
  await page.getByRole("button", { name: "Feedback" }).click();
  await expect(page.getByRole("dialog", { name: "Kept" })).toBeVisible();
  expect(asked(stub).length).toBe(1);
  // As after the minute: the browser has to ask, and does it with the tag of what it has.
  const again = (key: string) =>
    page.evaluate(
      async ({ url, key }) => {
        const init: RequestInit = { headers: { Authorization: `Bearer ${key}` }, cache: "no-cache" };
        return (await (await fetch(`${url}/v1/config`, init)).json()).texts.title;
      },
      { url: stub.url, key },
    );
  expect(await again(stub.publishableKey)).toBe("Kept");
  expect(asked(stub).map(({ headers }) => headers["if-none-match"])).toEqual([
    undefined,
    expect.stringMatching(/^".+"$/),
  ]);
  await set(stub, { texts: { title: "Changed" } });
  expect(await again(stub.publishableKey)).toBe("Changed");
});
