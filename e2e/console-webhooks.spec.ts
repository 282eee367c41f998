import { createHmac } from "node:crypto";
import type { Page } from "@playwright/test";
import { STUB_KEYS } from "../server-stub/fixture.ts";
import { type Received, type Receiver, startReceiver } from "../server-stub/receiver.ts";
import { test as base } from "./fixtures/served.ts";

const test = base.extend<{ receiver: Receiver }>({
  receiver: async ({ playwright: _ }, use) => {
    const receiver = await startReceiver();
    await use(receiver);
    await receiver.close();
  },
});
const { expect } = base;

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Adds a webhook by hand. @returns Its secret, which is shown this once. */
const add = async (page: Page, url: string): Promise<string> => {
  await button(page, "Add a webhook").first().click();
  const sheet = page.getByRole("dialog"); // by its role: a sheet that is closed is still in the page for a moment
  await sheet.getByLabel("Address").fill(url);
  await sheet.getByRole("button", { name: "Add the webhook" }).click();
  const secret = await sheet.getByText(/^whsec_/).innerText();
  await button(page, "I have copied it").click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(new URL(url).host);
  return secret;
};

/** Whether one of its signatures is of this secret. Its time does not count: the stub's clock stands still. */
const isSignedWith = (secret: string, { headers, body }: Received): boolean => {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const expected = `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
  return (headers["webhook-signature"] ?? "").split(" ").includes(expected);
};

test("a webhook is added, its test arrives signed with the secret that was shown, and the outcome stands in place", async ({
  page,
  stub,
  receiver,
}) => {
  await page.goto(await stub.signInLink());
  await page.goto(`${stub.url}/#/webhooks`);
  await expect(page.getByRole("heading", { name: "No webhook yet" })).toBeVisible();
  const secret = await add(page, `${receiver.url}/hook/T0123456789abcdef`);
  await expect(page.getByText("T0123456789abcdef")).toHaveCount(0);

  await button(page, "Send a test").click();
  await expect(page.getByText(/It arrived: answered 204 after \d+ ms/)).toBeVisible();
  const [first] = receiver.received;
  expect(first && isSignedWith(secret, first)).toBe(true);
  expect(JSON.parse(first?.body ?? "{}")).toMatchObject({ type: "webhook.test" });
  await expect(page.getByRole("row", { name: /Test.*Delivered/ })).toBeVisible();

  await page.getByRole("link", { name: "All webhooks" }).click();
  await expect(page.getByRole("row")).toHaveCount(2);
  expect(await page.content()).not.toContain(secret);
  await page.reload();
  await expect(page.getByRole("row")).toHaveCount(2);
  expect(await page.content()).not.toContain(secret);
});

test("what arrives while the log is looked at appears by itself; one that failed is opened, read as text, and sent again", async ({
  page,
  stub,
  receiver,
}) => {
  await page.goto(await stub.signInLink());
  await page.goto(`${stub.url}/#/webhooks`);
  await add(page, `${receiver.url}/hook`);
  receiver.answerWith((_, response) =>
    response
      .writeHead(410, { "Content-Type": "text/html", "X-Receiver": "ours" })
      .end("<img src=x onerror=alert(1)>gone"),
  );
  await fetch(`${stub.url}/v1/feedback`, {
    method: "POST",
    headers: { Authorization: `Bearer ${STUB_KEYS.secret}`, "Content-Type": "application/json" },
    body: JSON.stringify({ content: "The cart is empty again" }),
  });
  await receiver.until(1);
  const row = page.getByRole("row", { name: /New feedback.*Failed/ });
  await expect(row).toBeVisible({ timeout: 15_000 });
  await row.getByRole("link").click();
  const sheet = page.getByRole("dialog", { name: "Delivery: New feedback" });
  await expect(sheet.getByText("<img src=x onerror=alert(1)>gone")).toBeVisible();
  await expect(sheet.locator("img")).toHaveCount(0);
  // 410 switched it off: sending again waits until somebody says that it is on.
  await expect(sheet.getByRole("button", { name: "Send it again" })).toBeDisabled();
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/#\/webhooks\/[0-9a-f]{24}$/); // else it is opened again by the reload

  receiver.answerWith(204);
  await page.reload();
  await expect(page.getByText("Switched off: gone.")).toBeVisible();
  await button(page, "Switch on").click();
  await expect(page.getByText("It is on: what happens from now on is sent.")).toBeVisible();
  await page
    .getByRole("row", { name: /New feedback.*Failed/ })
    .getByRole("link")
    .click();
  await sheet.getByRole("button", { name: "Send it again" }).click();
  await expect(sheet.getByText(/It arrived: answered 204/)).toBeVisible();
  await receiver.until(2);
  const [one, two] = receiver.received;
  expect(two?.headers["webhook-id"]).toBe(one?.headers["webhook-id"]);
});

test("while a secret is replaced both sign; without an overlap the old one signs nothing any more", async ({
  page,
  stub,
  receiver,
}) => {
  await page.goto(await stub.signInLink());
  await page.goto(`${stub.url}/#/webhooks`);
  const old = await add(page, `${receiver.url}/hook`);
  const rotate = async (overlap: string) => {
    const sheet = page.getByRole("dialog");
    await button(page, "Replace the secret").click();
    await sheet.getByLabel("The old secret signs too").selectOption(overlap);
    await button(page, "Make a new secret").click();
    const secret = await sheet.getByText(/^whsec_/).innerText();
    await button(page, "I have copied it").click();
    return secret;
  };
  const sent = async () => {
    const before = receiver.received.length;
    await button(page, "Send a test").click();
    await receiver.until(before + 1);
    await expect(button(page, "Send a test")).toBeEnabled();
    return receiver.received[before] as Received;
  };
  const next = await rotate("for a day");
  const address = page.getByRole("region", { name: "Address" }); // the closed sheet says it too until it is gone
  await expect(address.getByText(/Both secrets sign until/)).toBeVisible();
  const both = await sent();
  expect([isSignedWith(old, both), isSignedWith(next, both)]).toEqual([true, true]);

  const last = await rotate("not any more");
  await expect(page.getByText(/Both secrets sign until/)).toHaveCount(0);
  const one = await sent();
  expect([isSignedWith(next, one), isSignedWith(last, one)]).toEqual([false, true]);
});

test("an address that the server does not take is explained and stays in its field; deleting asks for the host", async ({
  page,
  stub,
  receiver,
}) => {
  await page.goto(await stub.signInLink());
  await page.goto(`${stub.url}/#/webhooks`);
  await button(page, "Add a webhook").click();
  const sheet = page.getByRole("dialog", { name: "Add a webhook" });
  const field = sheet.getByLabel("Address");
  await field.fill("https://10.0.0.1/hook");
  await sheet.getByRole("button", { name: "Add the webhook" }).click();
  await expect(sheet.getByText(/The server does not take this address.*must lead to a public address/)).toBeVisible();
  await expect(field).toHaveValue("https://10.0.0.1/hook");
  await page.reload();
  await button(page, "Add a webhook").click();
  await expect(field).toHaveValue("https://10.0.0.1/hook");
  await field.fill(`${receiver.url}/hook`);
  await sheet.getByRole("button", { name: "Add the webhook" }).click();
  await button(page, "I have copied it").click();

  await button(page, "Delete").click();
  const sure = button(page, "Delete the webhook");
  await expect(sure).toBeDisabled();
  await page
    .getByRole("dialog")
    .getByLabel(/To be sure/)
    .fill(new URL(receiver.url).host);
  await sure.click();
  await expect(page.getByRole("heading", { name: "No webhook yet" })).toBeVisible();
});
