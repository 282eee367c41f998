import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, type Page, test } from "@playwright/test";
import { STUB_APP_ID } from "../server-stub/fixture.ts";
import { type Stub, startStub } from "../server-stub/start.ts";
import { startShopPage } from "./fixtures/shop-page.ts";

let stub: Stub;
test.beforeEach(async ({ page }) => {
  stub = await startStub({ clock: "running" });
  await page.goto(await stub.signInLink());
  await page.getByRole("link", { name: "Install" }).click();
  await expect(page.getByText("Waiting for the first feedback.")).toBeVisible();
});
test.afterEach(() => stub.close());

const form = (page: Page) => page.frameLocator("iframe").getByRole("textbox", { name: "Your message" });

test("an app and its key are made, the line is pasted into a page, and what is sent there turns the waiting green, live, with a link to it", async ({
  page,
  context,
}) => {
  await page.getByRole("button", { name: "New app" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Mug Shop");
  await page.getByRole("button", { name: "Make an app" }).click();
  await expect(page.getByRole("combobox", { name: "App" }).locator("option:checked")).toHaveText("Mug Shop");
  await page.getByRole("button", { name: "Make a publishable key here" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Shop pages");
  await page.getByRole("textbox", { name: "Pages that may use it" }).fill("localhost");
  await page.getByRole("button", { name: "Make the key" }).click();
  await expect(page.getByText("Your new key stands in it.")).toBeVisible();
  const tag = (await page.getByText(/^<script async src=/).textContent()) ?? "";
  expect(tag).toMatch(/data-key="ear_pub_[\w-]+"/);

  const shop = await startShopPage({ tag });
  const visitor = await context.newPage();
  await visitor.goto(`${shop.url}/cart`);
  await visitor.getByRole("button", { name: "Feedback", exact: true }).click();
  await visitor.getByRole("textbox", { name: "Your message" }).fill("The first one.");
  await visitor.getByRole("button", { name: "Send", exact: true }).click();
  await expect(visitor.getByText("Thank you")).toBeVisible();

  await page.bringToFront();
  await expect(page.getByText(/Feedback is coming in/)).toBeVisible();
  await page.getByRole("link", { name: "Open it" }).click();
  await expect(page.getByText("The first one.").first()).toBeVisible();
  await shop.close();
});

test("the preview is the form itself: it follows the settings while they are written, leaves the focus where it is, and sends nothing", async ({
  page,
}) => {
  const reports: string[] = [];
  page.on("console", (message) => message.type() === "error" && reports.push(message.text()));
  await expect(form(page)).toBeVisible();
  const title = page.getByRole("textbox", { name: "Title" });
  await title.pressSequentially("Say it");
  await expect(title).toHaveValue("Say it");
  await expect(page.frameLocator("iframe").getByText("Say it", { exact: true })).toBeVisible();
  await page.getByRole("checkbox", { name: "Ask for an e-mail address" }).uncheck();
  await expect(page.frameLocator("iframe").getByText("E-mail")).toHaveCount(0);

  const before = stub.requests.length;
  await form(page).fill("Only to look.");
  await page.frameLocator("iframe").getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.getByText("This is a preview: nothing was sent.")).toBeVisible();
  expect(stub.requests.slice(before).filter(({ method }) => method === "POST")).toEqual([]);
  expect(reports.filter((text) => /Content Security Policy|Trusted/i.test(text))).toEqual([]);

  await expect(page.getByText("Not saved yet.")).toBeVisible();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Saved. Visitors see it")).toBeVisible();
  const answer = await fetch(`${stub.url}/v1/config`, {
    headers: { Authorization: `Bearer ${stub.publishableKey}`, Origin: "http://localhost" },
  });
  expect(await answer.json()).toMatchObject({ texts: { title: "Say it" }, form: { email: "off" } });
});

test("the console hears nobody of its settings but the preview", async ({ page }) => {
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveAttribute("placeholder", "Send feedback");
  await page.evaluate(() => {
    // A frame of nobody's, in the console's own page: it is not the one that the preview is.
    const frame = document.createElement("iframe");
    document.body.append(frame);
    frame.contentWindow?.parent.postMessage(
      { earshot: "preview-texts", locale: "en", texts: { title: "Forged" } },
      "*",
    );
  });
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveAttribute("placeholder", "Send feedback");
});

const RUN = { "Node.js": ["node", "recipe.mjs"], Python: ["python3", "recipe.py"] } as const;
const CALL = {
  "Node.js": `process.stdout.write(earshotToken({ id: "user-1", name: "Ann", email: "ann@example.com" }));`,
  Python: `print(earshot_token({"id": "user-1", "name": "Ann", "email": "ann@example.com"}), end="")`,
} as const;

for (const language of ["Node.js", "Python"] as const)
  test(`the recipe for ${language} makes a token that the server takes`, async ({ page }) => {
    await page.getByRole("tab", { name: "Back end" }).click();
    await page.getByRole("tabpanel").getByRole("combobox").selectOption({ label: language });
    const recipe = (await page.getByRole("tabpanel").locator("pre", { hasText: /hmac/i }).textContent()) ?? "";
    const made = await page.evaluate(
      async (app) =>
        (await fetch(`/v1/apps/${app}/signing-secrets`, { method: "POST" })).json() as Promise<{ secret: string }>,
      STUB_APP_ID,
    );
    const folder = await mkdtemp(join(tmpdir(), "earshot-recipe-"));
    const [program, file] = RUN[language];
    await writeFile(join(folder, file), `${recipe}\n${CALL[language]}\n`);
    const env = { ...process.env, EARSHOT_APP: STUB_APP_ID, EARSHOT_SIGNING_SECRET: made.secret };
    const { stdout } = await promisify(execFile)(program, [join(folder, file)], { env });
    await rm(folder, { recursive: true });
    const answer = await fetch(`${stub.url}/v1/feedback`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${stub.publishableKey}`,
        Origin: "http://localhost",
        "Content-Type": "application/json",
        "Earshot-User-Token": stdout,
      },
      body: JSON.stringify({ content: "By a token of the recipe's." }),
    });
    expect([answer.status, await answer.text()]).toEqual([201, expect.any(String)]);
  });
