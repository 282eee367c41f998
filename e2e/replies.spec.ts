import { expect, type Page } from "@playwright/test";
import axe from "axe-core";
import type { Served } from "../server-stub/scaled/start.ts";
import { atRest } from "./fixtures/at-rest.ts";
import { test as base } from "./fixtures/served.ts";
import { type ShopPage, startShopPage } from "./fixtures/shop-page.ts";

/** A team's answers on their way to who wrote: the real server in private mode, and a page whose host says who is signed in. */
const test = base.extend<{ server: Served; shop: ShopPage }>({
  server: async ({ serve }, use) => use(await serve({ mode: "private" })),
  shop: async ({ server: { url, publishableKey } }, use) => {
    const tag = `<script nonce="NONCE" async src="${url}/earshot.js" data-key="${publishableKey}"></script>`;
    const policy = `default-src 'none'; script-src 'nonce-NONCE' 'strict-dynamic'; style-src 'nonce-NONCE'; img-src 'self'; connect-src ${url}; require-trusted-types-for 'script'; trusted-types 'none'`;
    const shop = await startShopPage({ tag, policy });
    await use(shop);
    await shop.close();
  },
});

const askServer = async ({ url, secretKey }: Served, path: string, body?: object) => {
  const answer = await fetch(url + path, {
    method: body ? "POST" : "GET",
    headers: { Authorization: `Bearer ${secretKey}`, "Content-Type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  expect(answer.ok, await answer.clone().text()).toBe(true);
  return answer.json();
};
const tokenOf = async (server: Served, sub: string): Promise<string> => {
  const { data } = await askServer(server, "/v1/apps");
  const [{ id: app }] = data;
  const { data: secrets } = await askServer(server, `/v1/apps/${app}/signing-secrets`);
  if (secrets.length === 0) await askServer(server, `/v1/apps/${app}/signing-secrets`, {});
  return (await askServer(server, "/v1/tokens", { app, sub, ctx: { name: sub } })).token;
};
/** Somebody's feedback, and what the team replied. */
const conversation = async (server: Served, sub: string, content: string, replies: string[]): Promise<string> => {
  const answer = await fetch(`${server.url}/v1/feedback`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${server.secretKey}`,
      "Content-Type": "application/json",
      "Earshot-User-Token": await tokenOf(server, sub),
    },
    body: JSON.stringify({ content }),
  });
  const { id } = (await answer.json()) as { id: string };
  for (const content of replies) await askServer(server, `/v1/feedback/${id}/replies`, { content });
  return id;
};
const repliesTo = async (server: Served, id: string): Promise<string[]> =>
  (await askServer(server, `/v1/feedback/${id}/replies`)).data.map(
    ({ author, content }: { author: { type: string; name: string }; content: string }) =>
      author.type === "customer" ? `${author.name}: ${content}` : content,
  );

const signIn = (page: Page, token: string | null) =>
  page.evaluate((token) => {
    (window as unknown as { Earshot: { setUserToken(token: unknown): void } }).Earshot.setUserToken(token);
  }, token);
const openForm = async (page: Page) => {
  await page.getByRole("button", { name: "Feedback" }).click();
  await expect(page.getByRole("textbox", { name: "Your message" })).toBeFocused();
};
const visit = async (page: Page, shop: ShopPage, token: string | null) => {
  await page.goto(shop.url);
  await signIn(page, token);
  await openForm(page);
};
const talkOf = (page: Page) => page.getByRole("dialog", { name: "Replies from the team" });
const field = (page: Page) => page.getByRole("textbox", { name: "Your answer" });
const send = (page: Page) => talkOf(page).getByRole("button", { name: "Send" }).click();
const axeFaults = async (page: Page) => {
  await atRest(page);
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(["earshot-widget"]);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
};
const asksFor = (server: Served) =>
  server.requests.filter(({ path, method }) => path.startsWith("/v1/conversations") && method !== "OPTIONS");

test("who comes back reads what the team replied, and answers; the form stays as it was", async ({
  page,
  server,
  shop,
}) => {
  const id = await conversation(server, "ann", "The total is wrong\nin my cart", [
    "Thank you! Which browser?",
    "<img src=x onerror=alert(1)> & so on",
  ]);
  await page.goto(shop.url);
  await signIn(page, await tokenOf(server, "ann"));
  await page.getByRole("button", { name: "Feedback" }).hover();
  await page.waitForFunction(() => document.querySelector("earshot-widget")?.shadowRoot?.querySelector("dialog"));
  expect(asksFor(server)).toEqual([]);
  await openForm(page);
  const line = page.getByRole("status").getByRole("button", { name: "New replies from the team: 2" });
  await expect(line).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Your message" })).toBeFocused();
  await page.keyboard.type("half a thought");
  await line.click();

  await expect(talkOf(page).getByRole("heading")).toBeFocused();
  await expect(talkOf(page).getByRole("article")).toHaveCount(3);
  await expect(talkOf(page).getByText("The total is wrong\nin my cart")).toBeVisible();
  await expect(talkOf(page).getByText("<img src=x onerror=alert(1)> & so on")).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);
  await field(page).fill("Firefox, of course");
  await send(page);
  await expect(talkOf(page).getByText("Your answer has been sent.")).toBeVisible();
  await expect(talkOf(page).getByRole("article").last()).toContainText("Firefox, of course");
  await expect(field(page)).toHaveValue("");
  expect(await repliesTo(server, id)).toEqual([
    "Thank you! Which browser?",
    "<img src=x onerror=alert(1)> & so on",
    "ann: Firefox, of course",
  ]);

  await talkOf(page).getByRole("button", { name: "Back" }).click();
  await expect(talkOf(page)).toBeHidden();
  await expect(page.getByRole("button", { name: "Earlier replies from the team" })).toBeFocused();
  await expect(page.getByRole("textbox", { name: "Your message" })).toHaveValue("half a thought");
  await page.reload();
  await signIn(page, await tokenOf(server, "ann"));
  await openForm(page);
  await expect(page.getByRole("button", { name: "Earlier replies from the team" })).toBeVisible();
  expect(await page.evaluate("[errors, violations]")).toEqual([[], []]);
});

test("several conversations: by keyboard alone from the list to one, back to the list, back to the form", async ({
  page,
  server,
  shop,
}) => {
  await conversation(server, "ann", "first", ["reply to the first"]);
  await conversation(server, "ann", "second", ["reply to the second", "and one more"]);
  await visit(page, shop, await tokenOf(server, "ann"));
  await page.getByRole("button", { name: "New replies from the team: 3" }).focus();
  await page.keyboard.press("Enter");
  await expect(talkOf(page).getByRole("listitem")).toHaveText([
    /^secondand one moreNew$/,
    /^firstreply to the firstNew$/,
  ]);
  expect(await axeFaults(page)).toEqual([]);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(talkOf(page).getByText("reply to the first")).toBeVisible();
  await expect(talkOf(page).getByRole("heading")).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(talkOf(page).getByRole("listitem")).toHaveText([/New$/, /^firstreply to the first$/]);
  await page.keyboard.press("Escape");
  await expect(talkOf(page)).toBeHidden();
  await expect(page.getByRole("dialog", { name: "Send feedback" })).toBeVisible();
  await expect(page.getByRole("button", { name: "New replies from the team: 2" })).toBeFocused();
});

test("an answer that does not get through stays, over a reload too; one whose receipt was lost is sent once", async ({
  page,
  server,
  shop,
}) => {
  const id = await conversation(server, "ann", "x", ["y"]);
  const path = `/v1/conversations/${id}/replies`;
  await visit(page, shop, await tokenOf(server, "ann"));
  await page.getByRole("button", { name: "New replies from the team: 1" }).click();
  await send(page);
  await expect(talkOf(page).getByText("Write a few words first.")).toBeVisible();
  await expect(field(page)).toBeFocused();
  await field(page).fill("my answer");
  // A browser tries more than once by itself.
  server.faults.add({ kind: "cut", path, times: 100 });
  await send(page);
  await expect(talkOf(page).getByText("Your answer could not be sent. It is still here: try again.")).toBeVisible();
  server.faults.clear();
  expect(await repliesTo(server, id)).toEqual(["y"]);

  await visit(page, shop, await tokenOf(server, "ann"));
  await page.getByRole("button", { name: "Earlier replies from the team" }).click();
  await expect(field(page)).toHaveValue("my answer");
  server.faults.add({ kind: "lose-answer", path, times: 100 });
  await send(page);
  await expect(talkOf(page).getByText("Your answer could not be sent. It is still here: try again.")).toBeVisible();
  server.faults.clear();
  await send(page);
  await expect(talkOf(page).getByText("Your answer has been sent.")).toBeVisible();
  await expect(talkOf(page).getByRole("article")).toHaveCount(3);
  expect(await repliesTo(server, id)).toEqual(["y", "ann: my answer"]);
});

test("nobody sees another's replies, and of who is not signed in the server is asked nothing", async ({
  page,
  server,
  shop,
}) => {
  await conversation(server, "ann", "x", ["for Ann alone"]);
  await visit(page, shop, await tokenOf(server, "ann"));
  await expect(page.getByRole("button", { name: "New replies from the team: 1" })).toBeVisible();
  await page.keyboard.press("Escape");
  await signIn(page, await tokenOf(server, "bob"));
  await openForm(page);
  await expect.poll(() => asksFor(server).length).toBe(2);
  await expect(page.getByRole("button", { name: /replies from the team/ })).toBeHidden();
  await page.keyboard.press("Escape");
  await signIn(page, null);
  await openForm(page);
  await expect(page.getByRole("button", { name: /replies from the team/ })).toBeHidden();
  await page.goto(shop.url);
  await openForm(page);
  await page.waitForLoadState("networkidle");
  expect(asksFor(server).length).toBe(2);
});

test("a server that fails, or answers what it should not, leaves the form as it is", async ({ page, server, shop }) => {
  await conversation(server, "ann", "x", ["y"]);
  const path = "/v1/conversations";
  server.faults.add({ kind: "status", status: 500, path, method: "GET" });
  await visit(page, shop, await tokenOf(server, "ann"));
  await expect.poll(() => asksFor(server).length).toBe(1);
  await page.getByRole("textbox", { name: "Your message" }).fill("still works");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByText("Thank you")).toBeVisible();
  expect(await page.evaluate("errors")).toEqual([]);
});
