import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, test as base, expect, type Page } from "@playwright/test";
import { freePort } from "../build/services/free-port.ts";
import { type Receiver, startReceiver } from "../server-stub/receiver.ts";
import { type ServerProcess, startServerProcess } from "../server-stub/server-process.ts";
import { choose, draw, SIZE, send, stroke } from "./fixtures/editor-hand.ts";
import { startShopPage } from "./fixtures/shop-page.ts";

/**
 * A team's first hour, played once from the first start to the first person who wants to be forgotten: on the built server in a process
 * of its own, on an empty folder, everything by what the pages offer. Only the visitor and the traffic are not the team's.
 */
type Fixtures = { server: ServerProcess; receiver: Receiver };
const test = base.extend<Fixtures>({
  server: async ({ playwright: _ }, use) => {
    const folder = mkdtempSync(join(tmpdir(), "earshot-hour-"));
    const server = await startServerProcess(await freePort(), {
      EARSHOT_DATA: folder,
      EARSHOT_WEBHOOK_HOSTS: "localhost",
    });
    await use(server);
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  },
  receiver: async ({ playwright: _ }, use) => {
    const receiver = await startReceiver();
    await use(receiver);
    await receiver.close();
  },
});

const COMPLAINT = "The total stays the same when I remove the tea.";

const room = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name }).click();
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });

/** A visitor says what is wrong, with a picture on which they framed it. */
const complain = async (browser: Browser, url: string): Promise<void> => {
  const context = await browser.newContext({ viewport: SIZE });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole("button", { name: "Feedback" }).click();
  await page.getByRole("textbox", { name: "Your message" }).fill(COMPLAINT);
  await page.getByRole("textbox", { name: /E-mail/ }).fill("ann@example.com");
  await page.getByRole("button", { name: "Add a screenshot" }).click();
  await draw(page);
  await choose(page, "Box");
  await stroke(page, { x: 600, y: 420 }, { x: 900, y: 560 });
  await send(page);
  await context.close();
};

/** What a page sends without rest. @returns Its end: every status that was answered. */
const traffic = (server: string, key: () => string): (() => Promise<number[]>) => {
  const statuses: number[] = [];
  let running = true;
  const sending = (async () => {
    while (running) {
      const answer = await fetch(`${server}/v1/feedback`, {
        method: "POST",
        headers: {
          Authorization: `Bearer ${key()}`,
          Origin: "http://localhost:5173",
          "Content-Type": "application/json",
        },
        body: JSON.stringify({ content: `Traffic ${statuses.length}` }),
      });
      await answer.arrayBuffer();
      statuses.push(answer.status);
      await new Promise((resolve) => setTimeout(resolve, 1_100)); // 60 a minute are an address' share
    }
  })();
  return async () => {
    running = false;
    await sending;
    return statuses;
  };
};

test("a team's first hour: from the first start to a person who is erased", async ({
  browser,
  page,
  server,
  receiver,
}) => {
  test.setTimeout(240_000);
  const { signInLink } = await server.printed;
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    // Nobody was signed in when the link was opened: that question is answered with 401, and browsers write it down.
    if (message.type() === "error" && !/\b401\b/.test(message.text()))
      errors.push(`${message.text()} ${message.location().url}`);
  });

  await test.step("the link of the first start signs in", async () => {
    await page.goto(signInLink ?? "");
    await expect(page.getByRole("heading", { level: 1, name: "Inbox" })).toBeAttached();
    expect(page.url()).not.toContain("sign-in");
  });

  await test.step("an app of its own", async () => {
    await room(page, "Keys");
    await button(page, "New app").click();
    const sheet = page.getByRole("dialog");
    await sheet.getByLabel("Name", { exact: true }).fill("Beans & Leaves");
    await sheet.getByRole("button", { name: "Make an app" }).click();
    await expect(page.getByText("Beans & Leaves is made.")).toBeVisible();
  });

  const key = await test.step("a key for its pages, shown this once", async () => {
    await button(page, "New key").first().click();
    const sheet = page.getByRole("dialog", { name: "New key" });
    await sheet.getByLabel("Name", { exact: true }).fill("Shop pages");
    await sheet.getByLabel("Pages that may use it").fill("localhost");
    await sheet.getByRole("button", { name: "Make the key" }).click();
    const line = await page.getByText(/<script .*data-key="ear_pub_/).innerText();
    await button(page, "I have copied it").click();
    return /ear_pub_\w+/.exec(line.replaceAll("-", "_")) ? (/data-key="([^"]+)"/.exec(line)?.[1] ?? "") : "";
  });
  expect(key).toMatch(/^ear_pub_/);

  await test.step("the snippet on a page; the first feedback arrives by itself", async () => {
    await room(page, "Inbox");
    const tag = `<script nonce="NONCE" async src="${server.url}/earshot.js" data-key="${key}"></script>`;
    const shop = await startShopPage({ tag });
    await complain(browser, shop.url);
    await shop.close();
    await expect(page.getByRole("link", { name: new RegExp(COMPLAINT) })).toBeVisible();
  });

  await test.step("it is read, with what was marked on the picture", async () => {
    await page.getByRole("link", { name: new RegExp(COMPLAINT) }).click();
    await expect(page.getByRole("article").getByText(COMPLAINT)).toBeVisible();
    await expect(page.getByText("Drawn on the picture")).toBeVisible();
    await page.getByRole("button", { name: "Open the picture in full size" }).click();
    await expect(page.getByRole("dialog").getByRole("img").first()).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });

  await test.step("tagged, assigned, answered", async () => {
    await page.keyboard.press("t");
    await page.getByRole("combobox", { name: "Tags" }).fill("cart");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+Enter");
    await expect(page.getByRole("article").getByText("cart", { exact: true })).toBeVisible();
    await page.keyboard.press("a");
    await expect(page.getByRole("combobox", { name: "Assign to" })).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("status").filter({ hasText: "assigned to Owner" })).toBeVisible();
    await page.keyboard.press("r");
    await page.keyboard.type("Thank you, Ann. It is mended.");
    await page.keyboard.press("Control+Enter");
    await expect(page.getByRole("article").getByText("Thank you, Ann. It is mended.")).toBeVisible();
  });

  await test.step("a webhook, and its test", async () => {
    await room(page, "Webhooks");
    await button(page, "Add a webhook").first().click();
    const sheet = page.getByRole("dialog", { name: "Add a webhook" });
    await sheet.getByLabel("Address").fill(`${receiver.url}/hook`);
    await sheet.getByRole("button", { name: "Add the webhook" }).click();
    await button(page, "I have copied it").click();
    await button(page, "Send a test").click();
    await expect(page.getByText(/It arrived: answered 204/)).toBeVisible();
    expect(JSON.parse(receiver.received[0]?.body ?? "{}")).toMatchObject({ type: "webhook.test" });
  });

  await test.step("the key is replaced while the page sends: nothing is refused", async () => {
    let current = key;
    const end = traffic(server.url, () => current);
    await room(page, "Keys");
    await page.getByRole("button", { name: "Rotate Shop pages" }).click();
    const sheet = page.getByRole("dialog");
    await sheet.getByLabel("The old key works for").selectOption("3600");
    await sheet.getByRole("button", { name: "Make the new key" }).click();
    const line = await page.getByText(/<script .*data-key="ear_pub_/).innerText();
    await button(page, "I have copied it").click();
    await expect(page.getByText(/Still in use: last/)).toBeVisible({ timeout: 90_000 }); // noted once a minute
    current = /data-key="([^"]+)"/.exec(line)?.[1] ?? "";
    expect(current).not.toBe(key);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const statuses = await end();
    expect(statuses.length).toBeGreaterThan(3);
    expect(new Set(statuses)).toEqual(new Set([201]));
  });

  await test.step("who wrote asks to be forgotten, and is", async () => {
    await room(page, "Privacy");
    await page.getByLabel("Name, address or id").fill("ann@example.com");
    await button(page, "Find").click();
    await page.getByRole("button", { name: /^Erase ann/ }).click();
    const sheet = page.getByRole("dialog");
    await sheet.getByRole("textbox").fill("ann@example.com");
    await sheet.getByRole("button", { name: "Erase for good" }).click();
    await expect(page.getByRole("heading", { name: "Erased" })).toBeVisible();
    await room(page, "Inbox");
    await expect(page.getByRole("link", { name: /Traffic/ }).first()).toBeVisible();
    await expect(page.getByText(COMPLAINT)).toHaveCount(0);
  });

  expect(errors).toEqual([]);
});
